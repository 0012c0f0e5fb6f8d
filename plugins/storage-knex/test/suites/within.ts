import { createEngine, type Engine, MemoryDirectory, MemoryHost, SdkError } from '@dealroute/core';
import { contractApproval, sale, sales } from '@dealroute/testing/contracts';
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { knexStorage, transaction } from '../../src/index.js';
import type { Database } from '../databases.js';

/** B48: what the host and the engine do in the host's transaction is committed or rolled back together. */
export function withinSuite(on: string, open: () => Promise<Database>): void {
  describe(`the engine inside the host's transaction on ${on}`, () => {
    let database: Database;
    let engine: Engine;

    beforeEach(async () => {
      database = await open();
      await database.knex.schema.dropTableIfExists('note');
      await database.knex.schema.createTable('note', (table) => void table.string('text'));
      const host = new MemoryHost({ pipelines: [sales], joinsTransaction: false });
      for (const ref of ['D-1', 'D-2']) {
        host.putDeal({
          ref,
          title: 'Boilers',
          pipeline: 'sales',
          stage: 'new',
          responsible: 'ivanova',
          fields: {},
        });
      }
      const directory = new MemoryDirectory([{ id: 'ivanova', name: 'Ivanova', active: true, roles: [] }]);
      const plugins = [knexStorage({ knex: database.knex })];
      engine = await createEngine({ host, directory, plugins, background: false });
      for (const map of [contractApproval, sale])
        await engine.deployMap({ map, actor: null, activate: true });
    });

    afterEach(async () => {
      await engine.stop();
      await database.teardown();
    });

    /** What the host does in its own transaction: a note, and a start. */
    async function noteAndStart(trx: Knex.Transaction): Promise<void> {
      await trx('note').insert({ text: 'called' });
      const inside = await engine.within(trx);
      const started = await inside.startProcess({ deal: 'D-1', map: 'sale', actor: null });
      expect(started).toMatchObject({ ok: true });
    }

    const kept = async () => ({
      notes: (await database.knex('note')).length,
      tasks: (await engine.myTasks('ivanova')).items.length,
    });

    test("a start inside the host's transaction is committed with it", async () => {
      await database.knex.transaction(noteAndStart);
      expect(await kept()).toEqual({ notes: 1, tasks: 1 });
    });

    test("listeners hear of what the host's transaction committed, also of one nested in it", async () => {
      const heard: string[] = [];
      const stages = new Promise<void>((resolve) => {
        engine.on('ProcessStarted', ({ event }) => {
          heard.push(event.deal);
          if (heard.length === 2) resolve();
        });
      });
      await database.knex.transaction(async (trx) => {
        await noteAndStart(trx);
        const dropped = trx.transaction(async (inner) => {
          const inside = await engine.within(inner);
          await inside.startProcess({ deal: 'D-2', map: 'sale', actor: null });
          throw new Error('not this one');
        });
        await expect(dropped).rejects.toThrow('not this one');
        await trx.transaction(async (inner) => {
          const inside = await engine.within(inner);
          await inside.startProcess({ deal: 'D-2', map: 'contract-approval', actor: null });
        });
        expect(heard).toEqual([]);
      });
      await stages;
      await engine.settle();
      expect(heard).toEqual(['D-1', 'D-2']);
      const started = (await engine.processes({})).items.map(({ deal, map }) => `${deal} ${map.key}`);
      expect(started.sort()).toEqual(['D-1 sale', 'D-2 contract-approval']);
    });

    test("a start inside the host's transaction is rolled back with it", async () => {
      const heard: string[] = [];
      engine.on('ProcessStarted', ({ event }) => void heard.push(event.process));
      const transaction = database.knex.transaction(async (trx) => {
        await noteAndStart(trx);
        throw new Error('changed my mind');
      });
      await expect(transaction).rejects.toThrow('changed my mind');
      await engine.settle();
      expect(await kept()).toEqual({ notes: 0, tasks: 0 });
      expect(heard).toEqual([]);
    });

    test("commands given at once inside the host's transaction take effect one after the other", async () => {
      await database.knex.transaction(async (trx) => {
        const [inside, again] = await Promise.all([engine.within(trx), engine.within(trx)]);
        const started = await Promise.all([
          inside.startProcess({ deal: 'D-1', map: 'sale', actor: null }),
          again.startProcess({ deal: 'D-2', map: 'sale', actor: null }),
          inside.startProcess({ deal: 'D-2', map: 'sale', actor: null }),
        ]);
        expect(started).toMatchObject([
          { ok: true },
          { ok: true },
          { ok: false, rejection: { code: 'DEAL_ALREADY_GOVERNED' } },
        ]);
      });
      expect(await kept()).toEqual({ notes: 0, tasks: 2 });
    });

    test("a refusal inside the host's transaction leaves the host's work intact", async () => {
      await database.knex.transaction(async (trx) => {
        await trx('note').insert({ text: 'called' });
        const inside = await engine.within(trx);
        const refused = await inside.completeTask({ task: 'nothing.1.1', actor: 'ivanova' });
        expect(refused).toMatchObject({ ok: false, rejection: { code: 'TASK_NOT_FOUND' } });
      });
      expect(await kept()).toEqual({ notes: 1, tasks: 0 });
    });

    test("contacts and leads inside the host's transaction are committed or forgotten with it", async () => {
      const registered = await engine.registerLead({ title: 'A boiler', source: 'website', actor: null });
      const lead = registered.ok ? registered.value.id : '';
      const work = (fails: boolean) =>
        database.knex.transaction(async (trx) => {
          const inside = await engine.within(trx);
          const contact = { direction: 'outgoing', channel: 'call', actor: null } as const;
          await inside.registerContact({ lead, ...contact });
          await inside.registerContact({ deal: 'D-1', ...contact });
          const converted = await inside.convertLead({ lead, deal: 'D-1', map: 'sale', actor: null });
          expect(converted).toMatchObject({ ok: true });
          if (fails) throw new Error('not this one');
        });
      const seen = async () => ({
        status: (await engine.lead(lead))?.status,
        entries: (await engine.leadHistory(lead)).length,
        contacts: (await engine.contacts({ deal: 'D-1' })).items.length,
        processes: (await engine.processes({ deal: 'D-1' })).items.length,
      });
      await expect(work(true)).rejects.toThrow('not this one');
      await engine.settle();
      expect(await seen()).toEqual({ status: 'open', entries: 1, contacts: 0, processes: 0 });
      await work(false);
      await engine.settle();
      expect(await seen()).toEqual({ status: 'converted', entries: 3, contacts: 2, processes: 1 });
    });

    test('transaction() commits what the host and the engine did, and gives what the work gave', async () => {
      const given = await transaction(engine, database.knex, async (trx, inside) => {
        await trx('note').insert({ text: 'called' });
        const started = await inside.startProcess({ deal: 'D-1', map: 'sale', actor: null });
        return started.ok;
      });
      expect(given).toBe(true);
      expect(await kept()).toEqual({ notes: 1, tasks: 1 });
    });

    test('transaction() rolls both back when the work rejects, with its error', async () => {
      const regret = new Error('changed my mind');
      const work = transaction(engine, database.knex, async (trx, inside) => {
        await trx('note').insert({ text: 'called' });
        await inside.startProcess({ deal: 'D-1', map: 'sale', actor: null });
        throw regret;
      });
      await expect(work).rejects.toBe(regret);
      expect(await kept()).toEqual({ notes: 0, tasks: 0 });
    });

    test('transaction() refuses to begin inside of one', async () => {
      await database.knex.transaction(async (trx) => {
        await expect(transaction(engine, trx, async () => {})).rejects.toSatisfy((error) =>
          SdkError.is(error, 'TRANSACTION_UNUSABLE'),
        );
      });
    });
  });
}
