import type { LeadId } from '@dealroute/domain';
import type { CallContext } from '../ports/call-context.js';
import {
  type Lead,
  type LeadEntry,
  type LeadFilter,
  type LeadStore,
  type LeadWrite,
  leadPlace,
} from '../ports/lead-store.js';
import type { Page, PageRequest } from '../ports/process-queries.js';
import { historyOf, type MemoryDatabase } from './memory-database.js';
import type { MemoryTransaction } from './memory-transaction.js';
import { type Order, pageOf } from './paging.js';

/** Leads in memory. */
export class MemoryLeadStore implements LeadStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  register(write: LeadWrite, { tenant, transaction }: CallContext): Promise<Lead> {
    return this.#database.run(transaction, (own) => {
      const { externalKey } = write.lead;
      const known = this.#database.leads
        .rows(tenant)
        .find((one) => externalKey !== null && one.externalKey === externalKey);
      if (known) return known;
      this.#write(own, tenant, write);
      return write.lead;
    });
  }

  find(id: LeadId, { tenant, transaction }: CallContext): Promise<Lead | undefined> {
    return this.#database.run(transaction, () => this.#database.leads.get(tenant, id));
  }

  change(write: LeadWrite, { tenant, transaction }: CallContext): Promise<boolean> {
    return this.#database.run(transaction, (own) => {
      const { id, version } = write.lead;
      if (this.#database.leads.get(tenant, id)?.version !== version - 1) return false;
      this.#write(own, tenant, write);
      return true;
    });
  }

  list(filter: LeadFilter, page: PageRequest, { tenant, transaction }: CallContext): Promise<Page<Lead>> {
    return this.#database.run(transaction, () =>
      pageOf(
        this.#database.leads.rows(tenant).filter((lead) => fits(lead, filter)),
        waitingFirst,
        page,
      ),
    );
  }

  history(id: LeadId, { tenant, transaction }: CallContext): Promise<readonly LeadEntry[]> {
    return this.#database.run(transaction, () =>
      this.#database.leadEntries.rows(historyOf(tenant, id)).sort((a, b) => a.n - b.n),
    );
  }

  #write(own: MemoryTransaction, tenant: string, { lead, entry, texts }: LeadWrite): void {
    const database = this.#database;
    const before = database.leads.get(tenant, lead.id);
    if (before?.responsible !== lead.responsible) database.leadReminders.delete(own, tenant, lead.id);
    database.leads.put(own, tenant, lead.id, lead);
    database.leadEntries.insert(own, historyOf(tenant, lead.id), String(entry.n), entry);
    for (const { id, text } of texts) database.texts.insert(own, tenant, id, text);
  }
}

function fits(lead: Lead, { status, responsible, dueBefore }: LeadFilter): boolean {
  const { status: is } = lead;
  return (
    (status === undefined || is === status || (status === 'active' && (is === 'open' || is === 'inWork'))) &&
    (responsible === undefined || lead.responsible === responsible) &&
    (dueBefore === undefined || (is === 'open' && lead.dueAt < dueBefore))
  );
}

const waitingFirst: Order<Lead> = { position: (lead) => [leadPlace(lead), lead.id] };
