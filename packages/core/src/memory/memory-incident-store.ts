import type { Instant } from '@dealroute/domain';
import type { CallContext } from '../ports/call-context.js';
import type { Incident, IncidentReport, IncidentStore } from '../ports/incident-store.js';
import type { Page, PageRequest } from '../ports/process-queries.js';
import type { IncidentRow, MemoryDatabase } from './memory-database.js';
import { type Order, pageOf } from './paging.js';
import { reportIncident } from './report-incident.js';

/** Incidents in memory. */
export class MemoryIncidentStore implements IncidentStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  report(incident: IncidentReport, { tenant, transaction }: CallContext): Promise<boolean> {
    return this.#database.run(transaction, (own) => reportIncident(this.#database, own, tenant, incident));
  }

  incidents(
    status: 'open' | 'resolved',
    page: PageRequest,
    { tenant, transaction }: CallContext,
  ): Promise<Page<Incident>> {
    return this.#database.run(transaction, () => {
      const found = this.#database.incidents.rows(tenant).filter((row) => row.status === status);
      const { items, next } = pageOf(found, newestFirst, page);
      return { items: items.map(incidentOf), next };
    });
  }

  find(id: string, { tenant, transaction }: CallContext): Promise<Incident | undefined> {
    return this.#database.run(transaction, () => {
      const row = this.#database.incidents.get(tenant, id);
      return row && incidentOf(row);
    });
  }

  resolve(id: string, by: string, at: Instant, { tenant, transaction }: CallContext): Promise<boolean> {
    return this.#database.run(transaction, (own) => {
      const row = this.#database.incidents.get(tenant, id);
      if (row?.status !== 'open') return false;
      this.#database.incidents.put(own, tenant, id, {
        ...row,
        status: 'resolved',
        resolvedBy: by,
        resolvedAt: at,
      });
      return true;
    });
  }
}

const newestFirst: Order<IncidentRow> = { position: ({ at, seq }) => [at, seq], descending: true };

function incidentOf({ seq: _seq, ...incident }: IncidentRow): Incident {
  return incident;
}
