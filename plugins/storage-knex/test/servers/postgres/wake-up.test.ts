import { randomUUID } from 'node:crypto';
import { createEngine, type Logger, type Notice } from '@dealroute/core';
import knex, { type Knex } from 'knex';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { dialectOf } from '../../../src/dialect/find-dialect.js';
import { knexStorage } from '../../../src/index.js';
import { migrations } from '../../../src/migrations/index.js';
import { Storage } from '../../../src/storage.js';
import { tablesOf } from '../../../src/tables.js';
import { Listener, type ListenerOptions } from '../../../src/wake-up/listener.js';
import { PostgresWakeUp } from '../../../src/wake-up/postgres-wake-up.js';
import { startChild } from '../../children.js';
import { newPlace } from '../server.js';

/** Bounds a hang; nothing is measured here. */
const PATIENCE = { timeout: 20_000, interval: 10 };

interface NodeOptions {
  readonly prefix?: string;
  readonly config?: Knex.Config;
}

/** What one node of an installation announces with and hears. */
function startNode(place: string, { prefix, config }: NodeOptions = {}) {
  const own = knex({ client: 'pg', connection: place, pool: { min: 0, max: 1 }, ...config });
  const storage = new Storage(own, dialectOf(own), tablesOf(prefix));
  const { announcing } = storage.sql;
  if (!announcing) throw new Error('PostgreSQL announces.');
  const said: string[] = [];
  const say = (message: string) => void said.push(message);
  const logger: Logger = { debug: () => undefined, info: say, warn: say, error: say };
  const wakeUp = new PostgresWakeUp(storage, announcing, logger);
  let [heard, end] = [0, async () => {}];
  const listen = () => {
    end = wakeUp.subscribe(() => {
      heard += 1;
    });
  };
  onTestFinished(async () => {
    await end();
    await wakeUp.sent();
    await own.destroy();
  });
  return { knex: own, announcing, wakeUp, listen, said, logger, heard: () => heard, end: () => end() };
}

/** Connections of this installation that listen. */
async function listening({ knex: own }: { readonly knex: Knex }): Promise<number[]> {
  const { rows } = await own.raw(
    `SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN %'
      AND application_name = current_setting('application_name')`,
  );
  return rows.map(({ pid }: { pid: number }) => pid);
}

/** A first word on its own connection wakes too: whoever has heard it hears others. */
const listens = (node: ReturnType<typeof startNode>) =>
  vi.waitFor(() => expect(node.heard()).toBeGreaterThan(0), PATIENCE);

const hearsAgain = async (node: ReturnType<typeof startNode>, than: number) =>
  vi.waitFor(() => expect(node.heard()).toBeGreaterThan(than), PATIENCE);

describe('announcements over PostgreSQL', () => {
  test('reach the other nodes of the installation and this one', async () => {
    const place = await newPlace();
    const [one, two] = [startNode(place), startNode(place)];
    one.listen();
    two.listen();
    await Promise.all([listens(one), listens(two)]);
    const before = [one.heard(), two.heard()];
    one.wakeUp.announce();
    expect(one.heard()).toBe((before[0] ?? 0) + 1);
    await hearsAgain(two, before[1] ?? 0);
    expect([one.said, two.said]).toEqual([[], []]);
  });

  test('stay in their schema and with their prefix', async () => {
    const place = await newPlace();
    const strangers = [startNode(await newPlace()), startNode(place, { prefix: 'other_' })];
    const [one, two] = [startNode(place), startNode(place)];
    for (const node of [...strangers, two]) node.listen();
    await Promise.all([...strangers, two].map(listens));
    const [before, own] = [strangers.map(({ heard }) => heard()), two.heard()];
    one.wakeUp.announce();
    await hearsAgain(two, own);
    expect(strangers.map(({ heard }) => heard())).toEqual(before);
  });

  test('that are made at once share one statement', async () => {
    const place = await newPlace();
    const [one, two] = [startNode(place), startNode(place)];
    two.listen();
    await listens(two);
    const before = two.heard();
    for (let i = 0; i < 500; i++) one.wakeUp.announce();
    await one.wakeUp.sent();
    one.wakeUp.announce();
    await one.wakeUp.sent();
    await hearsAgain(two, before);
    expect(two.heard() - before).toBeLessThanOrEqual(3);
  });

  test('are heard on a connection of their own, also while the host holds the only one of its pool', async () => {
    const place = await newPlace();
    const [one, two] = [startNode(place), startNode(place)];
    one.listen();
    await listens(one);
    const before = one.heard();
    await one.knex.transaction(async (trx) => {
      await trx.raw('SELECT 1');
      two.wakeUp.announce();
      await hearsAgain(one, before);
    });
  });

  test('are heard again when the connection was cut, and the log says so once', async () => {
    const place = await newPlace();
    const [one, two] = [startNode(place), startNode(place)];
    one.listen();
    await listens(one);
    const cut = await listening(two);
    expect(cut).toHaveLength(1);
    const before = one.heard();
    await two.knex.raw('SELECT pg_terminate_backend(?)', cut);
    // It wakes by itself when it listens again: something may have been announced meanwhile.
    await hearsAgain(one, before);
    const after = one.heard();
    two.wakeUp.announce();
    await hearsAgain(one, after);
    expect(one.said).toEqual([expect.stringMatching(/lost; their work is found by polling/)]);
  });

  test('leave no connection behind when nobody wants to hear any more', async () => {
    const place = await newPlace();
    const [one, two] = [startNode(place), startNode(place)];
    one.listen();
    await listens(one);
    await one.end();
    await vi.waitFor(async () => expect(await listening(two)).toEqual([]), PATIENCE);
  });

  test('are not listened for where Knex does not know how to connect, and the log says so once', async () => {
    const place = await newPlace();
    const node = startNode(place, { config: { connection: async () => ({ connectionString: place }) } });
    node.listen();
    await vi.waitFor(() => expect(node.said).toHaveLength(1), PATIENCE);
    expect(node.said).toEqual([expect.stringMatching(/settings of the connection are not known/)]);
    node.wakeUp.announce();
    expect(node.heard()).toBe(1);
  });
});

describe('a connection on which LISTEN succeeds and nothing arrives', () => {
  const deaf = (place: string, rest: Partial<ListenerOptions> = {}) => {
    const node = startNode(place);
    const other = { ...node.announcing, channel: `SELECT 'channel' || left($1::text, 0) AS channel` };
    const listener = new Listener({
      ...{ client: node.knex.client, announcing: other, logger: node.logger, name: randomUUID() },
      announce: async () => node.wakeUp.announce(),
      heard: () => undefined,
      echoMs: 50,
      ...rest,
    });
    return { node, listener };
  };

  test('is given up, and the log says so once', async () => {
    const { node, listener } = deaf(await newPlace());
    await vi.waitFor(() => expect(node.said).toHaveLength(1), PATIENCE);
    expect(node.said).toEqual([
      expect.stringMatching(/found by polling: they do not arrive, as behind PgBouncer/),
    ]);
    await vi.waitFor(async () => expect(await listening(node)).toEqual([]), PATIENCE);
    await listener.close();
  });

  test('is not waited for by those who stop', async () => {
    const { node, listener } = deaf(await newPlace(), { echoMs: 3_600_000 });
    await vi.waitFor(async () => expect(await listening(node)).toHaveLength(1), PATIENCE);
    await listener.close();
    expect(node.said).toEqual([]);
  });
});

describe('a node', () => {
  const bot = (connection: string, rest: object = {}) =>
    createEngine({ plugins: [knexStorage({ connection })], tuning: { pollMs: 3_600_000 }, ...rest });

  test('delivers what another process commits, without waiting for its next look', async () => {
    const place = await newPlace();
    const delivered: string[] = [];
    const notifier = { deliver: async ({ deal }: Notice) => void delivered.push(deal ?? '') };
    const engine = await bot(place, { notifier });
    onTestFinished(() => engine.stop());
    const child = await startChild('start', place);
    await child.said();
    // Its first look, and the one when it has begun to listen, find one of them each at most.
    for (const deal of ['D-1', 'D-2', 'D-3', 'D-4']) {
      child.tell(deal);
      await vi.waitFor(() => expect(delivered).toContain(deal), PATIENCE);
    }
    child.tell('end');
    await child.ended;
    expect(child.messages).toEqual(['ready', 'started', 'started', 'started', 'started']);
  });

  test('listens only where others may leave work that only it can do', async () => {
    const place = await newPlace();
    const own = knex({ client: 'pg', connection: place, pool: { min: 0, max: 1 } });
    await migrations(own).up();
    const notifier = { deliver: async () => undefined };
    const silent = [await bot(place), await bot(place, { notifier, background: false })];
    const serving = await bot(place, { notifier });
    onTestFinished(async () => {
      for (const engine of [...silent, serving]) await engine.stop();
      await own.destroy();
    });
    await vi.waitFor(async () => expect(await listening({ knex: own })).toHaveLength(1), PATIENCE);
    await serving.stop();
    await vi.waitFor(async () => expect(await listening({ knex: own })).toEqual([]), PATIENCE);
  });
});
