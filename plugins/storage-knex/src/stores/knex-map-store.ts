import type { CallContext, Instant, MapPin, MapStore, MapVersion, RouteMap } from '@dealroute/core';
import type { Knex } from 'knex';
import { changeOn, queryOn } from '../dialect/run-builder.js';
import type { Session } from '../dialect/session.js';
import { fit } from '../process/row-shape.js';
import type { Storage } from '../storage.js';
import { SIZE } from '../tables.js';
import { type MapRow, mapVersion } from './records.js';

/** Maps and their versions. */
export class KnexMapStore implements MapStore {
  constructor(private readonly storage: Storage) {}

  putDraft(map: RouteMap, at: Instant, context: CallContext): Promise<MapVersion> {
    const { tenant } = context;
    const key = fit(map.key, SIZE.id);
    const written = { content: JSON.stringify(map), changed_at: at };
    return this.storage.write(context, async (session) => {
      const replaced = await changeOn(session, this.#maps(tenant).where('draft_key', key).update(written));
      if (replaced === 0) await changeOn(session, this.#newDraft(tenant, key, written));
      const [row] = await queryOn<MapRow>(session, this.#maps(tenant).where('draft_key', key));
      return mapVersion(row as MapRow);
    });
  }

  activate(
    draft: MapVersion,
    hash: string,
    pins: readonly MapPin[],
    at: Instant,
    context: CallContext,
  ): Promise<boolean> {
    const { tenant } = context;
    const content = JSON.stringify(draft.map);
    return this.storage.write(context, async (session) => {
      const same = this.#maps(tenant).where({ draft_key: draft.key, version: draft.version, content });
      if ((await queryOn(session, same.clone().select('version').forUpdate())).length === 0) return false;
      await this.#retireActive(session, tenant, draft.key, at);
      const active = { status: 'active', draft_key: null, active_key: draft.key };
      await changeOn(session, same.update({ ...active, hash, pins: JSON.stringify(pins), changed_at: at }));
      return true;
    });
  }

  async retire(key: string, at: Instant, context: CallContext): Promise<boolean> {
    return this.storage.alter(context, (session) => this.#retireActive(session, context.tenant, key, at));
  }

  async find(
    key: string,
    version: number | undefined,
    context: CallContext,
  ): Promise<MapVersion | undefined> {
    const query = this.#maps(context.tenant).where(
      version === undefined ? { active_key: key } : { key, version },
    );
    const [row] = await this.storage.query<MapRow>(context, query);
    return row && mapVersion(row);
  }

  async list(key: string | undefined, context: CallContext): Promise<readonly MapVersion[]> {
    const query = this.#maps(context.tenant).orderBy([
      { column: 'key' },
      { column: 'version', order: 'desc' },
    ]);
    if (key === undefined) query.where((either) => this.#newestOrActive(either, context.tenant));
    else query.where({ key });
    return (await this.storage.query<MapRow>(context, query)).map(mapVersion);
  }

  #maps(tenant: string): Knex.QueryBuilder {
    return this.storage.table('map').where({ tenant });
  }

  #newDraft(tenant: string, key: string, written: object): Knex.QueryBuilder {
    const { builder } = this.storage.dialect;
    const version = this.#maps(tenant).where({ key }).select(builder.raw('coalesce(max(version), 0) + 1'));
    const draft = {
      tenant: fit(tenant, SIZE.tenant),
      key,
      version,
      status: 'draft',
      draft_key: key,
      pins: '[]',
    };
    return this.storage.table('map').insert({ ...draft, ...written });
  }

  async #retireActive(session: Session, tenant: string, key: string, at: Instant): Promise<boolean> {
    const active = this.#maps(tenant).where('active_key', key);
    return (
      (await changeOn(session, active.update({ status: 'retired', active_key: null, changed_at: at }))) > 0
    );
  }

  #newestOrActive(either: Knex.QueryBuilder, tenant: string): void {
    const { map } = this.storage.tables;
    const { builder } = this.storage.dialect;
    const newest = builder(`${map} as n`)
      .max('n.version')
      .where({ 'n.tenant': tenant, 'n.key': builder.ref(`${map}.key`) });
    either.whereNotNull('active_key').orWhere('version', newest);
  }
}
