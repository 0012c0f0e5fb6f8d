import { once } from 'node:events';
import { createEngine, type Engine, type Logger } from '@dealroute/core';
import {
  chance,
  type Log,
  NEVER,
  Racer,
  Recorder,
  raceSetting,
  readRecords,
  recordingNotifier,
  type Seen,
} from '@dealroute/testing/history';
import type { Knex } from 'knex';
import { knexStorage } from '../../src/index.js';
import { isolationOf, quickKnex } from '../databases.js';
import { openLog, readLogs } from './node-log.js';

/** What a node is told on its command line, as JSON. */
export interface NodeOrder {
  /** A file, or the URL of a server. */
  readonly database: string;
  /** Where the logs are. */
  readonly folder: string;
  /** The same for all lives of a node; a life adds its number. */
  readonly name: string;
  readonly life: number;
  readonly seed: number;
  readonly operations: number;
  readonly hot: readonly Seen[];
}

/** A lease is this long and five seconds: a stopped node sleeps for longer. */
const DELIVERY_MS = 1_000;
const LANES = 6;
/** After how many operations a node says how far it is. */
const STEP = 20;

/** A whole engine in a process of its own, with clients that wish until the order is filled; stops when it is told. */
export async function runNode(order: NodeOrder, say: (message: string) => void): Promise<void> {
  const { folder, name, life, operations } = order;
  const own = `${name}-${life}`;
  const log = openLog(folder, own);
  const random = chance(order.seed + life);
  const orphaned = () => process.exit(1);
  process.once('disconnect', orphaned);
  const knex = quickKnex(order.database);
  const engine = await startEngine(order, knex, log);
  say('ready');
  const before = readRecords(readLogs(folder, `${name}-`)).operations;
  let left = operations - before.length;
  const counted: Log = {
    ...log,
    write: (record) => {
      log.write(record);
      if (record.type !== 'sent') return;
      left -= 1;
      if (left % STEP === 0) say(String(operations - left));
    },
  };
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    const client = `${own}${lane}`;
    const recorder = new Recorder(engine, client, counted);
    const hot = order.hot.map((seen) => ({ ...seen }));
    const racer = new Racer({ engine, recorder, random, actor: `admin-${name}`, name: client, hot });
    // What was on its way when the node died is asked for again: its key says whether it had taken effect.
    for (const { wish, answer } of before.filter((_, i) => i % LANES === lane))
      if (!answer && wish.key !== undefined) await recorder.wish(wish);
    while (left > 0) await racer.wishOnce();
  });
  await Promise.all(lanes);
  const stop = once(process, 'message');
  say('done');
  await stop;
  await engine.stop();
  await knex.destroy();
  process.off('disconnect', orphaned);
}

async function startEngine({ database, name, life, seed }: NodeOrder, knex: Knex, log: Log): Promise<Engine> {
  const own = `${name}-${life}`;
  const isolation = isolationOf(database);
  const engine = await createEngine({
    ...raceSetting(chance(seed)),
    notifier: recordingNotifier(own, log),
    logger: troubleLogger(own, log),
    plugins: [knexStorage({ knex, migrate: 'never', ...(isolation && { isolation }) })],
    tuning: { pollMs: 100, deliveryTimeoutMs: DELIVERY_MS },
  });
  engine.before('HandOverTask', 'race', ({ command }) =>
    command.to === NEVER ? 'Nobody hands over to them.' : undefined,
  );
  return engine;
}

/** Background work that failed may have delivered what it could not write down. */
function troubleLogger(node: string, log: Log): Logger {
  const error = (message: string, details: { readonly error?: unknown } = {}) => {
    const at = log.now();
    log.write({ type: 'failed', id: node, error: `${message} ${String(details.error)}`, at });
    log.write({ type: 'cut', node, from: at - TROUBLE_US, until: at + TROUBLE_US });
  };
  return { debug: () => {}, info: () => {}, warn: () => {}, error };
}

/** Longer than a lease. */
const TROUBLE_US = 10_000_000;
