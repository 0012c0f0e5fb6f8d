import { SdkError } from '@dealroute/core';
import type { Knex } from 'knex';
import type { Dialect } from './dialect.js';
import { sqliteDialect } from './sqlite.js';

/** The dialect of a Knex instance, by the name of its driver. */
const DIALECTS: Readonly<Record<string, () => Dialect>> = { sqlite3: sqliteDialect };

/** Throws an SdkError for a database or driver that the storage does not speak. */
export function dialectOf(knex: Knex): Dialect {
  const driver = (knex.client as Knex.Client).driverName;
  const dialect = DIALECTS[driver];
  if (dialect) return dialect();
  throw new SdkError(
    'DRIVER_MISSING',
    `knexStorage() was given a Knex with the driver "${driver}": expected ${Object.keys(DIALECTS).join(' or ')}. ` +
      "Use a Knex made with { client: 'sqlite3' }.",
  );
}
