import type { Tables } from '../tables.js';
import { cell, insertInto, MARIADB_NOW, PLACE, rowsOf } from './mariadb-rows.js';
import type { Parameter, Session } from './session.js';
import type { Action } from './statements.js';

/** What plugins keep. An expired record is as if it were gone, whether it was swept or not. */
export function mariadbRecords({ record }: Tables) {
  const key = ['tenant', 'collection', 'key'];
  const columns = [...key, 'value', 'revision'];
  const isRow = `r.tenant = ${cell(0)} AND r.collection = ${cell(1)} AND r.\`key\` = ${cell(2)}`;
  const joined = `${rowsOf(3)} STRAIGHT_JOIN ${record} r FORCE INDEX (PRIMARY) ON ${isRow}`;
  const absent = { value: "'{}'", revision: '0', ends_at: '0' };
  const written = insertInto(record, [...columns, 'ends_at']).replace(cell(5), `${MARIADB_NOW} + ${cell(5)}`);
  const drop = `DELETE r FROM ${joined}`;
  return {
    findRecords: `SELECT ${PLACE}, r.\`key\`, r.value, r.revision FROM ${joined}
      WHERE r.ends_at IS NULL OR r.ends_at > ${MARIADB_NOW}`,
    // A row that is there is locked and stays as it is; one that is not comes to be as one that has expired.
    holdRecords: `${insertInto(record, key, absent)} ON DUPLICATE KEY UPDATE revision = ${record}.revision`,
    putRecords: `${written} ON DUPLICATE KEY UPDATE
      value = VALUES(value), revision = VALUES(revision), ends_at = VALUES(ends_at)`,
    dropRecords: drop,
    sweepRecords: sweeping(
      `SELECT tenant, collection, \`key\` FROM ${record} FORCE INDEX (${record}_ends)
        WHERE ends_at <= ${MARIADB_NOW} ORDER BY ends_at LIMIT ? FOR UPDATE SKIP LOCKED`,
      drop,
    ),
  };
}

function sweeping(find: string, drop: string): Action {
  return async (session: Session, limit: Parameter = 0) => {
    const found = await session.all<{ tenant: string; collection: string; key: string }>(find, limit);
    const rows = found.map(({ tenant, collection, key }) => [tenant, collection, key]);
    if (rows.length > 0) await session.run(drop, JSON.stringify(rows));
    return found;
  };
}
