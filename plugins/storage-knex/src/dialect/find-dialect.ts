import { SdkError } from '@dealroute/core';
import type { Knex } from 'knex';
import type { Dialect } from './dialect.js';
import { mariadbDialect } from './mariadb.js';
import { postgresDialect } from './postgres.js';
import type { Isolation } from './session.js';
import { sqliteDialect } from './sqlite.js';

/** The dialect of a Knex instance, by the name of its driver. */
const DIALECTS: Readonly<Record<string, (isolation?: Isolation) => Dialect>> = {
  sqlite3: sqliteDialect,
  pg: postgresDialect,
  mysql2: mariadbDialect,
};

/** Throws an SdkError for a database or driver that the storage does not speak. */
export function dialectOf(knex: Knex, isolation?: Isolation): Dialect {
  const driver = (knex.client as Knex.Client).driverName;
  const dialect = DIALECTS[driver];
  if (dialect) return dialect(isolation);
  throw new SdkError(
    'DRIVER_MISSING',
    `knexStorage() was given a Knex with the driver "${driver}": expected sqlite3, pg or mysql2. ` +
      "Use a Knex made with { client: 'sqlite3' }, { client: 'pg' } or { client: 'mysql2' }.",
  );
}
