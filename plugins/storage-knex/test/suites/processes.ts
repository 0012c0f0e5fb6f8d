import { describe, expect, test } from 'vitest';
import { here, starting } from '../changes.js';
import { startChild } from '../children.js';
import type { Database } from '../databases.js';

const ROUNDS = 150;
const PROCESSES = 8;

/** B50: several processes of the operating system on one database. */
export function processesSuite(
  on: string,
  open: () => Promise<Database>,
  /** Resolves when the database has no work left of processes that are gone. */
  quiet: (database: Database) => Promise<void> = async () => {},
): void {
  describe(`on ${on}`, () => {
    test('two operating system processes lose no version race and no row', {
      timeout: 60_000,
    }, async () => {
      const database = await open();
      await database.store.save(Array.from({ length: PROCESSES }, (_, i) => starting(`p${i}`)));
      const children = await Promise.all([1, 2].map(() => startChild('race', database.file, String(ROUNDS))));
      await Promise.all(children.map((child) => child.said(1)));
      for (const child of children) child.tell('go');
      await Promise.all(children.map((child) => child.said(3)));

      const lost = children.map(({ messages }) => Number(messages[2]));
      expect(Math.max(...lost), 'they met').toBeGreaterThan(0);
      const won = children.map(({ messages }) => Number(messages[1]));
      const loaded = await database.store.load(
        Array.from({ length: PROCESSES }, (_, i) => ({ ...here, process: `p${i}` })),
      );
      const versions = loaded.map((stored) => stored?.version ?? 0);
      expect(versions.reduce((sum, version) => sum + version - 1, 0)).toBe((won[0] ?? 0) + (won[1] ?? 0));
      for (const [i, version] of versions.entries()) {
        const entries = await database.queries.journal(`p${i}`, 0, 1_000, here);
        expect(entries.map(({ n }) => n)).toEqual(Array.from({ length: version }, (_, n) => n + 1));
        const tasks = await database.queries.tasks({ process: `p${i}`, status: 'any' }, { limit: 500 }, here);
        expect(tasks.items.filter(({ ended }) => !ended)).toHaveLength(1);
        expect(tasks.items).toHaveLength(version);
      }
      await database.teardown();
    });

    test.each(['1', '5', '32'])(
      'a process that is killed while it commits batches of %s leaves each batch whole or not at all',
      { timeout: 60_000 },
      async (size) => {
        const database = await open();
        for (let round = 0; round < 4; round++) {
          const prefix = `r${round}-`;
          const child = await startChild('write', database.file, prefix, size);
          await child.said(3 + round * 4);
          await child.kill();
          await quiet(database);
          const acknowledged = Number(child.messages.at(-1));

          const addresses = Array.from({ length: Number(size) }, (_, i) => ({
            ...here,
            process: `${prefix}${i}`,
          }));
          const versions = (await database.store.load(addresses)).map((stored) => stored?.version);
          expect(new Set(versions).size, 'the batch is whole').toBe(1);
          expect(versions[0]).toBeGreaterThanOrEqual(acknowledged);
          for (const { process } of addresses) await expectWhole(database, process, versions[0] as number);
        }
        await database.teardown();
      },
    );
  });
}

async function expectWhole(
  { queries, store, knex, storage }: Database,
  process: string,
  version: number,
): Promise<void> {
  const journal = await queries.journal(process, 0, 1_000, here);
  expect(journal.map(({ n }) => n)).toEqual(Array.from({ length: version }, (_, n) => n + 1));
  const { items } = await queries.tasks({ process }, {}, here);
  expect(items.map(({ id }) => id)).toEqual([`${process}.${version}.1`]);
  const sent = await knex(storage.tables.outbox).where({ order_key: process }).count({ n: '*' });
  expect(Number(sent[0]?.n)).toBe(version);
  expect(await store.kept(`${process}/${version}`, here)).toBeDefined();
  expect(await store.kept(`${process}/${version + 1}`, here)).toBeUndefined();
  expect((await queries.texts([`${process}.${version}`], here)).size).toBe(1);
}
