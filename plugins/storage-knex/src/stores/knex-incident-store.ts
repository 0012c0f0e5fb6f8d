import type {
  CallContext,
  IdSource,
  Incident,
  IncidentReport,
  IncidentStore,
  Instant,
  Page,
  PageRequest,
} from '@dealroute/core';
import { incidentRows } from '../process/rows.js';
import type { Storage } from '../storage.js';
import { cursorOf, limitOf, newestFirst, pageOf } from './page.js';
import { type IncidentRow, incidentOf } from './records.js';

/** Incidents, at most one open of each key. */
export class KnexIncidentStore implements IncidentStore {
  constructor(
    private readonly storage: Storage,
    private readonly ids: IdSource,
  ) {}

  async report(report: IncidentReport, context: CallContext): Promise<boolean> {
    const row = incidentRows.row({ tenant: context.tenant, id: this.ids.next(), report });
    const [written] = await this.storage.act<{ count: number }>(
      context,
      this.storage.sql.report,
      JSON.stringify([row]),
    );
    return written?.count === 1;
  }

  async incidents(
    status: 'open' | 'resolved',
    page: PageRequest,
    context: CallContext,
  ): Promise<Page<Incident>> {
    const limit = limitOf(page);
    const query = this.storage
      .table('incident')
      .where({ tenant: context.tenant, status })
      .limit(limit + 1);
    newestFirst(query, 'at', cursorOf(page, 2));
    return pageOf(await this.storage.query<IncidentRow>(context, query), limit, incidentOf, ({ at, id }) => [
      at,
      id,
    ]);
  }

  async find(id: string, context: CallContext): Promise<Incident | undefined> {
    const query = this.storage.table('incident').where({ tenant: context.tenant, id });
    const [row] = await this.storage.query<IncidentRow>(context, query);
    return row && incidentOf(row);
  }

  async resolve(id: string, by: string, at: Instant, context: CallContext): Promise<boolean> {
    const resolved = { status: 'resolved', open_key: null, resolved_by: by, resolved_at: at };
    const statement = this.storage
      .table('incident')
      .where({ tenant: context.tenant, id, status: 'open' })
      .update(resolved);
    return (await this.storage.change(context, statement)) > 0;
  }
}
