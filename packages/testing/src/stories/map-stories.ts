import assert from 'node:assert/strict';
import {
  type ActionHandlers,
  governingMap,
  independentMap,
  type Outcome,
  type RouteMap,
  type StageChanged,
  type WorkingCalendar,
  workingDays,
} from '@dealroute/core';
import type { ContractCase } from '../contracts/contract.js';
import { contractApproval, sale, sales } from './sale.js';
import { type StorySetup, story } from './story.js';

const HOUR = 3_600_000;

const code = (outcome: Outcome<unknown>) => (outcome.ok ? 'accepted' : outcome.rejection.code);

/** An action, a decision on its answer, a wait, and a round that comes back through a person. */
const credit: RouteMap = independentMap({
  key: 'credit',
  title: { ru: 'Проверка платёжеспособности', en: 'Credit check' },
  variables: { score: 0 },
})
  .start('start')
  .serviceTask('score', { title: 'Score', action: 'score', input: { depth: 2 } })
  .decision('enough')
  .timer('rest', { title: 'Rest', wait: workingDays(1) })
  .userTask('papers', { title: { ru: 'Запросить бумаги', en: 'Ask for papers' } })
  .end('fit', { outcome: 'success' })
  .flow('start', 'score')
  .flow('score', 'enough')
  .flow('enough', 'rest', { condition: 'vars.score >= 50' })
  .flow('enough', 'papers', { default: true })
  .flow('papers', 'score')
  .flow('rest', 'fit')
  .build();

/** A success that is decided while a side branch still has work. */
const gift: RouteMap = governingMap({
  key: 'gift',
  title: { ru: 'Продажа с подарком', en: 'Sale with a gift' },
  pipeline: sales,
  lossReasons: [{ key: 'price', title: { ru: 'Дорого', en: 'Too expensive' } }],
  earlyTermination: { stage: 'lost' },
})
  .start('start')
  .split('split')
  .userTask('sell', {
    title: { ru: 'Продать', en: 'Sell' },
    stage: 'offer',
    results: [
      { key: 'sold', title: { ru: 'Продано', en: 'Sold' } },
      { key: 'refused', title: { ru: 'Отказ', en: 'Refused' } },
    ],
  })
  .userTask('wrap', { title: { ru: 'Завернуть подарок', en: 'Wrap the gift' } })
  .end('won', { outcome: 'success', stage: 'won' })
  .end('lost', { outcome: 'failure', stage: 'lost', lossReason: 'price' })
  .end('wrapped')
  .flow('start', 'split')
  .flow('split', 'sell', { leading: true })
  .flow('split', 'wrap')
  .flow('sell', 'won', { result: 'sold' })
  .flow('sell', 'lost', { result: 'refused' })
  .flow('wrap', 'wrapped')
  .build();

const scores = (...given: readonly number[]): ActionHandlers => {
  const left = [...given];
  return { score: async ({ input }) => ({ score: input.depth === 2 ? (left.shift() ?? 0) : 0 }) };
};

const withMaps = { maps: [contractApproval, sale, credit, gift] };

/** B1–B3, B5, B6, B22, B24, B25 on the level of people: what maps make of deals. */
export const mapStories: readonly ContractCase<StorySetup>[] = [
  story(
    'B1: independent processes run beside the governing one, and deals without any stay free',
    async (play) => {
      await play.start('contract-approval', { on: 'D-1', as: 'sidorov' });
      assert.equal(play.stage('D-1'), 'qualified');
      await play.complete('Check the contract', { with: 'Rejected', as: 'orlova', comment: 'Clause 4' });
      assert.deepEqual(
        [play.stage('D-1'), await play.openTasks('D-1')],
        ['qualified', ['Qualify the client']],
      );
      await play.engine.removeTrigger('new-deals', null);
      await play.createDeal('D-2', { responsible: 'ivanova' });
      assert.deepEqual([play.stage('D-2'), await play.openTasks('D-2')], ['new', []]);
      assert.equal(code(await play.engine.mayChangeStage({ deal: 'D-2', actor: 'ivanova' })), 'accepted');
      await play.start('contract-approval', { on: 'D-2', as: 'sidorov' });
      assert.equal(code(await play.engine.mayChangeStage({ deal: 'D-2', actor: 'ivanova' })), 'accepted');
    },
  ),

  story(
    'B2: a map whose leading node names no stage is not activated, and the node is named',
    async (play) => {
      const nodes = sale.nodes.map(({ stage, ...node }) =>
        node.id === 'offer' || stage === undefined ? node : { ...node, stage },
      );
      const outcome = await play.engine.deployMap({ map: { ...sale, nodes }, actor: null, activate: true });
      assert.ok(!outcome.ok && outcome.rejection.code === 'MAP_HAS_ERRORS');
      const found = outcome.rejection.diagnostics.filter(({ severity }) => severity === 'error');
      assert.deepEqual(
        found.map(({ rule, node }) => [rule, node]),
        [['stage-missing', 'offer']],
      );
    },
  ),

  story('B3: the deal moves when the stage changes, and nodes of one stage change nothing', async (play) => {
    await play.complete('Qualify the client', { with: 'Fits', as: 'ivanova' });
    const { process } = await play.complete('Send offer', { with: 'Agreed', as: 'ivanova' });
    await play.complete('Check the contract', { with: 'Approved', as: 'orlova' });
    assert.deepEqual([...(await play.openTasks('D-1'))].sort(), ['Prepare shipment', 'Sign the contract']);
    const events = (await play.engine.journal(process)).flatMap((entry) => entry.events);
    const stages = events.filter((event): event is StageChanged => event.type === 'StageChanged');
    assert.deepEqual(
      stages.map(({ to }) => to),
      ['qualified', 'offer', 'contract'],
    );
  }),

  story(
    'B5: what cannot be done wholly is not done at all, and works when the trouble is over',
    async (play) => {
      const before = { notices: play.notices.length, journal: 1 };
      const { process } = await play.task('Qualify the client');
      const wish = { with: 'Fits', as: 'ivanova' };
      await assert.rejects(play.complete('Qualify the client', wish));
      assert.deepEqual(await play.openTasks('D-1'), ['Qualify the client']);
      const journal = await play.engine.journal(process);
      const left = { notices: play.notices.length, journal: journal.length };
      assert.deepEqual([left, play.stage('D-1')], [before, 'qualified']);
      await play.complete('Qualify the client', wish);
      assert.deepEqual([play.stage('D-1'), await play.openTasks('D-1')], ['offer', ['Send offer']]);
    },
    { engine: { calendar: failingAt(2) } },
  ),

  story('B6: of two governing processes that start at once on a deal, one runs', async (play) => {
    await play.terminate('D-1', { as: 'petrov', reason: 'price' });
    const start = () => play.engine.startProcess({ deal: 'D-1', map: 'sale', actor: 'petrov' });
    const answers = (await Promise.all([start(), start()])).map(code);
    assert.deepEqual([...answers].sort(), ['DEAL_ALREADY_GOVERNED', 'accepted']);
    const { items } = await play.engine.processes({ deal: 'D-1', status: 'running' });
    assert.equal(items.length, 1);
  }),

  story(
    'B22: an action, a decision on its answer, a loop through a person and a wait follow one another',
    async (play) => {
      const process = await play.start('credit', { on: 'D-1', as: 'ivanova' });
      assert.deepEqual((await play.engine.process(process))?.variables, { score: 10 });
      await play.complete('Ask for papers', { as: 'ivanova' });
      const waiting = await play.engine.process(process);
      assert.equal(waiting?.timers[0]?.dueAt, Date.parse('2026-03-03T09:00Z'));
      await play.pass(24 * HOUR - 1);
      assert.equal((await play.engine.process(process))?.status, 'running');
      await play.pass(1);
      assert.equal((await play.engine.process(process))?.outcome, 'success');
    },
    { ...withMaps, engine: { actions: scores(10, 70) } },
  ),

  story(
    'B25: a success is decided at once and waits for the other branch; a failure withdraws it',
    async (play) => {
      await play.terminate('D-1', { as: 'petrov', reason: 'price' });
      const won = await play.start('gift', { on: 'D-1', as: 'ivanova' });
      const receipt = await play.complete('Sell', { with: 'Sold', as: 'ivanova' });
      assert.deepEqual([receipt.outcome, receipt.status, play.stage('D-1')], ['success', 'running', 'won']);
      const stop = { process: won, lossReason: 'price', actor: 'petrov' };
      assert.equal(code(await play.engine.terminateEarly(stop)), 'ALREADY_DECIDED');
      assert.equal((await play.complete('Wrap the gift', { as: 'ivanova' })).status, 'ended');

      await play.start('gift', { on: 'D-1', as: 'ivanova' });
      const lost = await play.complete('Sell', { with: 'Refused', as: 'ivanova' });
      assert.deepEqual([lost.outcome, lost.status, lost.openTasks], ['failure', 'ended', []]);
      assert.deepEqual([play.stage('D-1'), await play.openTasks('D-1')], ['lost', []]);
    },
    withMaps,
  ),
];

/** A calendar that breaks down at its n-th question, and only there. */
function failingAt(n: number): WorkingCalendar {
  let asked = 0;
  return {
    deadline: async ({ start, limit }) => {
      asked += 1;
      if (asked === n) throw new Error('The calendar is being repaired.');
      return { dueAt: start + HOUR, explanation: { limit, start, zone: 'UTC' } };
    },
    between: async ({ start, end }) => (end - start) / 60_000,
  };
}
