import { performance } from 'node:perf_hooks';
import { PROCESS_QUERIES, type ProcessQueries, REMINDER_STORE, type ReminderStore } from '@dealroute/core';
import { Files, openKnex } from '../completion/database.js';
import { createWorld, engineWriter, portsOf } from '../completion/engine-writer.js';
import { DEALS, MANAGER } from '../completion/world.js';
import { drive } from '../completion/writer.js';
import { type Figure, isMet, median } from '../figure.js';
import { fillOffice } from './fill-office.js';

const SIZES = [10_000, 100_000, 1_000_000];
const ROUNDS = 5;
const COUNT = 3_200;
const LOOKS = 50;

interface Costs {
  readonly perSecond: readonly number[];
  /** Milliseconds. */
  readonly inbox: readonly number[];
  readonly tick: readonly number[];
}

/** What a completion, a person's list and a look for reminders cost as the office grows, on SQLite: P8. */
export async function* growthFigures(): AsyncGenerator<Figure> {
  const files = await Files.make();
  try {
    await createWorld(files.path('world'));
    const small = await costsAt(files, SIZES[0] ?? 0);
    for (const size of SIZES.slice(1)) {
      const large = await costsAt(files, size);
      const of = `${size.toLocaleString('en')} open tasks, SQLite`;
      const share = (one: readonly number[], other: readonly number[]) => median(one) / median(other);
      const completion = { name: `completion, 32 callers, ${of}`, unit: '/s' };
      yield compared(completion, large.perSecond, share(large.perSecond, small.perSecond), { atLeast: 0.6 });
      const inbox = { name: `first page of a person's tasks, ${of}`, unit: 'ms' };
      yield compared(inbox, large.inbox, share(large.inbox, small.inbox), { atMost: 1.5 });
      const tick = { name: `a look for due reminders, ${of}`, unit: 'ms' };
      yield compared(tick, large.tick, share(large.tick, small.tick), { atMost: 1.5 });
    }
  } finally {
    await files.remove();
  }
}

async function costsAt(files: Files, open: number): Promise<Costs> {
  const file = await files.copy('world', `open-${open}`);
  const knex = openKnex(file, 'NORMAL');
  await fillOffice(knex, open);
  await knex.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  await knex.destroy();
  const writer = await engineWriter(file, 'FULL');
  try {
    await drive(writer, 32, COUNT / 4, DEALS);
    const perSecond: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      perSecond.push((await drive(writer, 32, COUNT, DEALS)).perSecond);
    }
    const resolve = portsOf(writer);
    return { perSecond, ...(await looks(resolve(PROCESS_QUERIES), resolve(REMINDER_STORE))) };
  } finally {
    await writer.close();
  }
}

async function looks(queries: ProcessQueries, reminders: ReminderStore) {
  const context = { tenant: 'default' };
  const inbox = () => queries.tasks({ person: MANAGER }, { limit: 20 }, context);
  const tick = () => reminders.due(0, 200);
  return { inbox: await times(inbox), tick: await times(tick) };
}

/** Milliseconds of one look, of several rounds. */
async function times(look: () => Promise<unknown>): Promise<readonly number[]> {
  const found: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) {
    const begin = performance.now();
    for (let i = 0; i < LOOKS; i++) await look();
    // The first round warms up.
    if (round > 0) found.push((performance.now() - begin) / LOOKS);
  }
  return found;
}

function compared(
  about: Pick<Figure, 'name' | 'unit'>,
  values: readonly number[],
  ratio: number,
  goal: { readonly atLeast: number } | { readonly atMost: number },
): Figure {
  const against = `${(SIZES[0] ?? 0).toLocaleString('en')} open tasks`;
  const text = 'atLeast' in goal ? `≥ ${goal.atLeast}×` : `≤ ${goal.atMost}×`;
  const range = { min: ratio, max: ratio };
  return {
    id: 'P8',
    ...about,
    value: median(values),
    against,
    ratio,
    ...range,
    goal: text,
    met: isMet(ratio, goal),
  };
}
