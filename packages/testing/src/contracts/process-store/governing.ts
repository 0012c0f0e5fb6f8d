import assert from 'node:assert/strict';
import { ending, following, starting } from '../samples.js';
import {
  answersOf,
  LOST,
  loadOne,
  mustSave,
  SAVED,
  savedCount,
  tracesOf,
  withOneOfEverything,
} from '../saving.js';
import type { StorageCase } from '../storage-setup.js';

const CALLERS = 12;
const governing = (process: string, deal = 'deal-1') => starting(process, { kind: 'governing', deal });
const governedBy = (process: string) => ({ saved: false, because: 'governed', process });

/** At most one governing process runs on a deal. */
export const governingCases: readonly StorageCase[] = [
  {
    name: 'refuses a second governing process on a deal and names the one that runs',
    run: async ({ store }) => {
      await mustSave(store, governing('p1'));
      assert.deepEqual(await store.save([governing('p2')]), [governedBy('p1')]);
      assert.equal(await loadOne(store, 'p2'), undefined);
    },
  },
  {
    name: 'writes nothing of a governing process that was refused',
    run: async (setup) => {
      await mustSave(setup.store, governing('p1'));
      await setup.store.save([withOneOfEverything(governing('p2'), 'second')]);
      assert.deepEqual(await tracesOf(setup, 'second'), []);
    },
  },
  {
    name: 'lets any number of independent processes run beside a governing one',
    run: async ({ store }) => {
      const beside = ['i1', 'i2', 'i3'].map((process) => starting(process, { deal: 'deal-1' }));
      await mustSave(store, governing('p1'), ...beside);
    },
  },
  {
    name: 'lets a governing process go on with its own changes',
    run: async ({ store }) => {
      const first = governing('p1');
      const second = following(first);
      await mustSave(store, first, second, following(second));
    },
  },
  {
    name: 'lets a new governing process start when the former has ended',
    run: async ({ store }) => {
      const first = governing('p1');
      await mustSave(store, first, ending(first), governing('p2'));
      assert.deepEqual(await store.save([governing('p3')]), [governedBy('p2')]);
    },
  },
  {
    name: 'lets governing processes run on different deals',
    run: async ({ store }) =>
      mustSave(store, governing('p1', 'a'), governing('p2', 'b'), governing('p3', 'c')),
  },
  {
    name: 'takes references to deals literally: case and blanks count',
    run: async ({ store }) => {
      const deals = ['deal', 'DEAL', 'deal ', ' deal', 'd_al', '0', '00'];
      await mustSave(store, ...deals.map((deal, i) => governing(`p${i}`, deal)));
    },
  },
  {
    name: 'saves the first of two governing starts on one deal in a batch',
    run: async ({ store }) => {
      assert.deepEqual(await store.save([governing('p1'), governing('p2')]), [SAVED, governedBy('p1')]);
      assert.equal(await loadOne(store, 'p2'), undefined);
    },
  },
  {
    name: 'saves exactly one of many concurrent governing starts and names it to the rest',
    run: async ({ store }) => {
      const starts = Array.from({ length: CALLERS }, (_, i) => answersOf(store, [governing(`p${i}`)]));
      const answers = (await Promise.all(starts)).flat();
      assert.equal(savedCount(answers), 1);
      const winner = answers.findIndex(({ saved }) => saved);
      assert.deepEqual(
        answers.filter(({ saved }) => !saved),
        Array.from({ length: CALLERS - 1 }, () => governedBy(`p${winner}`)),
      );
    },
  },
  {
    name: 'answers that the process exists, not that it governs, when the same one is started again',
    run: async ({ store }) => {
      await mustSave(store, governing('p1'));
      assert.deepEqual(await store.save([governing('p1')]), [LOST]);
    },
  },
  {
    name: 'lets one deal reference be governed in each tenant',
    run: async ({ store }) => {
      const south = starting('p2', { kind: 'governing', deal: 'deal-1', tenant: 'south' });
      await mustSave(store, governing('p1'), south);
    },
  },
];
