import type { Knex } from 'knex';

/** Whether two clients of a server's driver speak to the same database of it. */
export function sameServer(one: Knex.Client, other: Knex.Client): boolean {
  if (one.config === other.config) return true;
  const [place, otherPlace] = [placeOf(one), placeOf(other)];
  return place !== undefined && place === otherPlace;
}

/** Undefined where the configuration does not say. */
function placeOf({ driverName, connectionSettings, config }: Knex.Client): string | undefined {
  const { host, port, database } = (connectionSettings ?? {}) as Readonly<Record<string, unknown>>;
  const { searchPath } = config as { readonly searchPath?: unknown };
  return database === undefined ? undefined : JSON.stringify([driverName, host, port, database, searchPath]);
}
