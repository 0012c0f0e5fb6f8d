import assert from 'node:assert/strict';
import { type ProcessEvent, type RouteMap, replay } from '@dealroute/core';
import type { ContractCase } from '../contracts/contract.js';
import type { Scenario } from '../scenario/scenario.js';
import { sale } from './sale.js';
import { type StorySetup, story } from './story.js';

const DAY = 24 * 3_600_000;
const named = (map: RouteMap, id: string, to: string): RouteMap =>
  JSON.parse(JSON.stringify(map).replaceAll(`"${id}"`, `"${to}"`)) as RouteMap;

/** The same sale, in which qualifying belongs to another stage and takes three working days. */
const slower: RouteMap = {
  ...sale,
  nodes: sale.nodes.map((node) =>
    node.id === 'qualify' && node.kind === 'userTask'
      ? { ...node, stage: 'offer', timeLimit: { working: 'P3D' } }
      : node,
  ),
};
const wish = { map: 'sale', to: 2, actor: 'admin' } as const;

async function activate({ engine }: Scenario, map: RouteMap): Promise<void> {
  const deployed = await engine.deployMap({ map, actor: 'admin', activate: true });
  assert.ok(deployed.ok, JSON.stringify(deployed));
}

async function stateOf({ engine }: Scenario) {
  const { process } = (await engine.dealTasks('D-1')).items[0] ?? { process: '' };
  const events = (await engine.journal(process)).flatMap((entry) => entry.events as ProcessEvent[]);
  const state = await engine.process(process);
  assert.equal(JSON.stringify(replay(events)), JSON.stringify(state));
  assert.ok(state);
  return state;
}

/** B9 and B27 on the level of people. */
export const versionStories: readonly ContractCase<StorySetup>[] = [
  story(
    'B9: a deal keeps the version that it was started with; the next deal gets the next one',
    async (play) => {
      await activate(play, slower);
      await play.createDeal('D-2', { responsible: 'ivanova', by: 'ivanova' });
      assert.deepEqual([play.stage('D-1'), play.stage('D-2')], ['qualified', 'offer']);
      const versions = (await play.engine.maps('sale')).map(({ version, status }) => [version, status]);
      assert.deepEqual(versions, [
        [2, 'active'],
        [1, 'retired'],
      ]);
      await play.complete('Qualify the client', { with: 'Fits', as: 'ivanova', on: 'D-1' });
      assert.equal((await play.engine.processes({ deal: 'D-1' })).items[0]?.map.version, 1);
    },
  ),

  story(
    'B27: a dry run says what moves, with the stage and both deadlines, and changes nothing',
    async (play) => {
      await activate(play, slower);
      const before = JSON.stringify(await stateOf(play));
      const planned = await play.engine.planMigration(wish);
      assert.ok(planned.ok);
      const { id: task, dueAt, process } = await play.task('Qualify the client');
      assert.deepEqual(planned.value, {
        items: [
          {
            process,
            deal: 'D-1',
            version: 1,
            verdict: 'moves',
            nodes: [{ from: 'qualify', to: 'qualify' }],
            stage: { from: 'qualified', to: 'offer' },
            deadlines: [{ node: 'qualify', task, keep: dueAt, recalculate: play.clock.now() + 3 * DAY }],
          },
        ],
        next: null,
      });
      assert.equal(JSON.stringify(await stateOf(play)), before);
      assert.equal(play.stage('D-1'), 'qualified');
    },
  ),

  story(
    'B27: moved deals go on under the version with the same tasks, and the stage follows',
    async (play) => {
      await activate(play, slower);
      const task = await play.task('Qualify the client');
      const moved = await play.engine.migrateProcesses({ ...wish, key: 'm1', deadlines: 'recalculate' });
      await play.engine.settle();
      assert.ok(moved.ok);
      const { moved: count, needsChoice, cannot, remaining, next } = moved.value;
      assert.deepEqual([count, needsChoice, cannot, remaining, next], [1, 0, 0, 0, null]);
      const { id, assignee, dueAt, map, deadline } = await play.task('Qualify the client');
      assert.deepEqual([id, assignee, map.version], [task.id, 'ivanova', 2]);
      assert.deepEqual([dueAt, deadline?.limit], [play.clock.now() + 3 * DAY, { working: 'P3D' }]);
      assert.equal(play.stage('D-1'), 'offer');
      await stateOf(play);
      await play.complete('Qualify the client', { with: 'Fits', as: 'ivanova' });
      assert.deepEqual(await play.openTasks('D-1'), ['Send offer']);
    },
  ),

  story('B27: a node that is gone needs a choice, and moves with it', async (play) => {
    await activate(play, named(sale, 'qualify', 'check-client'));
    const planned = await play.engine.planMigration(wish);
    const verdict = planned.ok ? planned.value.items[0] : undefined;
    assert.deepEqual(verdict?.verdict === 'needsChoice' && verdict.nodes[0]?.node, 'qualify');
    const request = { ...wish, key: 'm1' };
    const first = await play.engine.migrateProcesses(request);
    assert.deepEqual(
      first.ok && [first.value.moved, first.value.needsChoice, first.value.remaining],
      [0, 1, 1],
    );
    const again = await play.engine.migrateProcesses({ ...request, mapping: { qualify: 'check-client' } });
    assert.deepEqual(again.ok && [again.value.moved, again.value.remaining], [1, 0]);
    assert.deepEqual(
      (await stateOf(play)).tokens.map(({ node }) => node),
      ['check-client'],
    );
    assert.equal((await play.task('Qualify the client')).node, 'check-client');
  }),

  story(
    'B27: a deal that would wait for ever cannot move, and is told why in the words of the map',
    async (play) => {
      const { nodes, flows } = sale;
      const insured: RouteMap = {
        ...sale,
        nodes: [...nodes, { id: 'insure', kind: 'userTask', title: { ru: 'Застраховать', en: 'Insure' } }],
        flows: [
          ...flows,
          { id: 'split-insure', from: 'split', to: 'insure' },
          { id: 'insure-join', from: 'insure', to: 'join' },
        ],
      };
      await play.complete('Qualify the client', { with: 'Fits', as: 'ivanova' });
      await play.complete('Send offer', { with: 'Agreed', as: 'ivanova' });
      await activate(play, insured);
      const planned = await play.engine.planMigration(wish);
      const verdict = planned.ok ? planned.value.items[0] : undefined;
      assert.ok(verdict?.verdict === 'cannot');
      const { rejection } = verdict;
      assert.deepEqual([rejection.code, 'why' in rejection && rejection.why], ['CANNOT_MIGRATE', 'stranded']);
    },
  ),

  story('B27: a move is undone while nothing has happened since, and by admins only', async (play) => {
    await activate(play, slower);
    const before = await stateOf(play);
    await play.engine.migrateProcesses({ ...wish, key: 'm1', deadlines: 'recalculate' });
    await play.engine.settle();
    const undo = async (actor: string) => {
      const outcome = await play.engine.undoMigration({ process: before.id, actor });
      await play.engine.settle();
      return outcome.ok ? 'undone' : outcome.rejection.code;
    };
    assert.equal(await undo('petrov'), 'NOT_PERMITTED');
    assert.equal(await undo('admin'), 'undone');
    const { stageSeq: _, ...after } = await stateOf(play);
    const { stageSeq: __, ...same } = before;
    assert.equal(JSON.stringify(after), JSON.stringify(same));
    assert.equal(play.stage('D-1'), 'qualified');
    assert.equal((await play.task('Qualify the client')).map.version, 1);
    assert.equal(await undo('admin'), 'NOTHING_TO_UNDO');
    const repeated = await play.engine.migrateProcesses({ ...wish, key: 'm1', deadlines: 'recalculate' });
    assert.deepEqual(repeated.ok && [repeated.value.moved, repeated.value.cannot], [0, 1]);
  }),

  story('B27: many deals move page by page, and a move that was cut off is taken up again', async (play) => {
    for (let n = 2; n <= 7; n++) await play.createDeal(`D-${n}`, { responsible: 'ivanova', by: 'ivanova' });
    await activate(play, slower);
    const request = { ...wish, key: 'all' };
    const first = await play.engine.migrateProcesses(request, { limit: 3 });
    assert.deepEqual(first.ok && [first.value.moved, first.value.remaining], [3, 4]);
    let moved = 0;
    for (let after: string | null = ''; after !== null; ) {
      const page: Awaited<ReturnType<typeof play.engine.migrateProcesses>> =
        await play.engine.migrateProcesses(request, { limit: 3, ...(after && { after }) });
      assert.ok(page.ok);
      moved += page.value.moved;
      after = page.value.next;
    }
    assert.equal(moved, 4);
    const denied = await play.engine.migrateProcesses({ ...request, actor: 'petrov' });
    assert.equal(denied.ok ? '' : denied.rejection.code, 'NOT_PERMITTED');
    const journal = await play.engine.journal((await stateOf(play)).id);
    assert.deepEqual(
      journal.filter(({ command }) => command === 'MigrateProcess').map(({ actor }) => actor),
      ['admin'],
    );
  }),
];
