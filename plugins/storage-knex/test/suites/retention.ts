import {
  createEngine,
  type Engine,
  type EngineOptions,
  MemoryDirectory,
  MemoryHost,
  type RetentionBatch,
} from '@dealroute/core';
import { VirtualClock } from '@dealroute/testing';
import { contractApproval, sale, sales } from '@dealroute/testing/contracts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { knexStorage } from '../../src/index.js';
import { migrations } from '../../src/migrations/index.js';
import { here, starting, T0 } from '../changes.js';
import type { Database } from '../databases.js';

const DAY = 86_400_000;
const COUNT = 30;

/** What retention leaves in the tables. */
export function retentionSuite(on: string, open: () => Promise<Database>): void {
  describe(`retention on ${on}`, () => {
    let database: Database;
    const engines: Engine[] = [];
    const clock = new VirtualClock();

    beforeEach(async () => {
      database = await open();
    });
    afterEach(async () => {
      for (const engine of engines.splice(0)) await engine.stop();
      await database.teardown();
    });

    async function node(options: EngineOptions = {}): Promise<Engine> {
      const host = new MemoryHost({ pipelines: [sales], joinsTransaction: false });
      const deal = { title: 'Boilers', pipeline: 'sales', stage: 'lost', responsible: 'ivanova', fields: {} };
      for (let i = 0; i < COUNT; i++) host.putDeal({ ref: `D-${i}`, ...deal });
      const directory = new MemoryDirectory([{ id: 'ivanova', name: 'Ivanova', active: true, roles: [] }]);
      const plugins = [knexStorage({ knex: database.knex })];
      const engine = await createEngine({ host, directory, plugins, clock, background: false, ...options });
      engines.push(engine);
      return engine;
    }

    /** Sales that were all lost, with a suspension and comments on the way; nothing is left to deliver. */
    async function lostSales(): Promise<Engine> {
      const engine = await node();
      for (const map of [contractApproval, sale])
        await engine.deployMap({ map, actor: null, activate: true });
      for (let i = 0; i < COUNT; i++) {
        const begun = await engine.startProcess({ deal: `D-${i}`, map: 'sale', actor: null, key: `k${i}` });
        if (!begun.ok) throw new Error(begun.rejection.code);
        const { process } = begun.value;
        await engine.suspendProcess({ process, reason: 'A holiday.', actor: null });
        await engine.resumeProcess({ process, deadlines: 'keep', reason: 'Back.', actor: null });
        const stop = { process, lossReason: 'price', comment: 'Too dear.', actor: null };
        expect(await engine.terminateEarly(stop)).toMatchObject({ ok: true });
      }
      await engine.settle();
      clock.advance('P400D');
      return engine;
    }

    const rows = async (table: keyof Database['storage']['tables']): Promise<number> =>
      (await database.knex(database.storage.tables[table])).length;

    async function all(engine: Engine, keep: object): Promise<readonly RetentionBatch[]> {
      const batches: RetentionBatch[] = [];
      let after: string | null = null;
      do {
        const wish = { keep, dryRun: false, actor: null, withoutArchive: true };
        const batch = await engine.applyRetention({ ...wish, ...(after !== null && { after }) });
        if (!batch.ok) throw new Error(batch.rejection.code);
        batches.push(batch.value);
        after = batch.value.next;
      } while (after !== null);
      return batches;
    }

    test('leaves nothing in any table of processes that are gone', async () => {
      const engine = await lostSales();
      const [first, second] = await all(engine, { processes: 'P365D' });
      expect([first?.removed, second?.removed]).toEqual([20, 10]);
      for (const table of ['process', 'task', 'candidate', 'timer', 'journal', 'text', 'reminder'] as const)
        expect([table, await rows(table)]).toEqual([table, 0]);
      expect(await rows('kept_reply')).toBe(COUNT);
      expect(await rows('map')).toBe(2);
    });

    test('removes sent messages and kept replies, and nothing else of living processes', async () => {
      const engine = await lostSales();
      const journal = await rows('journal');
      const { outbox } = database.storage.tables;
      await database.knex(outbox).update({ settled_at: Date.now() - 31 * DAY });
      expect(await rows('outbox')).toBeGreaterThan(0);
      await all(engine, { messages: 'P30D', replies: 'P90D' });
      expect([await rows('outbox'), await rows('kept_reply')]).toEqual([0, 0]);
      expect([await rows('process'), await rows('journal')]).toEqual([COUNT, journal]);
    });

    test('archives each process once, however many nodes are at it', { timeout: 60_000 }, async () => {
      await lostSales();
      const archived: string[] = [];
      const archive = { keep: async ({ id }: { readonly id: string }) => void archived.push(id) };
      const nodes = await Promise.all([node({ archive }), node({ archive }), node({ archive })]);
      const work = async (engine: Engine): Promise<void> => {
        while ((await rows('process')) > 0)
          await engine.applyRetention({ keep: { processes: 'P365D' }, dryRun: false, actor: null });
      };
      await Promise.all(nodes.map(work));
      expect([archived.length, new Set(archived).size]).toEqual([COUNT, COUNT]);
    });

    test("is refused in a host's transaction, whose archive could not be rolled back", async () => {
      const engine = await node();
      const work = database.knex.transaction(async (trx) => {
        const inside = await engine.within(trx);
        await inside.applyRetention({ dryRun: true, actor: null });
      });
      await expect(work).rejects.toMatchObject({ code: 'TRANSACTION_UNUSABLE' });
    });

    test('counts what was over before its step of the schema from that step on', async () => {
      const { store, outbox, deferrals, retention, knex } = database;
      await store.save([starting('p'), starting('q')]);
      const [claimed] = await outbox.claim({ topics: ['*'], limit: 1, leaseMs: 60_000 });
      const { id = '', fence = '' } = claimed ?? {};
      await outbox.settle([{ ...here, id, fence, result: 'sent' }]);
      const wish = { map: 'sale', variables: {}, actor: null, until: { at: T0 } };
      const deferral = { ...wish, deal: 'd', deferredAt: T0, dueAt: T0 + DAY, ended: null };
      for (const one of ['ended', 'waits']) await deferrals.defer({ id: one, ...deferral }, here);
      await deferrals.end('ended', { as: 'cancelled', at: T0, by: null }, here);
      const undone: string[] = [];
      while (!undone.includes('0008-retention')) undone.unshift(...(await migrations(knex).down()));
      expect(await migrations(knex).up()).toEqual(undone);
      const range = { now: T0 + 2 * DAY, limit: 10 };
      expect((await retention.over('messages', { ...range, forMs: 0 })).map((one) => one.id)).toEqual([id]);
      expect(await retention.over('messages', { ...range, forMs: DAY })).toEqual([]);
      const ended = await retention.over('deferrals', { ...range, forMs: 0 });
      expect(ended).toEqual([{ ...here, id: 'ended', at: T0 + DAY }]);
    });
  });
}
