import type { DealRef, LeadId, WrittenText } from '@dealroute/domain';
import type { CallContext } from '../ports/call-context.js';
import type { Contact, ContactFilter, ContactStore } from '../ports/contact-store.js';
import type { Page, PageRequest } from '../ports/process-queries.js';
import type { MemoryDatabase } from './memory-database.js';
import { type Order, pageOf } from './paging.js';

/** Contacts in memory. */
export class MemoryContactStore implements ContactStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  register(
    contact: Contact,
    texts: readonly WrittenText[],
    { tenant, transaction }: CallContext,
  ): Promise<Contact> {
    return this.#database.run(transaction, (own) => {
      const { contacts, texts: words } = this.#database;
      const { externalKey } = contact;
      const known = contacts
        .rows(tenant)
        .find((one) => externalKey !== null && one.externalKey === externalKey);
      if (known) return known;
      contacts.insert(own, tenant, contact.id, contact);
      for (const { id, text } of texts) words.insert(own, tenant, id, text);
      return contact;
    });
  }

  list(
    filter: ContactFilter,
    page: PageRequest,
    { tenant, transaction }: CallContext,
  ): Promise<Page<Contact>> {
    const { since = Number.NEGATIVE_INFINITY, ...wanted } = filter;
    const fields = Object.keys(wanted) as (keyof typeof wanted)[];
    return this.#database.run(transaction, () => {
      const found = this.#database.contacts
        .rows(tenant)
        .filter((one) => one.at >= since && fields.every((field) => one[field] === wanted[field]));
      return pageOf(found, latestFirst, page);
    });
  }

  attach(lead: LeadId, deal: DealRef, { tenant, transaction }: CallContext): Promise<void> {
    return this.#database.run(transaction, (own) => {
      const { contacts } = this.#database;
      for (const one of contacts.rows(tenant)) {
        if (one.lead === lead) contacts.put(own, tenant, one.id, { ...one, deal });
      }
    });
  }
}

const latestFirst: Order<Contact> = { position: ({ at, id }) => [at, id], descending: true };
