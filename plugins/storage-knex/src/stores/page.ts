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
  query.orderBy([
    { column: instant, order: 'desc' },
    { column: 'id', order: 'desc' },
  ]);
  if (!cursor) return;
  const [lastAt = 0, lastId = ''] = cursor;
  query.whereRaw('?? <= ? and (?? < ? or id < ?)', [instant, lastAt, instant, lastAt, lastId]);
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
