import assert from 'node:assert/strict';
import { type ProcessEvent, replay } from '@dealroute/core';
import type { ContractCase } from '../contracts/contract.js';
import { type StorySetup, story } from './story.js';

/** B32 on the level of people. */
export const takingUpStories: readonly ContractCase<StorySetup>[] = [
  story('B32: a lost deal is taken up again by a process that remembers the former one', async (play) => {
    const first = await play.terminate('D-1', { as: 'ivanova', reason: 'price' });
    assert.equal(play.stage('D-1'), 'lost');
    const second = await play.start('sale', { on: 'D-1', as: 'ivanova' });
    assert.deepEqual([play.stage('D-1'), await play.openTasks('D-1')], ['qualified', ['Qualify the client']]);
    const { items } = await play.engine.processes({ deal: 'D-1' });
    assert.deepEqual(
      items.map(({ id, former, status }) => [id, former, status]).sort(),
      [
        [first.process, null, 'ended'],
        [second, first.process, 'running'],
      ].sort(),
    );
    const state = await play.engine.process(second);
    const events = (await play.engine.journal(second)).flatMap((entry) => entry.events as ProcessEvent[]);
    assert.equal(state?.former, first.process);
    assert.equal(JSON.stringify(replay(events)), JSON.stringify(state));
    assert.equal((await play.engine.mayChangeStage({ deal: 'D-1', actor: 'admin' })).ok, false);
  }),

  story(
    'B32: a deal is not taken up again while its process runs, nor by those who may not',
    async (play) => {
      const wish = { deal: 'D-1', map: 'sale', actor: 'ivanova' };
      const running = await play.engine.startProcess(wish);
      assert.equal(running.ok ? '' : running.rejection.code, 'DEAL_ALREADY_GOVERNED');
      await play.terminate('D-1', { as: 'ivanova', reason: 'price' });
      const denied = await play.engine.startProcess({ ...wish, actor: 'sidorov' });
      assert.equal(denied.ok ? '' : denied.rejection.code, 'NOT_PERMITTED');
      assert.equal(play.stage('D-1'), 'lost');
    },
  ),

  story(
    'B32: lost twice, the third process remembers the second; won deals leave nothing to remember',
    async (play) => {
      await play.terminate('D-1', { as: 'ivanova', reason: 'price' });
      await play.pass(1);
      const second = await play.start('sale', { on: 'D-1', as: 'ivanova' });
      await play.terminate('D-1', { as: 'ivanova', reason: 'price' });
      await play.pass(1);
      const third = await play.start('sale', { on: 'D-1', as: 'ivanova' });
      assert.equal((await play.engine.process(third))?.former, second);
      await play.complete('Qualify the client', { with: 'Fits', as: 'ivanova' });
      await play.complete('Send offer', { with: 'Agreed', as: 'ivanova' });
      await play.complete('Check the contract', { with: 'Approved', as: 'orlova' });
      await play.complete('Prepare shipment', { as: 'sidorov' });
      await play.complete('Sign the contract', { as: 'ivanova' });
      await play.pass(1);
      const after = await play.start('sale', { on: 'D-1', as: 'ivanova' });
      assert.equal((await play.engine.process(after))?.former, null);
      const approval = await play.start('contract-approval', { on: 'D-1', as: 'ivanova' });
      assert.equal((await play.engine.process(approval))?.former, null);
    },
  ),
];
