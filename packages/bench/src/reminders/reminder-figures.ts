import { createEngine, OUTBOX_STORE, type Plugin, PROCESS_STORE, REMINDER_STORE } from '@dealroute/core';
import { knexStorage } from '@dealroute/storage-knex';
import type { Database, Statement } from 'sqlite3';
import { Files, openKnex } from '../completion/database.js';
import { type Figure, pairFigure, plainFigure } from '../figure.js';
import { BARE_QUERY, DUE, fillTasks, NOW, OPEN } from './overdue-tasks.js';

const PAIRS = 7;
const LOOKS = 300;
const PAGE = 200;

type Resolve = Parameters<NonNullable<Plugin['start']>>[0]['resolve'];

/** What a scheduler costs: the look for due reminders against the bare indexed query, and noting them: P9. */
export async function reminderFigures(): Promise<Figure[]> {
  const files = await Files.make();
  const knex = openKnex(files.path('reminders'), 'FULL');
  let resolve: Resolve | undefined;
  const bench: Plugin = {
    name: 'bench',
    apiVersion: 1,
    start: (context) => {
      resolve = context.resolve;
    },
  };
  const engine = await createEngine({ plugins: [knexStorage({ knex }), bench], background: false });
  try {
    if (!resolve) throw new Error('The plugin of the bench was not started.');
    await fillTasks(knex);
    const client = knex.client as {
      acquireConnection(): Promise<Database>;
      releaseConnection(of: Database): Promise<void>;
    };
    const connection = await client.acquireConnection();
    // The pool has one connection, and the storage looks through it too.
    await client.releaseConnection(connection);
    return [await looks(resolve, connection), await sends(resolve)];
  } finally {
    await engine.stop();
    await knex.destroy();
    await files.remove();
  }
}

async function looks(resolve: Resolve, connection: Database): Promise<Figure> {
  const reminders = resolve(REMINDER_STORE);
  const bare = connection.prepare(BARE_QUERY);
  const ours = () => reminders.due(NOW, PAGE);
  const floor = () => rowsOf(bare);
  await timed(ours);
  await timed(floor);
  const pairs: { ours: number; floor: number }[] = [];
  for (let pair = 0; pair < PAIRS; pair++) pairs.push({ ours: await timed(ours), floor: await timed(floor) });
  await new Promise((done) => bare.finalize(() => done(undefined)));
  return pairFigure(
    {
      id: 'P9',
      name: `reminder tick, ${DUE} due of ${OPEN.toLocaleString('en')} open tasks`,
      unit: 'ms',
      against: 'the bare indexed query',
    },
    pairs.map((pair) => pair.ours),
    pairs.map((pair) => pair.ours / pair.floor),
    { atMost: 1.5 },
  );
}

/** Milliseconds of one look, the mean of many. */
async function timed(look: () => Promise<readonly unknown[]>): Promise<number> {
  const begin = performance.now();
  for (let i = 0; i < LOOKS; i++) {
    const { length } = await look();
    if (length !== DUE) throw new Error(`A look found ${length} reminders: expected ${DUE}.`);
  }
  return (performance.now() - begin) / LOOKS;
}

const rowsOf = (statement: Statement): Promise<readonly unknown[]> =>
  new Promise((resolve, reject) => {
    statement.all([NOW, PAGE], (error: Error | null, rows: unknown[]) =>
      error ? reject(error) : resolve(rows),
    );
  });

/** Milliseconds of a whole tick without its calendar: the look, and what it notes and posts in one commit. */
async function sends(resolve: Resolve): Promise<Figure> {
  const values: number[] = [];
  for (let round = 0; round < PAIRS; round++) {
    const begin = performance.now();
    await send(resolve, round);
    values.push(performance.now() - begin);
  }
  const name = `reminder tick that notes and posts ${DUE} notices in one commit, SQLite FULL`;
  return plainFigure({ id: 'P9s', name, unit: 'ms' }, values, { atMost: 25 });
}

/** The tasks stay due, so that every round finds the same ones. */
async function send(resolve: Resolve, round: number): Promise<void> {
  const reminders = resolve(REMINDER_STORE);
  const due = await reminders.due(NOW, PAGE);
  const settlements = due.map((reminder) => ({ reminder, rungs: reminder.rungs + 1, next: NOW }));
  const tasks = due.filter((reminder) => reminder.kind === 'task');
  const messages = tasks.map(({ task, deal }) => ({
    id: `${round}-${task}`,
    topic: 'notice',
    orderKey: 'user:manager',
    body: { kind: 'taskOverdue', to: 'manager', deal, task, details: { rung: round + 1 } },
  }));
  await resolve(PROCESS_STORE).transact(async (transaction) => {
    const accepted = await reminders.settle(settlements, transaction);
    if (!accepted.every((one) => one)) throw new Error('A reminder was refused: expected all to be noted.');
    await resolve(OUTBOX_STORE).post(messages, { tenant: 'default', transaction });
  });
}
