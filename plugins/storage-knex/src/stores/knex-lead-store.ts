import type {
  CallContext,
  Lead,
  LeadEntry,
  LeadFilter,
  LeadId,
  LeadStore,
  LeadWrite,
  Page,
  PageRequest,
} from '@dealroute/core';
import type { Knex } from 'knex';
import { changeOn, queryOn } from '../dialect/run-builder.js';
import type { Session } from '../dialect/session.js';
import { fit, fitOrNull } from '../process/row-shape.js';
import type { Storage } from '../storage.js';
import { SIZE } from '../tables.js';
import { type LeadRow, leadOf, leadRow } from './lead-rows.js';
import { cursorOf, inOneList, limitOf, type Order, pageOf } from './page.js';
import { writeTexts } from './written-texts.js';

interface EntryRow extends Omit<LeadEntry, 'event'> {
  readonly event: string;
}

/** Leads with their histories. Few of them change at once, so each is a statement of its own. */
export class KnexLeadStore implements LeadStore {
  constructor(private readonly storage: Storage) {}

  register(write: LeadWrite, context: CallContext): Promise<Lead> {
    const { tenant } = context;
    const { lead } = write;
    const external_key = lead.externalKey;
    return this.storage.write(context, async (session) => {
      const fresh = { tenant: fit(tenant, SIZE.tenant), ...leadRow(lead), ...ladderOf(lead) };
      const insert = this.storage.table('lead').insert(fresh);
      const written = await changeOn(
        session,
        external_key === null ? insert : insert.onConflict(['tenant', 'external_key']).ignore(),
      );
      if (written > 0) {
        await this.#note(session, tenant, write);
        return lead;
      }
      const [kept] = await queryOn<LeadRow>(session, this.#leads(context).where({ external_key }));
      return kept ? leadOf(kept) : lead;
    });
  }

  async find(id: LeadId, context: CallContext): Promise<Lead | undefined> {
    const [row] = await this.storage.query<LeadRow>(context, this.#leads(context).where({ id }));
    return row && leadOf(row);
  }

  change(write: LeadWrite, context: CallContext): Promise<boolean> {
    const { id, version, responsible } = write.lead;
    return this.storage.write(context, async (session) => {
      const before = this.#leads(context).where({ id, version: version - 1 });
      const [row] = await queryOn<LeadRow>(session, before.clone());
      if (!row) return false;
      const begins = row.responsible !== responsible || write.lead.status !== 'open';
      const after = { ...leadRow(write.lead), ...(begins && ladderOf(write.lead)) };
      if ((await changeOn(session, before.update(after))) === 0) return false;
      await this.#note(session, context.tenant, write);
      return true;
    });
  }

  async list(filter: LeadFilter, page: PageRequest, context: CallContext): Promise<Page<Lead>> {
    const limit = limitOf(page);
    const [place, id] = cursorOf(page, 2) ?? [];
    const parts = statusesOf(filter).map((status) => {
      const query = narrowed(this.#leads(context).where({ status }), filter)
        .orderBy([...BY_PLACE])
        .limit(limit + 1);
      if (place !== undefined && id !== undefined)
        query.whereRaw('place >= ? and (place > ? or id > ?)', [place, place, id]);
      return query;
    });
    const query = inOneList(this.storage.dialect.builder, parts, { order: BY_PLACE, limit: limit + 1 });
    const rows = await this.storage.query<LeadRow>(context, query);
    return pageOf(rows, limit, leadOf, (row) => [row.place, row.id]);
  }

  async history(lead: LeadId, context: CallContext): Promise<readonly LeadEntry[]> {
    const query = this.storage
      .table('lead_entry')
      .select('n', 'at', 'actor', 'source', 'event')
      .where({ tenant: context.tenant, lead })
      .orderBy('n');
    const rows = await this.storage.query<EntryRow>(context, query);
    return rows.map(({ n, at, actor, source, event }) => ({
      n,
      at,
      actor,
      source,
      event: JSON.parse(event) as LeadEntry['event'],
    }));
  }

  #leads({ tenant }: CallContext): Knex.QueryBuilder {
    return this.storage.table('lead').where({ tenant });
  }

  async #note(session: Session, tenant: string, { lead, entry, texts }: LeadWrite): Promise<void> {
    const { n, at, actor, source, event } = entry;
    const row = {
      tenant,
      lead: lead.id,
      n,
      at,
      actor: fitOrNull(actor, SIZE.id),
      source: fit(source, SIZE.code),
      event: JSON.stringify(event),
    };
    await changeOn(session, this.storage.table('lead_entry').insert(row));
    await writeTexts(this.storage, session, { tenant, of: lead.id, author: actor }, texts);
  }
}

/** Where a responsible begins on the reminder ladder; nowhere once somebody has reacted. */
const ladderOf = ({ status, dueAt }: Lead) => ({ remind_at: status === 'open' ? dueAt : null, reminded: 0 });

const BY_PLACE: Order = [
  { column: 'place', order: 'asc' },
  { column: 'id', order: 'asc' },
];

/** Leads of each status stand in the order of an index, so that those who wait are not looked for among all others. */
function statusesOf({ status }: LeadFilter): readonly Lead['status'][] {
  if (status === undefined) return ['open', 'inWork', 'converted', 'discarded'];
  return status === 'active' ? ['open', 'inWork'] : [status];
}

function narrowed(query: Knex.QueryBuilder, { responsible, dueBefore }: LeadFilter): Knex.QueryBuilder {
  if (responsible === null) query.whereNull('responsible');
  else if (responsible !== undefined) query.where({ responsible });
  // Only what is open has its limit there: the place of the others lies behind every limit.
  if (dueBefore !== undefined) query.where('place', '<', dueBefore);
  return query;
}
