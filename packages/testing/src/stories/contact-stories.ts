import assert from 'node:assert/strict';
import { independentMap, type Outcome } from '@dealroute/core';
import type { ContractCase } from '../contracts/contract.js';
import type { Scenario } from '../scenario/scenario.js';
import { contractApproval, sale } from './sale.js';
import { type StorySetup, story } from './story.js';

const MINUTE = 60_000;
const CALL = { kind: 'contact', direction: 'outgoing', channel: 'call' } as const;

/** A task whose first step is proved by a call to the client. */
const visit = independentMap({ key: 'visit', title: 'Visit' })
  .start('start')
  .userTask('visit', {
    title: 'Visit the client',
    checklist: [
      { key: 'ring', title: 'Ring before', evidence: CALL },
      { key: 'go', title: 'Go there' },
    ],
  })
  .end('done', { outcome: 'success' })
  .flow('start', 'visit')
  .flow('visit', 'done')
  .build();

const setting = { maps: [contractApproval, sale, visit] };
const codeOf = (outcome: Outcome<unknown>) => (outcome.ok ? 'accepted' : outcome.rejection.code);

const register = ({ engine }: Scenario, actor: string | null, rest: object = {}) =>
  engine.registerContact({ deal: 'D-1', direction: 'outgoing', channel: 'call', actor, ...rest });

const tick = ({ engine }: Scenario, task: string, actor: string) =>
  engine.completeStep({ task, step: 'ring', actor });

/** B18 and B43 on the level of people. */
export const contactStories: readonly ContractCase<StorySetup>[] = [
  story(
    'B18: a step that a call proves is done when one was registered since the task began, and says which',
    async (play) => {
      await register(play, 'ivanova');
      await play.pass(MINUTE);
      const process = await play.start('visit', { on: 'D-1', as: 'ivanova' });
      const { id: task } = await play.task('Visit the client');
      const refusal = await tick(play, task, 'ivanova');
      assert.deepEqual(refusal, {
        ok: false,
        rejection: {
          code: 'EVIDENCE_MISSING',
          step: 'ring',
          evidence: 'contact',
          direction: 'outgoing',
          channel: 'call',
        },
      });
      await register(play, 'ivanova', { direction: 'incoming' });
      await register(play, 'ivanova', { channel: 'email' });
      await register(play, 'ivanova', { at: play.clock.now() - 1 });
      assert.equal(codeOf(await tick(play, task, 'ivanova')), 'EVIDENCE_MISSING');
      assert.equal(await play.refusal('Visit the client', { as: 'ivanova' }), 'CHECKLIST_OPEN');

      const call = await register(play, 'ivanova', { summary: 'She is there after ten' });
      assert.ok(call.ok);
      assert.equal(codeOf(await tick(play, task, 'ivanova')), 'accepted');
      const entry = (await play.engine.journal(process)).at(-1);
      assert.deepEqual(entry?.events, [
        { type: 'StepCompleted', task, step: 'ring', contact: call.value.id },
      ]);
    },
    setting,
  ),

  story(
    'B18: a contact before a hand-over proves the step of the next person',
    async (play) => {
      await play.start('visit', { on: 'D-1', as: 'ivanova' });
      await register(play, 'ivanova');
      await play.pass(MINUTE);
      await play.handOver('Visit the client', { to: 'sidorov', as: 'ivanova' });
      const { id } = await play.task('Visit the client');
      assert.equal(codeOf(await tick(play, id, 'sidorov')), 'accepted');
    },
    setting,
  ),

  story(
    'B43: contacts of the host, the responsible, an assignee and a head are kept on the deal, the latest first',
    async (play) => {
      await play.start('visit', { on: 'D-1', as: 'ivanova' });
      await play.handOver('Visit the client', { to: 'sidorov', as: 'ivanova' });
      const at = play.clock.now();
      for (const actor of ['ivanova', 'sidorov', 'petrov', 'admin', null]) {
        assert.equal(codeOf(await register(play, actor, { summary: `By ${actor}` })), 'accepted');
        await play.pass(MINUTE);
      }
      assert.equal(codeOf(await register(play, 'orlova')), 'NOT_PERMITTED');
      assert.equal(codeOf(await register(play, 'former')), 'PERSON_INACTIVE');
      assert.equal(codeOf(await register(play, null, { deal: 'D-9' })), 'DEAL_NOT_FOUND');
      const { items, next } = await play.engine.contacts({ deal: 'D-1' }, { limit: 3 });
      const rest = await play.engine.contacts({ deal: 'D-1' }, { limit: 3, after: next ?? '' });
      assert.deepEqual(
        [...items, ...rest.items].map(({ by, at: when }) => [by, when - at]),
        [null, 'admin', 'petrov', 'sidorov', 'ivanova'].map((by, i) => [by, (4 - i) * MINUTE]),
      );
      const [first] = items;
      const texts = await play.engine.texts([first?.summary ?? '']);
      assert.deepEqual([...texts.values()], ['By null']);
    },
    setting,
  ),

  story('B43: the same call of the host is registered once, and none that has not happened', async (play) => {
    const call = { externalKey: 'call-7', by: 'ivanova', at: play.clock.now() };
    const first = await register(play, null, call);
    const again = await register(play, null, { ...call, summary: 'Again' });
    assert.ok(first.ok && again.ok);
    assert.deepEqual([again.value, first.value.by], [first.value, 'ivanova']);
    assert.equal((await play.engine.contacts({ deal: 'D-1' })).items.length, 1);
    assert.equal(codeOf(await register(play, null, { at: play.clock.now() + 1 })), 'INSTANT_IN_FUTURE');
    assert.equal(codeOf(await register(play, 'ivanova', { summary: 'x'.repeat(4_097) })), 'COMMENT_TOO_LONG');
  }),
];
