import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SequentialIds } from '@dealroute/testing';
import type { StorageSetup } from '@dealroute/testing/contracts';
import knex, { type Knex } from 'knex';
import { dialectOf } from '../src/dialect/find-dialect.js';
import { migrations } from '../src/migrations/index.js';
import { ownKnex } from '../src/own-knex.js';
import { KnexProcessStore } from '../src/process/knex-process-store.js';
import { Storage } from '../src/storage.js';
import { KnexContactStore } from '../src/stores/knex-contact-store.js';
import { KnexDeferralStore } from '../src/stores/knex-deferral-store.js';
import { KnexIncidentStore } from '../src/stores/knex-incident-store.js';
import { KnexLeadStore } from '../src/stores/knex-lead-store.js';
import { KnexMapStore } from '../src/stores/knex-map-store.js';
import { KnexOutboxStore } from '../src/stores/knex-outbox-store.js';
import { KnexProcessQueries } from '../src/stores/knex-process-queries.js';
import { KnexRecordStore } from '../src/stores/knex-record-store.js';
import { KnexReminderStore } from '../src/stores/knex-reminder-store.js';
import { KnexRetentionStore } from '../src/stores/knex-retention-store.js';
import { KnexBacklogStore, KnexTimerStore } from '../src/stores/knex-timer-store.js';
import { KnexTriggerStore } from '../src/stores/knex-trigger-store.js';
import { tablesOf } from '../src/tables.js';

/** All adapters over one database, and what they stand on. */
export interface Database extends StorageSetup {
  readonly knex: Knex;
  readonly storage: Storage;
  readonly file: string;
  teardown(): Promise<void>;
}

/** A Knex as hosts make it; on SQLite: deferred transactions, a pool of one, no WAL. `file` may be the URL of a server. */
export const hostKnex = (file: string): Knex =>
  isUrl(file)
    ? knex({ client: file.startsWith('postgres:') ? 'pg' : 'mysql2', connection: file })
    : knex({ client: 'sqlite3', connection: { filename: file }, useNullAsDefault: true });

export const quickKnex = (file: string): Knex => ownKnex(file, isUrl(file) ? undefined : 'NORMAL');

/** How transactions begin there: as the address says, see `servers/server.ts`. */
export const isolationOf = (file: string): 'serializable' | undefined =>
  file.includes(SERIALIZABLE) ? 'serializable' : undefined;

/** What the URL of a database says where each of its connections is at SERIALIZABLE. */
export const SERIALIZABLE = 'default_transaction_isolation%3Dserializable';

const isUrl = (file: string): boolean => /^\w+:\/\//.test(file);

/** A new database file with the schema; it is deleted with its folder at the end. */
export async function newDatabase(connect: (file: string) => Knex = quickKnex): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'dealroute-'));
  const database = await openDatabase(join(folder, 'test.sqlite'), connect);
  await migrations(database.knex).up();
  return {
    ...database,
    teardown: async () => {
      await database.teardown();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Another connection to a database file. */
export async function openDatabase(
  file: string,
  connect: (file: string) => Knex = quickKnex,
  patienceMs?: number,
): Promise<Database> {
  const connected = connect(file);
  const storage = new Storage(connected, dialectOf(connected, isolationOf(file)), tablesOf(), patienceMs);
  const ids = new SequentialIds(`incident-${randomUUID()}`);
  return {
    knex: connected,
    storage,
    file,
    store: new KnexProcessStore(storage, ids),
    queries: new KnexProcessQueries(storage),
    maps: new KnexMapStore(storage),
    triggers: new KnexTriggerStore(storage),
    outbox: new KnexOutboxStore(storage),
    timers: new KnexTimerStore(storage),
    deferrals: new KnexDeferralStore(storage),
    backlog: new KnexBacklogStore(storage),
    incidents: new KnexIncidentStore(storage, ids),
    records: new KnexRecordStore(storage),
    reminders: new KnexReminderStore(storage),
    contacts: new KnexContactStore(storage),
    leads: new KnexLeadStore(storage),
    retention: new KnexRetentionStore(storage),
    teardown: () => connected.destroy(),
  };
}
