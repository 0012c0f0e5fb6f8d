import assert from 'node:assert/strict';
import { ending, following, HARD_TEXT, keptUnder, starting } from '../samples.js';
import { answersOf, loadOne, mustSave, SAVED, savedCount, tracesOf, withOneOfEverything } from '../saving.js';
import { NORTH, SOUTH, type StorageCase } from '../storage-setup.js';

const CALLERS = 12;
const known = (key: string) => ({ saved: false, because: 'key', kept: keptUnder(key) });

/** Keys of commands, and the replies that repetitions get. */
export const keyCases: readonly StorageCase[] = [
  {
    name: 'knows no reply under a key that was never used',
    run: async ({ store }) => assert.equal(await store.kept('k', NORTH), undefined),
  },
  {
    name: 'keeps the reply of a saved change under its key',
    run: async ({ store }) => {
      await mustSave(store, starting('p1', { kept: keptUnder('k') }));
      assert.deepEqual(await store.kept('k', NORTH), keptUnder('k'));
    },
  },
  {
    name: 'keeps a reply of any JSON',
    run: async ({ store }) => {
      const replies = [null, 0, '', HARD_TEXT, [], {}, { list: [1, null, { deep: HARD_TEXT }], no: false }];
      const kept = replies.map((reply, i) => keptUnder(`k${i}`, { reply }));
      await mustSave(store, ...kept.map((each, i) => starting(`p${i}`, { kept: each })));
      for (const each of kept) assert.deepEqual(await store.kept(each.key, NORTH), each);
    },
  },
  {
    name: 'answers a repeated request with the reply that is kept',
    run: async ({ store }) => {
      await mustSave(store, starting('p1', { kept: keptUnder('k') }));
      const repeated = starting('p2', { kept: keptUnder('k', { reply: 'another' }) });
      assert.deepEqual(await store.save([repeated]), [known('k')]);
    },
  },
  {
    name: 'answers another request under a known key with the kept one, for the caller to compare',
    run: async ({ store }) => {
      await mustSave(store, starting('p1', { kept: keptUnder('k') }));
      const other = starting('p2', { kept: keptUnder('k', { fingerprint: 'second request' }) });
      assert.deepEqual(await store.save([other]), [known('k')]);
      assert.deepEqual(await store.kept('k', NORTH), keptUnder('k'));
    },
  },
  {
    name: 'writes nothing of a change whose key is known',
    run: async (setup) => {
      await mustSave(setup.store, starting('p1', { kept: keptUnder('k') }));
      const repeated = { ...withOneOfEverything(starting('p2'), 'again'), kept: keptUnder('k') };
      assert.deepEqual(await setup.store.save([repeated]), [known('k')]);
      assert.deepEqual(await tracesOf(setup, 'again'), []);
      assert.equal(await loadOne(setup.store, 'p2'), undefined);
    },
  },
  {
    name: 'answers with the kept reply where the repetition has lost its version race too',
    run: async ({ store }) => {
      const first = starting('p1');
      const second = following(first, { kept: keptUnder('k') });
      await mustSave(store, first, second, following(second));
      assert.deepEqual(await store.save([second]), [known('k')]);
    },
  },
  {
    name: 'answers with the kept reply where the deal is governed too',
    run: async ({ store }) => {
      await mustSave(store, starting('p1', { kind: 'governing', deal: 'd', kept: keptUnder('k') }));
      const again = starting('p2', { kind: 'governing', deal: 'd', kept: keptUnder('k') });
      assert.deepEqual(await store.save([again]), [known('k')]);
    },
  },
  {
    name: 'saves the first of two changes with one key in a batch and answers the second with its reply',
    run: async ({ store }) => {
      const batch = ['p1', 'p2'].map((process) => starting(process, { kept: keptUnder('k') }));
      assert.deepEqual(await store.save(batch), [SAVED, known('k')]);
      assert.equal(await loadOne(store, 'p2'), undefined);
    },
  },
  {
    name: 'saves exactly one of many concurrent changes with one key and answers the rest with its reply',
    run: async ({ store }) => {
      const changes = Array.from({ length: CALLERS }, (_, i) =>
        starting(`p${i}`, { kept: keptUnder('k', { reply: i }) }),
      );
      const answers = (await Promise.all(changes.map((change) => answersOf(store, [change])))).flat();
      assert.equal(savedCount(answers), 1);
      const winner = answers.findIndex(({ saved }) => saved);
      const expected = { saved: false, because: 'key', kept: keptUnder('k', { reply: winner }) };
      assert.deepEqual(
        answers.filter(({ saved }) => !saved),
        Array.from({ length: CALLERS - 1 }, () => expected),
      );
    },
  },
  {
    name: 'does not keep the key of a change that lost its version race',
    run: async ({ store }) => {
      const first = starting('p1');
      await mustSave(store, first, following(first));
      await store.save([following(first, { kept: keptUnder('late') })]);
      assert.equal(await store.kept('late', NORTH), undefined);
    },
  },
  {
    name: 'does not keep the key of a start that was refused because the deal is governed',
    run: async ({ store }) => {
      await mustSave(store, starting('p1', { kind: 'governing', deal: 'd' }));
      await store.save([starting('p2', { kind: 'governing', deal: 'd', kept: keptUnder('late') })]);
      assert.equal(await store.kept('late', NORTH), undefined);
    },
  },
  {
    name: 'keeps replies after their process has ended',
    run: async ({ store }) => {
      const first = starting('p1', { kept: keptUnder('k') });
      await mustSave(store, first, ending(first));
      assert.deepEqual(await store.kept('k', NORTH), keptUnder('k'));
    },
  },
  {
    name: 'takes keys literally: case, blanks and wildcards count',
    run: async ({ store }) => {
      const keys = ['key', 'KEY', 'key ', ' key', 'k_y', 'k%', '0', 'ключ', 'ключ🔑'];
      await mustSave(store, ...keys.map((key, i) => starting(`p${i}`, { kept: keptUnder(key) })));
      for (const key of keys) assert.deepEqual(await store.kept(key, NORTH), keptUnder(key));
      assert.equal(await store.kept('kxy', NORTH), undefined);
    },
  },
  {
    name: 'takes keys of 200 characters',
    run: async ({ store }) => {
      const [one, other] = [`${'к'.repeat(199)}1`, `${'к'.repeat(199)}2`];
      await mustSave(
        store,
        starting('p1', { kept: keptUnder(one) }),
        starting('p2', { kept: keptUnder(other) }),
      );
      assert.deepEqual(await store.kept(one, NORTH), keptUnder(one));
    },
  },
  {
    name: 'keeps one key for each tenant',
    run: async ({ store }) => {
      await mustSave(store, starting('p1', { kept: keptUnder('k', { reply: 'of the north' }) }));
      assert.equal(await store.kept('k', SOUTH), undefined);
      const south = keptUnder('k', { reply: 'of the south' });
      await mustSave(store, starting('p1', { tenant: 'south', kept: south }));
      assert.deepEqual(await store.kept('k', SOUTH), south);
      assert.equal((await store.kept('k', NORTH))?.reply, 'of the north');
    },
  },
];
