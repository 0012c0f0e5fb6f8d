import type { Tables } from '../tables.js';
import { cell, insertInto, ROWS, SQLITE_NOW } from './sqlite-rows.js';

/** What plugins keep. An expired record is as if it were gone, whether it was swept or not. */
export function sqliteRecords({ record }: Tables) {
  const columns = ['tenant', 'collection', 'key', 'value', 'revision'];
  const written = insertInto(record, columns, { ends_at: `${SQLITE_NOW} + ${cell(5)}` });
  return {
    findRecords: `SELECT e.key AS place, r.key, r.value, r.revision FROM ${ROWS} CROSS JOIN ${record} r
      WHERE r.tenant = ${cell(0)} AND r.collection = ${cell(1)} AND r.key = ${cell(2)}
        AND (r.ends_at IS NULL OR r.ends_at > ${SQLITE_NOW})`,
    holdRecords: null,
    putRecords: `${written} ON CONFLICT (tenant, collection, key)
      DO UPDATE SET value = excluded.value, revision = excluded.revision, ends_at = excluded.ends_at`,
    dropRecords: `DELETE FROM ${record} WHERE (tenant, collection, key) IN
      (SELECT ${cell(0)}, ${cell(1)}, ${cell(2)} FROM ${ROWS})`,
    sweepRecords: `DELETE FROM ${record} WHERE rowid IN
      (SELECT rowid FROM ${record} WHERE ends_at <= ${SQLITE_NOW} ORDER BY ends_at LIMIT ?)`,
  };
}
