import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImmediateSqlite } from '@dealroute/storage-knex';
import knex, { type Knex } from 'knex';
import type { Database } from 'sqlite3';

export type Synchronous = 'FULL' | 'NORMAL';

/** The same settings for everybody who is measured through Knex: those that the storage's own connections have. */
export function openKnex(file: string, synchronous: Synchronous): Knex {
  return knex({
    client: ImmediateSqlite,
    connection: { filename: file },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 1,
      afterCreate: (database: Database, done: (error: Error | null, database: Database) => void) => {
        database.exec(pragmas(synchronous), (error) => done(error, database));
      },
    },
  });
}

export const pragmas = (synchronous: Synchronous): string =>
  `PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;`;

/** A directory that is removed in the end, with copies of a database for each writer. */
export class Files {
  private constructor(private readonly directory: string) {}

  static async make(): Promise<Files> {
    return new Files(await mkdtemp(join(tmpdir(), 'dealroute-bench-')));
  }

  path(name: string): string {
    return join(this.directory, `${name}.sqlite`);
  }

  /** A copy of a database that nobody has open. */
  async copy(from: string, to: string): Promise<string> {
    await copyFile(this.path(from), this.path(to));
    return this.path(to);
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
}
