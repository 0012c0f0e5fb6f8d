import assert from 'node:assert/strict';
import { following, keptUnder, starting } from '../samples.js';
import { ALL_TRACES, LOST, loadOne, mustSave, tracesOf, withOneOfEverything } from '../saving.js';
import { NORTH, SOUTH, type StorageCase } from '../storage-setup.js';
import { tamper } from '../tamper.js';

/** Nobody changes what is stored by the back door, and tenants never see one another. */
export const isolationCases: readonly StorageCase[] = [
  {
    name: 'is not changed by changing what was loaded',
    run: async ({ store }) => {
      const change = starting('p1', { variables: { list: [{ deep: 1 }] } });
      const before = structuredClone(change.state);
      await mustSave(store, change);
      tamper(await loadOne(store, 'p1'));
      assert.deepEqual(await loadOne(store, 'p1'), { version: 1, state: before });
    },
  },
  {
    name: 'is not changed by changing what was given to be saved',
    run: async ({ store, queries }) => {
      const change = structuredClone(withOneOfEverything(starting('p1', { variables: { list: [1] } }), 'x'));
      const before = structuredClone(change);
      await mustSave(store, change);
      tamper(change);
      assert.deepEqual((await loadOne(store, 'p1'))?.state, before.state);
      assert.deepEqual(await queries.task('task-x', NORTH), before.tasks.created[0]);
      assert.deepEqual(await queries.journal('p1', 0, 10, NORTH), [before.entry]);
      assert.deepEqual(await store.kept('key-x', NORTH), before.kept);
    },
  },
  {
    name: 'is not changed by changing a kept reply that was read',
    run: async ({ store }) => {
      const kept = keptUnder('k', { reply: { list: [1, { deep: 2 }] } });
      await mustSave(store, starting('p1', { kept }));
      tamper(await store.kept('k', NORTH));
      const [answer] = await store.save([starting('p2', { kept })]);
      tamper(answer);
      assert.deepEqual(await store.kept('k', NORTH), kept);
    },
  },
  {
    name: 'is not changed by changing what two callers loaded together',
    run: async ({ store }) => {
      const change = starting('p1', { variables: { list: [1] } });
      await mustSave(store, change);
      const address = { tenant: 'north', process: 'p1' };
      const [one, other] = await store.load([address, address]);
      const before = structuredClone(other);
      tamper(one);
      assert.deepEqual(await loadOne(store, 'p1'), before);
    },
  },
  {
    name: 'does not change the changes that it is given',
    run: async ({ store }) => {
      const changes = [withOneOfEverything(starting('p1'), 'x'), starting('p2')];
      const before = structuredClone(changes);
      await store.save(changes);
      assert.deepEqual(changes, before);
    },
  },
  {
    name: 'keeps processes with one id apart by their tenants',
    run: async ({ store }) => {
      const north = starting('p1', { variables: { of: 'north' } });
      const south = starting('p1', { tenant: 'south', variables: { of: 'south' } });
      await mustSave(store, north, south, following(north));
      assert.equal((await loadOne(store, 'p1', NORTH))?.version, 2);
      assert.deepEqual(await loadOne(store, 'p1', SOUTH), { version: 1, state: south.state });
    },
  },
  {
    name: 'loads no process of another tenant',
    run: async ({ store }) => {
      await mustSave(store, starting('p1'));
      assert.equal(await loadOne(store, 'p1', SOUTH), undefined);
    },
  },
  {
    name: 'loads processes of several tenants at once, each from its own',
    run: async ({ store }) => {
      await mustSave(store, starting('p1', { deal: 'n' }), starting('p1', { tenant: 'south', deal: 's' }));
      const found = await store.load([
        { tenant: 'south', process: 'p1' },
        { tenant: 'west', process: 'p1' },
        { tenant: 'north', process: 'p1' },
      ]);
      assert.deepEqual(
        found.map((stored) => stored?.state.deal),
        ['s', undefined, 'n'],
      );
    },
  },
  {
    name: 'fences a change by the version of its own tenant',
    run: async ({ store }) => {
      const north = starting('p1');
      await mustSave(store, north);
      assert.deepEqual(await store.save([following({ ...north, tenant: 'south' })]), [LOST]);
    },
  },
  {
    name: 'writes one of everything under the same ids in two tenants',
    run: async (setup) => {
      const north = withOneOfEverything(starting('p1'), 'x');
      await mustSave(setup.store, north);
      assert.deepEqual(await tracesOf(setup, 'x', SOUTH), []);
      await mustSave(setup.store, { ...north, tenant: 'south' });
      assert.deepEqual(await tracesOf(setup, 'x', NORTH), ALL_TRACES);
      assert.deepEqual(await tracesOf(setup, 'x', SOUTH), ALL_TRACES);
    },
  },
  {
    name: 'takes names of tenants literally: case and wildcards count',
    run: async ({ store }) => {
      await mustSave(store, starting('p1'));
      for (const tenant of ['NORTH', 'North', 'nort_', '%', '']) {
        assert.equal(await loadOne(store, 'p1', { tenant }), undefined);
      }
    },
  },
];
