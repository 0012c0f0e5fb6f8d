import { ImmediateSqlite } from '@dealroute/storage-knex';
import knex, { type Knex } from 'knex';

/** Opens the CRM's SQLite file, which also keeps the processes. */
export const openDatabase = (filename: string): Knex =>
  knex({
    client: ImmediateSqlite,
    connection: { filename },
    useNullAsDefault: true,
    // Knex warns of connections that were being opened when the pool is closed; that is how every stop may end.
    log: { warn: () => undefined },
    pool: { min: 1, max: 4, afterCreate: configure },
  });

interface Connection {
  exec(sql: string, done: (error: Error | null) => void): void;
}

function configure(
  connection: Connection,
  done: (error: Error | null, connection: Connection) => void,
): void {
  const settings =
    'PRAGMA busy_timeout = 3000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;';
  connection.exec(settings, (error) => done(error, connection));
}
