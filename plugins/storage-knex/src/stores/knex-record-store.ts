import {
  type CallContext,
  checkRecordKeys,
  checkRecordRange,
  checkRecordWrites,
  type JsonObject,
  type KeptRecord,
  type RecordRange,
  type RecordStore,
  type RecordWrite,
} from '@dealroute/core';
import type { Session } from '../dialect/session.js';
import { perform } from '../dialect/statements.js';
import { fit } from '../process/row-shape.js';
import type { Storage } from '../storage.js';
import { SIZE } from '../tables.js';

/** Expired records that one write removes at most. */
const SWEEP = 20;

/** Sorts after every key that begins alike: it stands for no character. */
const LAST = '\u{10FFFF}';

interface RecordRow {
  readonly key: string;
  readonly value: string;
  readonly revision: number;
}

/** What plugins keep, by tenant, collection and key. */
export class KnexRecordStore implements RecordStore {
  constructor(private readonly storage: Storage) {}

  async get(
    collection: string,
    keys: readonly string[],
    context: CallContext,
  ): Promise<readonly (KeptRecord | undefined)[]> {
    checkRecordKeys(collection, keys);
    if (keys.length === 0) return [];
    const wanted = keys.map((key) => ({ collection, key }));
    const found = await this.storage.use(context, (session) => this.#find(session, context.tenant, wanted));
    return found.map((row) => row && recordOf(row));
  }

  async list(collection: string, range: RecordRange, context: CallContext): Promise<readonly KeptRecord[]> {
    checkRecordRange(collection, range);
    const { prefix = '', after, limit } = range;
    const { builder, now } = this.storage.dialect;
    const query = this.storage
      .table('record')
      .select('key', 'value', 'revision')
      .where({ tenant: context.tenant, collection })
      .where((living) => living.whereNull('ends_at').orWhere('ends_at', '>', builder.raw(now)))
      .orderBy('key')
      .limit(limit);
    if (prefix !== '') query.whereBetween('key', [prefix, prefix + LAST]);
    if (after !== undefined) query.where('key', '>', after);
    return (await this.storage.query<RecordRow>(context, query)).map(recordOf);
  }

  async write(writes: readonly RecordWrite[], context: CallContext): Promise<boolean> {
    checkRecordWrites(writes);
    if (writes.length === 0) return true;
    const tenant = fit(context.tenant, SIZE.tenant);
    return this.storage.write(context, async (session) => {
      // Writes before it reads: a transaction that began as a reading one holds the write lock from here on.
      await perform(session, this.storage.sql.sweepRecords, SWEEP);
      await this.#hold(session, tenant, writes);
      const found = await this.#find(session, tenant, writes);
      if (!writes.every((write, place) => isMet(write, found[place]))) return false;
      await this.#put(session, tenant, writes, found);
      return true;
    });
  }

  /** Where writers run beside one another: sorted, so that two never wait for each other. */
  async #hold(session: Session, tenant: string, writes: readonly RecordWrite[]): Promise<void> {
    const { holdRecords } = this.storage.sql;
    if (holdRecords === null) return;
    const rows = writes.map(({ collection, key }) => [tenant, collection, key]);
    await session.run(holdRecords, JSON.stringify(rows.sort(byPlace)));
  }

  async #find(
    session: Session,
    tenant: string,
    wanted: readonly { readonly collection: string; readonly key: string }[],
  ): Promise<(RecordRow | undefined)[]> {
    const rows = JSON.stringify(wanted.map(({ collection, key }) => [tenant, collection, key]));
    const found = await session.all<RecordRow & { place: number }>(this.storage.sql.findRecords, rows);
    const places = new Array<RecordRow | undefined>(wanted.length).fill(undefined);
    for (const { place, ...row } of found) places[place] = row;
    return places;
  }

  async #put(
    session: Session,
    tenant: string,
    writes: readonly RecordWrite[],
    found: readonly (RecordRow | undefined)[],
  ): Promise<void> {
    const put: (string | number | null)[][] = [];
    const dropped: string[][] = [];
    for (const [place, { collection, key, value, keepMs }] of writes.entries()) {
      const revision = (found[place]?.revision ?? 0) + 1;
      if (value === null) dropped.push([tenant, collection, key]);
      else put.push([tenant, collection, key, JSON.stringify(value), revision, keepMs ?? null]);
    }
    const { sql } = this.storage;
    if (dropped.length > 0) await session.run(sql.dropRecords, JSON.stringify(dropped));
    if (put.length > 0) await session.run(sql.putRecords, JSON.stringify(put));
  }
}

function byPlace(one: readonly string[], other: readonly string[]): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}

const isMet = ({ expected }: RecordWrite, row: RecordRow | undefined): boolean =>
  expected === undefined || row?.revision === (expected === 'absent' ? undefined : expected);

const recordOf = ({ key, value, revision }: RecordRow): KeptRecord => ({
  key,
  value: JSON.parse(value) as JsonObject,
  revision,
});
