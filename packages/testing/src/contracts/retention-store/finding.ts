import assert from 'node:assert/strict';
import { RETAINED_KINDS } from '@dealroute/core';
import { HOUR, keptUnder, messageOf, starting, T0 } from '../samples.js';
import { mustSave } from '../saving.js';
import { NORTH, SOUTH, type StorageCase } from '../storage-setup.js';
import { allOver, dead, finished, idsOf, LATER, oneOfEach, resolved } from './over.js';

/** What `over` finds. */
export const findingCases: readonly StorageCase[] = [
  {
    name: 'finds of each kind what is over, and nothing that lives',
    run: async (setup) => {
      await oneOfEach(setup);
      for (const kind of RETAINED_KINDS) {
        const found = idsOf(await allOver(setup, kind));
        // A kept reply is over from the beginning, and an incident has an id of its own.
        const expected =
          kind === 'replies' ? ['alive', 'over'] : kind === 'incidents' ? [found[0] ?? ''] : ['over'];
        assert.deepEqual([...found].sort(), expected, kind);
      }
      const [incident = ''] = idsOf(await allOver(setup, 'incidents'));
      assert.equal((await setup.incidents.find(incident, NORTH))?.key, 'over');
    },
  },
  {
    name: 'says since when a thing is over, in business time',
    run: async (setup) => {
      await oneOfEach(setup);
      const instant = async (kind: 'processes' | 'replies' | 'incidents' | 'deferrals') =>
        (await allOver(setup, kind)).map(({ at }) => at).sort();
      assert.deepEqual(await instant('processes'), [T0 + 5 * HOUR]);
      assert.deepEqual(await instant('replies'), [T0, T0]);
      assert.deepEqual(await instant('incidents'), [T0]);
      assert.deepEqual(await instant('deferrals'), [T0 + HOUR]);
    },
  },
  {
    name: 'finds what has been over for that long and no shorter',
    run: async (setup) => {
      await finished(setup, 'p1');
      const after = (ms: number, forMs: number) =>
        allOver(setup, 'processes', { now: T0 + 5 * HOUR + ms, forMs }).then(idsOf);
      assert.deepEqual(await after(HOUR - 1, HOUR), []);
      assert.deepEqual(await after(HOUR, HOUR), ['p1']);
      assert.deepEqual(await after(HOUR + 1, HOUR), ['p1']);
    },
  },
  {
    name: "measures messages and events by the database's real time, whatever the business time is",
    run: async (setup) => {
      await oneOfEach(setup);
      for (const kind of ['messages', 'events'] as const) {
        assert.deepEqual(idsOf(await allOver(setup, kind, { now: 0 })), ['over'], kind);
        assert.deepEqual(idsOf(await allOver(setup, kind, { forMs: HOUR, now: LATER })), [], kind);
      }
    },
  },
  {
    name: 'gives the earliest first, as many as asked for, and goes on behind the last one',
    run: async (setup) => {
      const changes = [3, 1, 2, 1, 2].map((hour, i) =>
        starting(`p${i}`, { at: T0 + hour * HOUR, kept: keptUnder(`k${i}`) }),
      );
      await mustSave(setup.store, ...changes);
      const ids: string[] = [];
      for (let page = await allOver(setup, 'replies', { limit: 2 }); page.length > 0; ) {
        assert.ok(page.length <= 2);
        ids.push(...idsOf(page));
        const after = page.at(-1);
        page = after ? await allOver(setup, 'replies', { limit: 2, after }) : [];
      }
      assert.deepEqual(ids, ['k1', 'k3', 'k2', 'k4', 'k0']);
    },
  },
  {
    name: 'finds the things of one tenant, or of all',
    run: async (setup) => {
      await mustSave(setup.store, starting('p1', { kept: keptUnder('k1') }));
      await mustSave(setup.store, starting('p2', { ...SOUTH, kept: keptUnder('k1'), at: T0 + HOUR }));
      const all = await allOver(setup, 'replies');
      assert.deepEqual(all, [
        { tenant: 'north', id: 'k1', at: T0 },
        { tenant: 'south', id: 'k1', at: T0 + HOUR },
      ]);
      assert.deepEqual(await allOver(setup, 'replies', SOUTH), all.slice(1));
    },
  },
  {
    name: 'no longer counts a message as over that was revived',
    run: async (setup) => {
      await dead(setup, 'm');
      await setup.outbox.revive('north', 'm');
      assert.deepEqual(await allOver(setup, 'messages'), []);
      assert.equal(await setup.retention.remove('messages', ['m'], NORTH), 0);
      assert.equal((await setup.outbox.undelivered('waiting', {}, NORTH)).items.length, 1);
    },
  },
  {
    name: 'says of keys under which of them an incident is open',
    run: async (setup) => {
      await oneOfEach(setup);
      await resolved(setup, 'gone');
      const open = (context = NORTH) =>
        setup.retention.openIncidents(['alive', 'gone', 'unknown'], context).then((keys) => [...keys]);
      assert.deepEqual(await open(), ['alive']);
      assert.deepEqual(await open(SOUTH), []);
    },
  },
  {
    name: 'names the processes that something living refers to',
    run: async (setup) => {
      for (const id of ['p1', 'p2', 'p3', 'p4']) await finished(setup, id, { deal: `d-${id}` });
      await setup.incidents.report({ key: 'k', kind: 'stuck', process: 'p1', details: {}, at: T0 }, NORTH);
      await setup.outbox.post([messageOf('m', { body: { process: 'p2' } })], NORTH);
      await mustSave(setup.store, starting('p5', { deal: 'd-p3', former: 'p3' }));
      const all = ['p1', 'p2', 'p3', 'p4'].map((id) => ({ id, deal: `d-${id}` }));
      assert.deepEqual([...(await setup.retention.referredTo(all, NORTH))].sort(), ['p1', 'p2', 'p3']);
      assert.deepEqual([...(await setup.retention.referredTo(all.slice(2, 3), NORTH))], ['p3']);
      assert.equal((await setup.retention.referredTo(all, SOUTH)).size, 0);
      assert.equal((await setup.retention.referredTo([], NORTH)).size, 0);
    },
  },
  {
    name: 'no longer counts what ended as something that refers to a process',
    run: async (setup) => {
      await finished(setup, 'p1', { deal: 'd' });
      await finished(setup, 'p2', { deal: 'd', former: 'p1' });
      await resolved(setup, 'about p1');
      await dead(setup, 'm');
      assert.equal((await setup.retention.referredTo([{ id: 'p1', deal: 'd' }], NORTH)).size, 0);
    },
  },
];
