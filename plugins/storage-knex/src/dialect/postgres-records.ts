import type { Tables } from '../tables.js';
import { cell, insertInto, PLACE, POSTGRES_NOW, ROWS, whole } from './postgres-rows.js';

/** What plugins keep. An expired record is as if it were gone, whether it was swept or not. */
export function postgresRecords({ record }: Tables) {
  const key = ['tenant', 'collection', 'key'];
  const columns = [...key, 'value', 'revision'];
  const written = insertInto(record, columns, { ends_at: `${POSTGRES_NOW} + ${whole(5)}` });
  const isRow = `r.tenant = ${cell(0)} AND r.collection = ${cell(1)} AND r.key = ${cell(2)}`;
  const absent = { value: "'{}'", revision: '0', ends_at: '0' };
  return {
    findRecords: `SELECT ${PLACE}, r.key, r.value, r.revision FROM ${ROWS} JOIN ${record} r ON ${isRow}
      WHERE r.ends_at IS NULL OR r.ends_at > ${POSTGRES_NOW}`,
    // A row that is there is locked and stays as it is; one that is not comes to be as one that has expired.
    holdRecords: `${insertInto(record, key, absent)} ON CONFLICT (tenant, collection, key)
      DO UPDATE SET revision = excluded.revision WHERE false`,
    putRecords: `${written} ON CONFLICT (tenant, collection, key)
      DO UPDATE SET value = excluded.value, revision = excluded.revision, ends_at = excluded.ends_at`,
    dropRecords: `DELETE FROM ${record} r USING ${ROWS} WHERE ${isRow}`,
    sweepRecords: `DELETE FROM ${record} WHERE (tenant, collection, key) IN
      (SELECT tenant, collection, key FROM ${record} WHERE ends_at <= ${POSTGRES_NOW}
        ORDER BY ends_at LIMIT $1 FOR UPDATE SKIP LOCKED)`,
  };
}
