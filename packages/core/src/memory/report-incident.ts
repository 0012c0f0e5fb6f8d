import type { IncidentReport } from '../ports/incident-store.js';
import type { JournalEntry } from '../ports/process-store.js';
import type { MemoryDatabase } from './memory-database.js';
import type { MemoryTransaction } from './memory-transaction.js';

/** Opens an incident, or counts up the open one with its key; true when it was opened. */
export function reportIncident(
  database: MemoryDatabase,
  transaction: MemoryTransaction,
  tenant: string,
  report: IncidentReport,
): boolean {
  const { incidents } = database;
  const open = openIncident(database, tenant, report.key);
  if (open) {
    incidents.put(transaction, tenant, open.id, { ...open, count: open.count + 1, lastAt: report.at });
    return false;
  }
  const seq = database.nextNumber();
  const id = `incident-${seq}`;
  incidents.insert(transaction, tenant, id, {
    ...report,
    id,
    status: 'open',
    count: 1,
    lastAt: report.at,
    seq,
  });
  return true;
}

/** Closes the open incident with a key, if there is one. */
export function resolveIncident(
  database: MemoryDatabase,
  transaction: MemoryTransaction,
  tenant: string,
  key: string,
  { actor, at }: Pick<JournalEntry, 'actor' | 'at'>,
): void {
  const open = openIncident(database, tenant, key);
  if (!open) return;
  const resolved = { status: 'resolved', resolvedBy: actor ?? 'system', resolvedAt: at } as const;
  database.incidents.put(transaction, tenant, open.id, { ...open, ...resolved });
}

const openIncident = ({ incidents }: MemoryDatabase, tenant: string, key: string) =>
  incidents.rows(tenant).find((row) => row.key === key && row.status === 'open');
