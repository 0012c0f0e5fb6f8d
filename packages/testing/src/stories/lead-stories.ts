import assert from 'node:assert/strict';
import type { Lead, LeadEvent, Outcome } from '@dealroute/core';
import type { ContractCase } from '../contracts/contract.js';
import type { Scenario } from '../scenario/scenario.js';
import { type StorySetup, story } from './story.js';

const HOUR = 3_600_000;
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'accepted' : outcome.rejection.code);

async function lead({ engine }: Scenario, rest: object = {}): Promise<Lead> {
  const wish = { title: 'A boiler for a school', source: 'website', actor: null, ...rest };
  const outcome = await engine.registerLead(wish);
  await engine.settle();
  if (!outcome.ok) throw new Error(`The lead was refused: ${outcome.rejection.code}`);
  return outcome.value;
}

const told = (play: Scenario) =>
  play.notices.filter(({ kind }) => kind.startsWith('lead')).map(({ kind, to }) => [kind, to]);

async function happened({ engine }: Scenario, id: string): Promise<readonly LeadEvent['type'][]> {
  return (await engine.leadHistory(id)).map(({ event }) => event.type);
}

/** B44 on the level of people. */
export const leadStories: readonly ContractCase<StorySetup>[] = [
  story(
    'B44: a lead has a limit in working time, somebody is told, and it is registered once',
    async (play) => {
      const details = { externalKey: 'form-7', contactDetails: '+7 900 000-00-00' };
      const first = await lead(play, { ...details, responsible: 'ivanova' });
      assert.deepEqual([first.status, first.dueAt], ['open', Date.parse('2026-03-02T13:00Z')]);
      const again = await lead(play, { ...details, responsible: 'sidorov' });
      assert.deepEqual(again, first);
      const urgent = await lead(play, { reactWithin: { working: 'PT30M' } });
      assert.equal(urgent.dueAt, Date.parse('2026-03-02T09:30Z'));
      assert.deepEqual(told(play), [
        ['leadAssigned', 'ivanova'],
        ['leadUnassigned', 'admin'],
      ]);
      const texts = await play.engine.texts([first.contactDetails ?? '']);
      assert.deepEqual([...texts.values()], ['+7 900 000-00-00']);
      const { items } = await play.engine.leads({ status: 'active' });
      assert.deepEqual(
        items.map(({ id }) => id),
        [urgent.id, first.id],
      );
    },
  ),

  story('B44: one person takes a lead that nobody has, and what they do about it is kept', async (play) => {
    const { id } = await lead(play);
    const take = (actor: string) => play.engine.assignLead({ lead: id, to: actor, actor });
    assert.equal(
      codeOf(await play.engine.reactToLead({ lead: id, note: 'Rang', actor: 'ivanova' })),
      'NOT_PERMITTED',
    );
    const takes = await Promise.all([take('ivanova'), take('sidorov')]);
    assert.deepEqual(takes.map(codeOf).sort(), ['NOT_PERMITTED', 'accepted']);
    const holder = (await play.engine.lead(id))?.responsible ?? '';
    await play.pass(HOUR);
    const reacted = await play.engine.reactToLead({ lead: id, note: 'Nobody answers', actor: holder });
    assert.ok(reacted.ok);
    assert.deepEqual([reacted.value.status, reacted.value.firstReactionAt], ['inWork', play.clock.now()]);
    assert.equal(
      codeOf(await play.engine.assignLead({ lead: id, to: 'sidorov', actor: 'petrov' })),
      'accepted',
    );
    const discarded = { lead: id, actor: 'petrov' };
    assert.equal(codeOf(await play.engine.discardLead({ ...discarded, reason: ' ' })), 'REASON_REQUIRED');
    const door = play.engine.through('telegram');
    assert.equal(codeOf(await door.discardLead({ ...discarded, reason: 'A joke' })), 'accepted');
    const late = await play.engine.reactToLead({ lead: id, note: 'Again', actor: 'admin' });
    assert.deepEqual(late.ok ? null : late.rejection, {
      code: 'LEAD_CLOSED',
      lead: id,
      as: 'discarded',
      deal: null,
      by: 'petrov',
      at: play.clock.now(),
    });
    const types = (await happened(play, id)).filter((type) => type !== 'LeadAssigned');
    assert.deepEqual(types, ['LeadRegistered', 'LeadNoted', 'LeadDiscarded']);
    const last = (await play.engine.leadHistory(id)).at(-1);
    assert.deepEqual([last?.actor, last?.source], ['petrov', 'telegram']);
  }),

  story('B44: a contact is a reaction, but not what came in by itself', async (play) => {
    const { id } = await lead(play, { responsible: 'ivanova' });
    const contact = { lead: id, direction: 'incoming', channel: 'email' } as const;
    await play.engine.registerContact({ ...contact, externalKey: 'm-1', actor: null });
    await play.engine.registerContact({ ...contact, externalKey: 'm-1', actor: null });
    assert.equal((await play.engine.lead(id))?.status, 'open');
    await play.engine.registerContact({ ...contact, channel: 'call', actor: 'ivanova' });
    assert.equal((await play.engine.lead(id))?.status, 'inWork');
    assert.equal((await play.engine.contacts({ lead: id })).items.length, 2);
    assert.deepEqual(await happened(play, id), ['LeadRegistered', 'LeadContacted', 'LeadContacted']);
  }),

  story(
    'B44: a lead that becomes a deal starts its process once, and brings its contacts along',
    async (play) => {
      const { id } = await lead(play, { responsible: 'ivanova' });
      await play.engine.registerContact({
        lead: id,
        direction: 'outgoing',
        channel: 'call',
        actor: 'ivanova',
      });
      const convert = (deal: string) =>
        play.engine.convertLead({ lead: id, deal, map: 'sale', actor: 'ivanova' });
      assert.equal(codeOf(await convert('D-9')), 'DEAL_NOT_FOUND');
      assert.equal(codeOf(await convert('D-1')), 'DEAL_ALREADY_GOVERNED');
      assert.equal((await play.engine.lead(id))?.status, 'inWork');

      await play.engine.removeTrigger('new-deals', null);
      await play.createDeal('D-2', { responsible: 'ivanova' });
      const outcomes = await Promise.all([convert('D-2'), convert('D-2')]);
      assert.deepEqual(outcomes.map(codeOf), ['accepted', 'accepted']);
      assert.equal(codeOf(await convert('D-2')), 'accepted');
      assert.equal(codeOf(await convert('D-1')), 'DEAL_ALREADY_GOVERNED');
      await play.engine.settle();
      const { items } = await play.engine.processes({ deal: 'D-2' });
      assert.deepEqual(
        items.map(({ map, starter }) => [map.key, starter]),
        [['sale', 'ivanova']],
      );
      assert.equal((await play.engine.contacts({ deal: 'D-2' })).items.length, 1);
      const closed = await play.engine.lead(id);
      assert.deepEqual([closed?.status, closed?.deal], ['converted', 'D-2']);
      assert.equal(
        codeOf(await play.engine.discardLead({ lead: id, reason: 'No', actor: null })),
        'LEAD_CLOSED',
      );
      assert.deepEqual(await play.openTasks('D-2'), ['Qualify the client']);
    },
  ),
];
