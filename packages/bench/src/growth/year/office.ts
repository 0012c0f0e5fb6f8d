import { performance } from 'node:perf_hooks';
import {
  BACKLOG_STORE,
  OUTBOX_STORE,
  PROCESS_QUERIES,
  PROCESS_STORE,
  REMINDER_STORE,
  type TaskFilter,
} from '@dealroute/core';
import { portsOf } from '../../completion/engine-writer.js';
import { dealRef, MANAGER } from '../../completion/world.js';
import type { Writer } from '../../completion/writer.js';

const HERE = { tenant: 'default' };
const PAGE = { limit: 20 };
const DUE = 100;
/** By then a hundred tasks and more are due in every office. */
const LATER = 30 * 86_400_000;

/** What people and ticks ask all day long, by its name. */
export function workOf(writer: Writer): Readonly<Record<string, () => Promise<unknown>>> {
  const resolve = portsOf(writer);
  const [queries, backlog] = [resolve(PROCESS_QUERIES), resolve(BACKLOG_STORE)];
  const tasks = (filter: TaskFilter) => queries.tasks(filter, PAGE, HERE);
  return {
    'an idle look': () => backlog.backlog(),
    "first page of a person's tasks": () => tasks({ person: MANAGER }),
    'first page of late tasks': () => tasks({ dueBefore: Date.now() + LATER }),
    "a deal's tasks": () => tasks({ deal: dealRef(7) }),
    "all of a deal's tasks": () => tasks({ deal: dealRef(7), status: 'any' }),
    'first page of processes': () => queries.processes({}, PAGE, HERE),
  };
}

/** A reminder tick that finds {@link DUE} due tasks, and notes and posts a notice of each in one commit. */
export async function tick(writer: Writer, round: string): Promise<void> {
  const resolve = portsOf(writer);
  const now = Date.now() + LATER;
  const reminders = resolve(REMINDER_STORE);
  const due = await reminders.due(now, DUE);
  if (due.length < DUE) throw new Error(`A tick found ${due.length} reminders: expected ${DUE}.`);
  // They stay due, so that every round finds as many.
  const settlements = due.map((reminder) => ({ reminder, rungs: reminder.rungs + 1, next: now - 1 }));
  const messages = due.map((_, place) => ({
    id: `${round}-${place}`,
    topic: 'notice',
    orderKey: `user:${place}`,
    body: { kind: 'taskOverdue', to: MANAGER },
  }));
  await resolve(PROCESS_STORE).transact(async (transaction) => {
    await reminders.settle(settlements, transaction);
    await resolve(OUTBOX_STORE).post(messages, { ...HERE, transaction });
  });
}

/** Milliseconds of one, the mean of several. */
export async function mean(times: number, work: (() => Promise<unknown>) | undefined): Promise<number> {
  const began = performance.now();
  for (let n = 0; n < times; n++) await work?.();
  return (performance.now() - began) / times;
}
