import assert from 'node:assert/strict';
import type {
  DueReminder,
  Instant,
  ProcessChange,
  ReminderSettlement,
  TaskRecord,
  TaskRescheduling,
} from '@dealroute/core';
import { created, following, starting, T0, taskOf } from '../samples.js';
import { mustSave } from '../saving.js';
import type { StorageSetup } from '../storage-setup.js';

export const END_OF_TIME: Instant = Number.MAX_SAFE_INTEGER;

/** Begins a process with one open task, due at T0. */
export function waitingFor(process: string, task: Partial<TaskRecord> = {}, tenant = 'north'): ProcessChange {
  return starting(process, {
    tenant,
    tasks: created(taskOf(process, task.id ?? `${process}.1`, { dueAt: T0, ...task })),
  });
}

/** The change after another one that gives its task another deadline, or suspends it. */
export function rescheduling(before: ProcessChange, to: Partial<TaskRescheduling> = {}): ProcessChange {
  const rescheduled = [{ id: `${before.process}.1`, dueAt: T0, suspendedAt: null, ...to }];
  return following(before, { tasks: { created: [], assigned: [], rescheduled, ended: [] } });
}

/** Opens tasks that are due at T0. */
export const open = (setup: StorageSetup, ...processes: readonly string[]): Promise<void> =>
  mustSave(setup.store, ...processes.map((process) => waitingFor(process)));

export const due = ({ reminders }: StorageSetup, now: Instant = T0): Promise<readonly DueReminder[]> =>
  reminders.due(now, 100);

export const tasksOf = (reminders: readonly DueReminder[]): string[] => reminders.map(idOf);

export const idOf = (reminder: DueReminder): string =>
  reminder.kind === 'task' ? reminder.task : reminder.lead;

/** The only reminder that is due. */
export async function onlyDue(setup: StorageSetup, now: Instant = T0): Promise<DueReminder> {
  const [reminder, ...more] = await due(setup, now);
  assert.ok(reminder, 'a reminder that is due');
  assert.deepEqual(more, []);
  return reminder;
}

/** That a reminder had its next rung. */
export const passed = (reminder: DueReminder, next: Instant | null): ReminderSettlement => ({
  reminder,
  rungs: reminder.rungs + 1,
  next,
});
