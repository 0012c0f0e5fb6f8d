import type { ProcessChange, TaskRecord } from '../ports/process-store.js';
import { journalOf, type MemoryDatabase } from './memory-database.js';
import { postMessages } from './memory-outbox-store.js';
import type { MemoryTransaction } from './memory-transaction.js';
import { reportIncident, resolveIncident } from './report-incident.js';

/** Writes everything of an accepted change; throws, half done, when a part of it can't be stored. */
export function writeChange(
  database: MemoryDatabase,
  transaction: MemoryTransaction,
  change: ProcessChange,
): void {
  const { tenant, process, expected, state, entry, texts, outbox, incidents, repaired, kept } = change;
  database.processes.put(transaction, tenant, process, { version: expected + 1, state });
  writeGoverning(database, transaction, change);
  writeTasks(database, transaction, change);
  writeTimers(database, transaction, change);
  database.journal.insert(transaction, journalOf(tenant, process), String(entry.n), entry);
  for (const { id, text } of texts) database.texts.insert(transaction, tenant, id, text);
  postMessages(database, transaction, tenant, outbox);
  for (const incident of incidents) reportIncident(database, transaction, tenant, incident);
  for (const key of repaired) resolveIncident(database, transaction, tenant, key, entry);
  if (kept) database.kept.insert(transaction, tenant, kept.key, { ...kept, at: entry.at });
}

function writeGoverning(
  database: MemoryDatabase,
  transaction: MemoryTransaction,
  change: ProcessChange,
): void {
  const { tenant, process, state } = change;
  if (state.kind !== 'governing') return;
  if (state.status === 'running') database.governing.put(transaction, tenant, state.deal, process);
  else if (database.governing.get(tenant, state.deal) === process) {
    database.governing.delete(transaction, tenant, state.deal);
  }
}

function writeTasks(
  database: MemoryDatabase,
  transaction: MemoryTransaction,
  { tenant, tasks }: ProcessChange,
): void {
  const update = (id: string, part: Partial<TaskRecord>) => {
    const task = database.tasks.get(tenant, id);
    if (!task) throw new Error(`Task ${id} is changed but was never created: expected a known task.`);
    database.tasks.put(transaction, tenant, id, { ...task, ...part });
  };
  for (const task of tasks.created) database.tasks.insert(transaction, tenant, task.id, task);
  for (const { id, assignee } of tasks.assigned) update(id, { assignee });
  for (const { id, place, ...rescheduled } of tasks.rescheduled) update(id, { ...rescheduled, ...place });
  for (const { id, ending } of tasks.ended) update(id, { ended: ending, suspendedAt: null });
}

function writeTimers(database: MemoryDatabase, transaction: MemoryTransaction, change: ProcessChange): void {
  const { tenant, process, timers } = change;
  for (const id of timers.dropped) database.timers.delete(transaction, tenant, id);
  for (const { id, dueAt } of timers.set) {
    database.timers.put(transaction, tenant, id, { tenant, process, timer: id, dueAt });
  }
}
