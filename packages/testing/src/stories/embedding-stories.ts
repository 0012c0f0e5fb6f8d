import assert from 'node:assert/strict';
import { independentMap, type RouteMap, SdkError } from '@dealroute/core';
import type { ContractCase } from '../contracts/contract.js';
import type { Scenario } from '../scenario/scenario.js';
import { contractApproval, sale } from './sale.js';
import { type StorySetup, story } from './story.js';

const HOUR = 3_600_000;
const QUALIFY = 'Qualify the client';

/** A letter that the host's own action sends. */
const letter: RouteMap = independentMap({ key: 'letter', title: { ru: 'Письмо', en: 'Letter' } })
  .start('start')
  .serviceTask('send', { title: 'Send', action: 'send' })
  .end('sent', { outcome: 'success' })
  .flow('start', 'send')
  .flow('send', 'sent')
  .build();

const lawyers: RouteMap = independentMap({ key: 'claim', title: { ru: 'Претензия', en: 'Claim' } })
  .start('start')
  .userTask('answer', {
    title: { ru: 'Ответить на претензию', en: 'Answer the claim' },
    assignee: { rule: 'role', role: 'claims' },
  })
  .end('answered', { outcome: 'success' })
  .flow('start', 'answer')
  .flow('answer', 'answered')
  .build();

/** The host's action: it fails as long as the post office is closed. */
class PostOffice {
  open = false;
  readonly sent: string[] = [];

  readonly send = async ({ action }: { readonly action: string }) => {
    if (!this.open) throw new Error('The post office is closed.');
    this.sent.push(action);
    return {};
  };
}

const postOffice = new PostOffice();
const withLetter = {
  maps: [contractApproval, sale, letter],
  engine: { actions: { send: postOffice.send }, tuning: { deliveryAttempts: 1 } },
};

const kinds = async (play: Scenario) =>
  (await play.engine.incidents('open')).items.map(({ kind, count }) => [kind, count]);

/** B42, B47, B49, B53 on the level of people: what a host replaces, hears of and repairs. */
export const embeddingStories: readonly ContractCase<StorySetup>[] = [
  story(
    'B42: a task that nobody fits is created without a person, told once to an admin, and repaired by one command',
    async (play) => {
      await play.start('claim', { on: 'D-1', as: 'ivanova' });
      const { id: task, assignee, assignment } = await play.task('Answer the claim');
      assert.deepEqual([assignee, assignment], [null, { rule: 'role', nobody: 'nobodyNamed' }]);
      const told = play.notices.filter(({ kind }) => kind === 'taskUnassigned');
      assert.deepEqual([told.map(({ to }) => to), await kinds(play)], [['admin'], [['unassigned', 1]]]);
      await play.handOver('Answer the claim', { to: 'sidorov', as: 'admin' });
      assert.notEqual((await play.task('Answer the claim')).id, task);
      assert.deepEqual(await kinds(play), []);
      await play.complete('Answer the claim', { as: 'sidorov' });
    },
    { maps: [contractApproval, sale, lawyers] },
  ),

  story(
    'B47: a host replaces a port by one object, and the process goes by it',
    async (play) => {
      const { dueAt, deadline } = await play.task(QUALIFY);
      assert.deepEqual([dueAt, deadline?.zone], [play.clock.now() + HOUR, 'Mars/Colony']);
    },
    {
      engine: {
        calendar: {
          deadline: async ({ start, limit }) => {
            return { dueAt: start + HOUR, explanation: { limit, start, zone: 'Mars/Colony' } };
          },
          between: async ({ start, end }) => (end - start) / 60_000,
        },
      },
    },
  ),

  story(
    'B49: a host forbids a command with a reason that the person sees, until it no longer does',
    async (play) => {
      const stop = play.engine.before('CompleteTask', 'lunch', ({ actor }) =>
        actor === 'ivanova' ? 'Everybody is at lunch' : undefined,
      );
      const refused = await play.tryToComplete(QUALIFY, { with: 'Fits', as: 'ivanova' });
      const rejection = { code: 'VETOED', by: 'lunch', reason: 'Everybody is at lunch' };
      assert.deepEqual(refused, { ok: false, rejection });
      assert.deepEqual(await play.openTasks('D-1'), [QUALIFY]);
      stop();
      await play.complete(QUALIFY, { with: 'Fits', as: 'ivanova' });
    },
  ),

  story(
    'B49: a listener hears of what was committed; one that throws breaks nothing and is an incident',
    async (play) => {
      const heard: string[] = [];
      play.engine.on('StageChanged', ({ event, entry }) => void heard.push(`${event.to} by ${entry.actor}`));
      play.engine.on('StageChanged', () => {
        throw new Error('The mail server is full.');
      });
      await play.complete(QUALIFY, { with: 'Fits', as: 'ivanova' });
      assert.deepEqual([heard, play.stage('D-1')], [['offer by ivanova'], 'offer']);
      assert.deepEqual(await kinds(play), [['listenerFailed', 1]]);
    },
  ),

  story(
    'B53: what is stuck is an incident with its cause, and goes on when an admin tries again',
    async (play) => {
      postOffice.open = false;
      const process = await play.start('letter', { on: 'D-1', as: 'ivanova' });
      const [incident] = (await play.engine.incidents('open')).items;
      assert.deepEqual(
        [incident?.kind, incident?.process, incident?.details.error],
        ['undelivered', process, 'The post office is closed.'],
      );
      const id = incident?.id ?? '';
      const denied = await play.engine.retryIncident({ id, actor: 'ivanova' });
      assert.equal(denied.ok ? '' : denied.rejection.code, 'NOT_PERMITTED');
      postOffice.open = true;
      assert.deepEqual(await play.engine.retryIncident({ id, actor: 'admin' }), { ok: true, value: true });
      await play.engine.settle();
      assert.deepEqual(await kinds(play), []);
      assert.equal((await play.engine.process(process))?.outcome, 'success');
    },
    withLetter,
  ),

  story('B53: a call that makes no sense throws an error that names itself', async (play) => {
    const malformed = play.engine.startProcess({ deal: '', map: 'sale', actor: null });
    await assert.rejects(malformed, (error) => SdkError.is(error) && error.code === 'REQUEST_INVALID');
  }),
];
