import { type Page, type PageRequest, SdkError } from '@dealroute/core';
import type { Knex } from 'knex';

const USUAL = 50;
const MOST = 500;

/** Where a page begins: the sort values of the last item before it. */
export type Cursor = readonly (string | number)[];

export function limitOf({ limit = USUAL }: PageRequest): number {
  return Math.min(Math.max(1, Math.trunc(limit)), MOST);
}

/** Reads a `next` of an earlier page; throws an SdkError for anything else. */
export function cursorOf({ after }: PageRequest, width: number): Cursor | undefined {
  if (after === undefined) return undefined;
  const cursor = parse(after);
  if (Array.isArray(cursor) && cursor.length === width) return cursor;
  throw new SdkError(
    'REQUEST_INVALID',
    'The page could not be read: expected `after` to be the `next` of an earlier page. Begin without it.',
  );
}

/** Orders a query by an instant and the id, falling, and lets it begin after a cursor. */
export function newestFirst(query: Knex.QueryBuilder, instant: string, cursor: Cursor | undefined): void {
  query.orderBy([...newestFirstOrder(instant)]);
  olderThan(query, instant, cursor);
}

export function olderThan(query: Knex.QueryBuilder, instant: string, cursor: Cursor | undefined): void {
  if (!cursor) return;
  const [lastAt = 0, lastId = ''] = cursor;
  query.whereRaw('?? <= ? and (?? < ? or id < ?)', [instant, lastAt, instant, lastAt, lastId]);
}

/** How a list is sorted. */
export type Order = readonly { readonly column: string; readonly order: 'asc' | 'desc' }[];

export const newestFirstOrder = (instant: string): Order => [
  { column: instant, order: 'desc' },
  { column: 'id', order: 'desc' },
];

/**
 * One list of several that stand each in the order of an index and each have the limit: a page reads a page of each at
 * most, however long they are.
 */
export function inOneList(
  builder: Knex,
  parts: readonly Knex.QueryBuilder[],
  { order, limit }: { readonly order: Order; readonly limit: number },
): Knex.QueryBuilder {
  const [only, ...more] = parts;
  if (only && more.length === 0) return only;
  const [first, ...rest] = parts.map((part, i) => builder.select('*').from(part.as(`part${i}`)));
  if (!first) throw new Error('A list has at least one part.');
  return first
    .unionAll(rest)
    .orderBy([...order])
    .limit(limit);
}

/** Makes a page of rows that were asked for with one more than its limit. */
export function pageOf<Row, T>(
  rows: readonly Row[],
  limit: number,
  read: (row: Row) => T,
  cursor: (row: Row) => Cursor,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next =
    rows.length > limit && last ? Buffer.from(JSON.stringify(cursor(last))).toString('base64url') : null;
  return { items: shown.map(read), next };
}

function parse(after: string): unknown {
  try {
    return JSON.parse(Buffer.from(after, 'base64url').toString());
  } catch {
    return undefined;
  }
}
