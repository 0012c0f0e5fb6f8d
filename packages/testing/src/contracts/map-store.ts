import assert from 'node:assert/strict';
import type { MapVersion, RouteMap } from '@dealroute/core';
import { describeContract } from './contract.js';
import { HARD_TEXT, HOUR, T0 } from './samples.js';
import { type MakeStorage, NORTH, SOUTH, type StorageCase, type StorageSetup } from './storage-setup.js';
import { tamper } from './tamper.js';

const mapOf = (key: string, title = 'Sale'): RouteMap => ({
  key,
  kind: 'independent',
  title: { en: title, ru: HARD_TEXT },
  variables: { sum: 0, tags: ['a'] },
  nodes: [
    { id: 'start', kind: 'start' },
    { id: 'call', kind: 'userTask', title: 'Call', timeLimit: { working: 'P1D' } },
    { id: 'end', kind: 'end', outcome: 'success' },
  ],
  flows: [
    { id: 'f1', from: 'start', to: 'call' },
    { id: 'f2', from: 'call', to: 'end' },
  ],
});

/** Activates a new version with this title. */
async function activated({ maps }: StorageSetup, key: string, title?: string): Promise<MapVersion> {
  const draft = await maps.putDraft(mapOf(key, title), T0, NORTH);
  assert.equal(await maps.activate(draft, `hash of ${title}`, [], T0, NORTH), true);
  return draft;
}

const brief = (versions: readonly MapVersion[]) =>
  versions.map(({ key, version, status }) => `${key} ${version} ${status}`);

/** What every `MapStore` keeps. */
export const mapStoreCases: readonly StorageCase[] = [
  {
    name: 'begins a map with a draft of version 1',
    run: async ({ maps }) => {
      const draft = {
        key: 'm',
        version: 1,
        status: 'draft',
        map: mapOf('m'),
        hash: null,
        pins: [],
        changedAt: T0,
      };
      assert.deepEqual(await maps.putDraft(mapOf('m'), T0, NORTH), draft);
      assert.deepEqual(await maps.find('m', 1, NORTH), draft);
    },
  },
  {
    name: 'replaces the one draft of a map and keeps its number',
    run: async ({ maps }) => {
      await maps.putDraft(mapOf('m', 'old'), T0, NORTH);
      const draft = await maps.putDraft(mapOf('m', 'changed'), T0 + HOUR, NORTH);
      assert.deepEqual([draft.version, draft.changedAt], [1, T0 + HOUR]);
      assert.deepEqual(await maps.list('m', NORTH), [draft]);
      assert.deepEqual(draft.map, mapOf('m', 'changed'));
    },
  },
  {
    name: 'numbers a draft after the newest version',
    run: async (setup) => {
      await activated(setup, 'm');
      assert.equal((await setup.maps.putDraft(mapOf('m'), T0, NORTH)).version, 2);
    },
  },
  {
    name: 'numbers a draft after the newest version when that one is retired',
    run: async (setup) => {
      await activated(setup, 'm');
      await setup.maps.retire('m', T0, NORTH);
      assert.equal((await setup.maps.putDraft(mapOf('m'), T0, NORTH)).version, 2);
    },
  },
  {
    name: 'activates a draft with its hash and pins',
    run: async ({ maps }) => {
      const draft = await maps.putDraft(mapOf('m'), T0, NORTH);
      const pins = [
        { key: 'contract', version: 4 },
        { key: 'shipment', version: 1 },
      ];
      assert.equal(await maps.activate(draft, 'abc', pins, T0 + HOUR, NORTH), true);
      const active = { ...draft, status: 'active', hash: 'abc', pins, changedAt: T0 + HOUR };
      assert.deepEqual(await maps.find('m', undefined, NORTH), active);
      assert.deepEqual(await maps.find('m', 1, NORTH), active);
    },
  },
  {
    name: 'retires the former version when another becomes active, and changes nothing else of it',
    run: async (setup) => {
      await activated(setup, 'm', 'first');
      const before = await setup.maps.find('m', 1, NORTH);
      await activated(setup, 'm', 'second');
      const after = await setup.maps.find('m', 1, NORTH);
      assert.equal(after?.status, 'retired');
      assert.deepEqual([after?.map, after?.hash, after?.pins], [before?.map, before?.hash, before?.pins]);
      assert.equal((await setup.maps.find('m', undefined, NORTH))?.version, 2);
    },
  },
  {
    name: 'refuses to activate a draft whose content has changed since',
    run: async ({ maps }) => {
      const seen = await maps.putDraft(mapOf('m', 'seen'), T0, NORTH);
      await maps.putDraft(mapOf('m', 'changed'), T0, NORTH);
      assert.equal(await maps.activate(seen, 'abc', [], T0, NORTH), false);
      assert.equal(await maps.find('m', undefined, NORTH), undefined);
      assert.equal((await maps.find('m', 1, NORTH))?.status, 'draft');
    },
  },
  {
    name: 'activates a draft that was put again with the same content',
    run: async ({ maps }) => {
      const seen = await maps.putDraft(mapOf('m'), T0, NORTH);
      await maps.putDraft(mapOf('m'), T0, NORTH);
      assert.equal(await maps.activate(seen, 'abc', [], T0, NORTH), true);
    },
  },
  {
    name: 'refuses to activate a version twice',
    run: async (setup) => {
      const draft = await activated(setup, 'm');
      assert.equal(await setup.maps.activate(draft, 'other', [], T0, NORTH), false);
      assert.equal((await setup.maps.find('m', 1, NORTH))?.hash, 'hash of undefined');
    },
  },
  {
    name: 'refuses to activate a retired version again',
    run: async (setup) => {
      const draft = await activated(setup, 'm');
      await setup.maps.retire('m', T0, NORTH);
      assert.equal(await setup.maps.activate(draft, 'abc', [], T0, NORTH), false);
    },
  },
  {
    name: 'refuses to activate what was never put',
    run: async ({ maps }) => {
      const invented: MapVersion = {
        key: 'm',
        version: 1,
        status: 'draft',
        map: mapOf('m'),
        hash: null,
        pins: [],
        changedAt: T0,
      };
      assert.equal(await maps.activate(invented, 'abc', [], T0, NORTH), false);
      assert.deepEqual(await maps.list('m', NORTH), []);
    },
  },
  {
    name: 'activates a draft once when several try at once',
    run: async ({ maps }) => {
      const draft = await maps.putDraft(mapOf('m'), T0, NORTH);
      const tries = Array.from({ length: 8 }, (_, i) => maps.activate(draft, `hash ${i}`, [], T0, NORTH));
      const answers = await Promise.all(tries);
      assert.equal(answers.filter(Boolean).length, 1);
      assert.equal((await maps.find('m', undefined, NORTH))?.hash, `hash ${answers.indexOf(true)}`);
    },
  },
  {
    name: 'keeps one draft when several are put at once',
    run: async ({ maps }) => {
      const titles = Array.from({ length: 8 }, (_, i) => `title ${i}`);
      const drafts = await Promise.all(titles.map((title) => maps.putDraft(mapOf('m', title), T0, NORTH)));
      assert.ok(drafts.every(({ version }) => version === 1));
      const [kept, ...more] = await maps.list('m', NORTH);
      assert.equal(more.length, 0);
      assert.ok(drafts.some(({ map }) => JSON.stringify(map.title) === JSON.stringify(kept?.map.title)));
    },
  },
  {
    name: 'retires the active version, once',
    run: async (setup) => {
      await activated(setup, 'm');
      assert.equal(await setup.maps.retire('m', T0 + HOUR, NORTH), true);
      assert.equal(await setup.maps.find('m', undefined, NORTH), undefined);
      const retired = await setup.maps.find('m', 1, NORTH);
      assert.deepEqual([retired?.status, retired?.changedAt], ['retired', T0 + HOUR]);
      assert.equal(await setup.maps.retire('m', T0, NORTH), false);
    },
  },
  {
    name: 'leaves the draft when the active version is retired',
    run: async (setup) => {
      await activated(setup, 'm');
      await setup.maps.putDraft(mapOf('m', 'next'), T0, NORTH);
      await setup.maps.retire('m', T0, NORTH);
      assert.deepEqual(brief(await setup.maps.list('m', NORTH)), ['m 2 draft', 'm 1 retired']);
    },
  },
  {
    name: 'finds nothing where there is no such map, version or active version',
    run: async (setup) => {
      await setup.maps.putDraft(mapOf('drafted'), T0, NORTH);
      assert.equal(await setup.maps.find('missing', undefined, NORTH), undefined);
      assert.equal(await setup.maps.find('drafted', undefined, NORTH), undefined);
      assert.equal(await setup.maps.find('drafted', 2, NORTH), undefined);
      assert.equal(await setup.maps.retire('drafted', T0, NORTH), false);
      assert.deepEqual(await setup.maps.list('missing', NORTH), []);
    },
  },
  {
    name: 'lists all versions of a map, newest first',
    run: async (setup) => {
      for (let i = 0; i < 11; i++) await activated(setup, 'm', `title ${i}`);
      await setup.maps.putDraft(mapOf('m'), T0, NORTH);
      const versions = await setup.maps.list('m', NORTH);
      assert.deepEqual(
        versions.map(({ version }) => version),
        [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
      );
      assert.deepEqual(brief(versions).slice(0, 3), ['m 12 draft', 'm 11 active', 'm 10 retired']);
    },
  },
  {
    name: 'lists the newest and the active version of every map, by key',
    run: async (setup) => {
      await setup.maps.putDraft(mapOf('only-draft'), T0, NORTH);
      await activated(setup, 'both', 'one');
      await activated(setup, 'both', 'two');
      await setup.maps.putDraft(mapOf('both', 'three'), T0, NORTH);
      await activated(setup, 'active');
      await activated(setup, 'gone');
      await setup.maps.retire('gone', T0, NORTH);
      assert.deepEqual(brief(await setup.maps.list(undefined, NORTH)), [
        'active 1 active',
        'both 3 draft',
        'both 2 active',
        'gone 1 retired',
        'only-draft 1 draft',
      ]);
    },
  },
  {
    name: 'takes keys of maps literally',
    run: async (setup) => {
      await activated(setup, 'map', 'lower');
      await activated(setup, 'MAP', 'upper');
      await activated(setup, 'm_p', 'wild');
      assert.deepEqual(
        (await setup.maps.find('map', undefined, NORTH))?.map.title,
        mapOf('map', 'lower').title,
      );
      assert.equal((await setup.maps.list('map', NORTH)).length, 1);
      assert.equal((await setup.maps.list(undefined, NORTH)).length, 3);
    },
  },
  {
    name: 'keeps maps of one key apart by their tenants',
    run: async (setup) => {
      const draft = await setup.maps.putDraft(mapOf('m', 'of the north'), T0, NORTH);
      assert.deepEqual(await setup.maps.list(undefined, SOUTH), []);
      assert.equal(await setup.maps.activate(draft, 'abc', [], T0, SOUTH), false);
      await setup.maps.putDraft(mapOf('m', 'of the south'), T0, SOUTH);
      assert.equal(await setup.maps.activate(draft, 'abc', [], T0, NORTH), true);
      assert.equal(await setup.maps.retire('m', T0, SOUTH), false);
      assert.equal((await setup.maps.find('m', 1, SOUTH))?.status, 'draft');
    },
  },
  {
    name: 'is not changed by changing maps that were put or read',
    run: async ({ maps }) => {
      const map = mapOf('m');
      const draft = await maps.putDraft(map, T0, NORTH);
      tamper(map);
      tamper(draft);
      tamper(await maps.find('m', 1, NORTH));
      tamper(await maps.list('m', NORTH));
      assert.deepEqual((await maps.find('m', 1, NORTH))?.map, mapOf('m'));
    },
  },
  {
    name: 'takes part in a transaction that is rolled back',
    run: async ({ store, maps }) => {
      const work = store.transact(async (transaction) => {
        const context = { tenant: 'north', transaction };
        const draft = await maps.putDraft(mapOf('m'), T0, context);
        assert.equal(await maps.activate(draft, 'abc', [], T0, context), true);
        assert.equal((await maps.find('m', undefined, context))?.version, 1);
        throw new Error('Changed my mind.');
      });
      await assert.rejects(work);
      assert.deepEqual(await maps.list(undefined, NORTH), []);
    },
  },
];

export const mapStoreContract = (name: string, setup: MakeStorage): void =>
  describeContract(`${name} keeps the contract of MapStore`, mapStoreCases, setup);
