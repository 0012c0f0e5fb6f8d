import assert from 'node:assert/strict';
import type { ContractCase } from '../contracts/contract.js';
import { type StorySetup, story } from './story.js';

const HOUR = 3_600_000;

/** B10 on the level of people. */
export const deferralStories: readonly ContractCase<StorySetup>[] = [
  story('B10: a start that is deferred by a working day happens then, once', async (play) => {
    await play.createDeal('D-2', { responsible: 'sidorov' });
    const approval = { deal: 'D-2', map: 'contract-approval', after: { working: 'P1D' }, actor: 'sidorov' };
    const deferred = await play.engine.deferStart({ ...approval, key: 'later' });
    assert.equal(deferred.ok && deferred.value.dueAt, Date.parse('2026-03-03T09:00Z'));
    assert.deepEqual(await play.engine.deferStart({ ...approval, key: 'later' }), deferred);
    await play.pass(24 * HOUR - 1);
    const before = await play.openTasks('D-2');
    await play.pass(1);
    const after = await play.openTasks('D-2');
    assert.deepEqual([before.length + 1, after.includes('Check the contract')], [after.length, true]);
    await play.pass(HOUR);
    const { items } = await play.engine.processes({ deal: 'D-2', kind: 'independent' });
    assert.deepEqual(
      items.map(({ starter, startedAt }) => [starter, startedAt]),
      [['sidorov', Date.parse('2026-03-03T09:00Z')]],
    );
    const [kept] = (await play.engine.deferredStarts({ deal: 'D-2' })).items;
    assert.deepEqual(kept?.ended, { as: 'started', at: items[0]?.startedAt, process: items[0]?.id });
  }),

  story(
    'B10: a deferred start can be cancelled, by the person who deferred it and by admins',
    async (play) => {
      const at = play.clock.now() + HOUR;
      const deferred = await play.engine.deferStart({ deal: 'D-1', map: 'sale', at, actor: 'ivanova' });
      assert.ok(deferred.ok);
      const { id } = deferred.value;
      const denied = await play.engine.cancelStart({ id, actor: 'petrov' });
      assert.equal(denied.ok ? '' : denied.rejection.code, 'NOT_PERMITTED');
      assert.equal((await play.engine.cancelStart({ id, actor: 'ivanova' })).ok, true);
      const again = await play.engine.cancelStart({ id, actor: 'ivanova' });
      assert.equal(again.ok ? '' : again.rejection.code, 'START_NOT_DEFERRED');
      await play.pass(2 * HOUR);
      assert.equal((await play.engine.processes({ deal: 'D-1' })).items.length, 1);
    },
  ),

  story('B10: of a deal that is governed by then, the deferral ends with an incident', async (play) => {
    const at = play.clock.now() + HOUR;
    const deferred = await play.engine.deferStart({ deal: 'D-1', map: 'sale', at, actor: 'ivanova' });
    assert.ok(deferred.ok);
    await play.pass(HOUR);
    const [start] = (await play.engine.deferredStarts({ status: 'ended' })).items;
    assert.deepEqual(start?.ended, { as: 'refused', at, code: 'DEAL_ALREADY_GOVERNED' });
    const { items } = await play.engine.incidents('open');
    assert.deepEqual(
      items.map(({ kind, deal }) => [kind, deal]),
      [['startRefused', 'D-1']],
    );
  }),
];
