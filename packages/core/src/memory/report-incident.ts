import type { IncidentReport } from '../ports/incident-store.js';
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
  const open = incidents.rows(tenant).find(({ key, status }) => key === report.key && status === 'open');
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
