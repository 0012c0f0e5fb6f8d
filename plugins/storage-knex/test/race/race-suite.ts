import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type ProcessState } from '@dealroute/core';
import {
  chance,
  checkHistory,
  type History,
  Recorder,
  raceMaps,
  raceSetting,
  readRecords,
  type Seen,
} from '@dealroute/testing/history';
import { expect, test, vi } from 'vitest';
import { knexStorage } from '../../src/index.js';
import { type JournalRow, journalEntry, type TaskRow, taskRecord } from '../../src/stores/records.js';
import type { Database } from '../databases.js';
import { RacingNode } from './field.js';
import { openLog, readLogs } from './node-log.js';

const NODES = 8;
const HOT = 6;

export interface RaceOptions {
  readonly operations: number;
  readonly seed: number;
  /** How many nodes are killed, and how many sleep, on the way. */
  readonly kills: number;
  readonly sleeps: number;
}

/** I14: eight processes of the operating system on one database, some killed and some stopped, have one history. */
export function raceSuite(
  on: string,
  open: () => Promise<Database>,
  { operations, seed, kills, sleeps }: RaceOptions,
): void {
  const how = `${operations} operations, seed ${seed}`;
  test(`I14: eight processes on ${on} have one history, though some are killed and some stopped (${how})`, {
    timeout: 3_600_000,
  }, async () => {
    const database = await open();
    const folder = await mkdtemp(join(tmpdir(), 'dealroute-race-'));
    const hot = await prepare(database, folder);
    const nodes = Array.from(
      { length: NODES },
      (_, i) =>
        new RacingNode({
          database: database.file,
          folder,
          name: `n${i}`,
          seed: seed * 1_000 + i * 20,
          operations: Math.ceil(operations / NODES),
          hot,
        }),
    );
    try {
      await Promise.all(nodes.map((node) => node.start()));
      await Promise.all([
        disturb(nodes, { operations, seed, kills, sleeps }),
        ...nodes.map((node) => node.untilDone()),
      ]);
      await rest(database);
      await Promise.all(nodes.map((node) => node.end()));
      const recorded = readRecords(readLogs(folder));
      const history: History = {
        ...recorded,
        processes: await processesOf(database),
        cuts: [...recorded.cuts, ...nodes.flatMap(({ cuts }) => cuts)],
        restedAt: Date.now(),
      };

      expect(unexpected(recorded.failures)).toEqual([]);
      expect(history.operations.length).toBeGreaterThanOrEqual(operations);
      const findings = checkHistory(history);
      const again = `reproduce with DEALROUTE_RACE_SEED=${seed} DEALROUTE_RACE_OPERATIONS=${operations}`;
      expect(findings.slice(0, 20).join('\n'), `${findings.length} findings; ${again}`).toBe('');
      expect(await undelivered(database), 'nothing is left in the outbox').toBe(0);
    } finally {
      await Promise.all(nodes.map((node) => node.kill()));
      await rm(folder, { recursive: true });
      await database.teardown();
    }
  });
}

/** Deploys the maps and starts the processes on which all racers meet. */
async function prepare({ knex }: Database, folder: string): Promise<readonly Seen[]> {
  const setting = raceSetting(chance(0));
  const engine = await createEngine({ ...setting, plugins: [knexStorage({ knex })], background: false });
  for (const map of raceMaps) await engine.deployMap({ map, actor: null, activate: true });
  const recorder = new Recorder(engine, 'start', openLog(folder, 'start'));
  const hot: Seen[] = [];
  for (let i = 0; i < HOT; i++) {
    const deal = `hot-${i}`;
    const started = await recorder.wish({ command: 'StartProcess', deal, map: 'errand', actor: null });
    if (!started?.ok) throw new Error('A hot process was not started.');
    const { process: id, openTasks: tasks, version } = started.value;
    hot.push({ id, deal, tasks, version });
  }
  await engine.stop();
  return hot;
}

/** Kills and stops nodes one after the other, spread over the run. */
async function disturb(
  nodes: readonly RacingNode[],
  { operations, seed, kills, sleeps }: RaceOptions,
): Promise<void> {
  const random = chance(seed);
  const progress = () => nodes.reduce((sum, node) => sum + node.progress, 0);
  const acts = Array.from({ length: kills + sleeps }, (_, i) => (i < sleeps ? 'sleep' : 'kill')).sort(
    () => random() - 0.5,
  );
  for (const [i, act] of acts.entries()) {
    await vi.waitFor(
      () => expect(progress()).toBeGreaterThan((operations * (i + 0.5)) / (acts.length + 1)),
      PATIENCE,
    );
    const busy = nodes.filter((node) => !node.isDone);
    const node = busy[Math.floor(random() * busy.length)];
    if (!node) return;
    if (act === 'kill') await node.killAndStart();
    else await node.sleep();
  }
}

const PATIENCE = { timeout: 3_600_000, interval: 20 };

/** Waits until everything is delivered and no timer is due: those that were cut come when their leases have ended. */
async function rest(database: Database): Promise<void> {
  await vi.waitFor(async () => {
    expect(await undelivered(database)).toBe(0);
    expect((await database.timers.due(Date.now(), 1)).length).toBe(0);
    const { nextTimer } = await database.backlog.backlog();
    expect(nextTimer).toBe(null);
  }, PATIENCE);
}

async function undelivered({ storage }: Database): Promise<number> {
  const query = storage.table('outbox').whereNot({ status: 'sent' }).count({ n: '*' });
  const [row] = await storage.query<{ n: number }>({}, query);
  return Number(row?.n);
}

async function processesOf({ storage }: Database): Promise<History['processes']> {
  const read = <Row>(name: 'process' | 'journal' | 'task', order: string) =>
    storage.query<Row>({}, storage.table(name).orderBy(['tenant', ...order.split(' ')]));
  const journals = groupBy(
    await read<JournalRow & { process: string }>('journal', 'process n'),
    (row) => row.process,
  );
  const tasks = groupBy(await read<TaskRow>('task', 'process id'), (row) => row.process);
  const rows = await read<{ id: string; version: number; state: string }>('process', 'id');
  return rows.map(({ id, version, state }) => ({
    id,
    version,
    state: JSON.parse(state) as ProcessState,
    journal: (journals.get(id) ?? []).map(journalEntry),
    tasks: (tasks.get(id) ?? []).map(taskRecord),
  }));
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

/** A lock that stayed is the only reason for which a call may fail in a race. */
const unexpected = (failures: ReadonlyMap<string, number>): readonly string[] =>
  [...failures.keys()].filter((error) => !/CONTENTION|stayed locked|is in the way/.test(error));
