import type {
  CallContext,
  Contact,
  ContactFilter,
  ContactStore,
  DealRef,
  LeadId,
  Page,
  PageRequest,
  WrittenText,
} from '@dealroute/core';
import { changeOn, queryOn } from '../dialect/run-builder.js';
import { fit, fitOrNull } from '../process/row-shape.js';
import type { Storage } from '../storage.js';
import { SIZE } from '../tables.js';
import { cursorOf, limitOf, newestFirst, pageOf } from './page.js';
import { writeTexts } from './written-texts.js';

interface ContactRow {
  readonly id: string;
  readonly deal: string | null;
  readonly lead: string | null;
  readonly direction: Contact['direction'];
  readonly channel: Contact['channel'];
  readonly at: number;
  readonly by_user: string | null;
  readonly summary: string | null;
  readonly registered_at: number;
  readonly source: string;
  readonly external_key: string | null;
}

/** Communications with clients. */
export class KnexContactStore implements ContactStore {
  constructor(private readonly storage: Storage) {}

  register(contact: Contact, texts: readonly WrittenText[], context: CallContext): Promise<Contact> {
    const { tenant } = context;
    const { externalKey: external_key } = contact;
    return this.storage.write(context, async (session) => {
      const row = rowOf(contact, context);
      const insert = this.storage.table('contact').insert(row);
      const written = await changeOn(
        session,
        external_key === null ? insert : insert.onConflict(['tenant', 'external_key']).ignore(),
      );
      if (written > 0) {
        await writeTexts(this.storage, session, { tenant, of: contact.id, author: contact.by }, texts);
        return contact;
      }
      const known = this.storage.table('contact').where({ tenant, external_key });
      const [kept] = await queryOn<ContactRow>(session, known);
      return kept ? contactOf(kept) : contact;
    });
  }

  async list(filter: ContactFilter, page: PageRequest, context: CallContext): Promise<Page<Contact>> {
    const { since, externalKey, ...wanted } = filter;
    const limit = limitOf(page);
    const query = this.storage
      .table('contact')
      .where({
        tenant: context.tenant,
        ...wanted,
        ...(externalKey !== undefined && { external_key: externalKey }),
      })
      .limit(limit + 1);
    if (since !== undefined) query.where('at', '>=', since);
    newestFirst(query, 'at', cursorOf(page, 2));
    const rows = await this.storage.query<ContactRow>(context, query);
    return pageOf(rows, limit, contactOf, ({ at, id }) => [at, id]);
  }

  async attach(lead: LeadId, deal: DealRef, context: CallContext): Promise<void> {
    const statement = this.storage
      .table('contact')
      .where({ tenant: context.tenant, lead })
      .update({ deal: fit(deal, SIZE.id) });
    await this.storage.change(context, statement);
  }
}

function rowOf(contact: Contact, { tenant }: CallContext): object {
  const { id, deal, lead, direction, channel, at, by, summary, registeredAt, source, externalKey } = contact;
  return {
    tenant: fit(tenant, SIZE.tenant),
    id: fit(id, SIZE.id),
    deal: fitOrNull(deal, SIZE.id),
    lead: fitOrNull(lead, SIZE.id),
    direction,
    channel,
    at,
    by_user: fitOrNull(by, SIZE.id),
    summary: fitOrNull(summary, SIZE.id),
    registered_at: registeredAt,
    source: fit(source, SIZE.code),
    external_key: fitOrNull(externalKey, SIZE.id),
  };
}

function contactOf(row: ContactRow): Contact {
  const { id, deal, lead, direction, channel, at, summary, source } = row;
  return {
    id,
    deal,
    lead,
    direction,
    channel,
    at,
    by: row.by_user,
    summary,
    registeredAt: row.registered_at,
    source,
    externalKey: row.external_key,
  };
}
