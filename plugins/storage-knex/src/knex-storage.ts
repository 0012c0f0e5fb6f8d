import {
  BACKLOG_STORE,
  CONTACT_STORE,
  DEFERRAL_STORE,
  ID_SOURCE,
  INCIDENT_STORE,
  LEAD_STORE,
  LOGGER,
  MAP_STORE,
  OUTBOX_STORE,
  type Plugin,
  PROCESS_QUERIES,
  PROCESS_STORE,
  RECORD_STORE,
  REMINDER_STORE,
  RETENTION_STORE,
  SdkError,
  TIMER_STORE,
  TRIGGER_STORE,
  WAKE_UP,
} from '@dealroute/core';
import type { Knex } from 'knex';
import type { Dialect } from './dialect/dialect.js';
import { dialectOf } from './dialect/find-dialect.js';
import type { Isolation } from './dialect/session.js';
import { migrations } from './migrations/index.js';
import { ownKnex, type Synchronous } from './own-knex.js';
import { KnexProcessStore } from './process/knex-process-store.js';
import { Storage } from './storage.js';
import { KnexContactStore } from './stores/knex-contact-store.js';
import { KnexDeferralStore } from './stores/knex-deferral-store.js';
import { KnexIncidentStore } from './stores/knex-incident-store.js';
import { KnexLeadStore } from './stores/knex-lead-store.js';
import { KnexMapStore } from './stores/knex-map-store.js';
import { KnexOutboxStore } from './stores/knex-outbox-store.js';
import { KnexProcessQueries } from './stores/knex-process-queries.js';
import { KnexRecordStore } from './stores/knex-record-store.js';
import { KnexReminderStore } from './stores/knex-reminder-store.js';
import { KnexRetentionStore } from './stores/knex-retention-store.js';
import { KnexBacklogStore, KnexTimerStore } from './stores/knex-timer-store.js';
import { KnexTriggerStore } from './stores/knex-trigger-store.js';
import { tablesOf } from './tables.js';
import { PostgresWakeUp } from './wake-up/postgres-wake-up.js';

interface CommonOptions {
  /** What the names of our tables begin with; `dealroute_` when left out. */
  readonly tablePrefix?: string;
  /** `auto` (default) brings the schema up to date at the start, `never` only checks it. */
  readonly migrate?: 'auto' | 'never';
  /**
   * PostgreSQL and what speaks its protocol: how our own transactions begin, `read committed` when left out.
   * `serializable` is for servers that know nothing else.
   */
  readonly isolation?: Isolation;
}

/** On the host's own Knex instance, whose settings stay as they are. */
interface HostKnexOptions extends CommonOptions {
  readonly knex: Knex;
  readonly connection?: never;
  readonly synchronous?: never;
}

/** On a Knex instance that the storage makes, and destroys when the engine stops. */
interface OwnKnexOptions extends CommonOptions {
  readonly knex?: never;
  /** A file of SQLite, a URL (`postgres://…`, `mysql://…`), or a Knex configuration. */
  readonly connection: string | Knex.Config;
  /** SQLite: `FULL` (default) survives a loss of power, `NORMAL` may lose the last commits in one. */
  readonly synchronous?: Synchronous;
}

export type KnexStorageOptions = HostKnexOptions | OwnKnexOptions;

/** What JavaScript may pass, whatever the types say. */
interface AnyOptions {
  readonly knex?: Knex | undefined;
  readonly connection?: string | Knex.Config | undefined;
  readonly synchronous?: Synchronous | undefined;
}

/**
 * Keeps everything in the host's database through Knex: SQLite, PostgreSQL, MariaDB or MySQL. Other drivers are
 * refused with an SdkError.
 */
export function knexStorage(options: KnexStorageOptions): Plugin {
  const { tablePrefix, migrate = 'auto' } = options;
  const knex = knexOf(options);
  const storage = new Storage(knex, dialectFor(knex, options), tablesOf(tablePrefix));
  const { announcing } = storage.sql;
  let wakeUp: PostgresWakeUp | undefined;
  return {
    name: 'storage-knex',
    apiVersion: 1,
    provide(registry) {
      registry.bindFrom(PROCESS_STORE, [ID_SOURCE], (ids) => new KnexProcessStore(storage, ids));
      registry.bindFrom(INCIDENT_STORE, [ID_SOURCE], (ids) => new KnexIncidentStore(storage, ids));
      registry.bind(PROCESS_QUERIES, new KnexProcessQueries(storage));
      registry.bind(MAP_STORE, new KnexMapStore(storage));
      registry.bind(TRIGGER_STORE, new KnexTriggerStore(storage));
      registry.bind(OUTBOX_STORE, new KnexOutboxStore(storage));
      registry.bind(TIMER_STORE, new KnexTimerStore(storage));
      registry.bind(DEFERRAL_STORE, new KnexDeferralStore(storage));
      registry.bind(BACKLOG_STORE, new KnexBacklogStore(storage));
      registry.bind(RECORD_STORE, new KnexRecordStore(storage));
      registry.bind(REMINDER_STORE, new KnexReminderStore(storage));
      registry.bind(CONTACT_STORE, new KnexContactStore(storage));
      registry.bind(LEAD_STORE, new KnexLeadStore(storage));
      registry.bind(RETENTION_STORE, new KnexRetentionStore(storage));
      if (!announcing) return;
      registry.bindFrom(WAKE_UP, [LOGGER], (logger) => {
        wakeUp = new PostgresWakeUp(storage, announcing, logger);
        return wakeUp;
      });
    },
    async start({ logger }) {
      const findings = await storage.use({}, (session) => storage.dialect.findings(session));
      for (const finding of findings) logger.warn(`storage-knex: ${finding}`);
      const schema = migrations(knex, { tablePrefix });
      if (migrate === 'auto') await schema.up();
      else requireAll((await schema.status()).pending);
    },
    async stop() {
      await wakeUp?.sent();
      if (!options.knex) await knex.destroy();
    },
  };
}

function dialectFor(knex: Knex, { isolation }: KnexStorageOptions): Dialect {
  const dialect = dialectOf(knex, isolation);
  const isKnown = isolation === 'read committed' || isolation === 'serializable';
  if (isolation === undefined || (isKnown && dialect.name === 'PostgreSQL')) return dialect;
  throw invalid(
    `\`isolation\` is "${String(isolation)}" on ${dialect.name}`,
    'Use read committed or serializable on PostgreSQL, and leave it out elsewhere',
  );
}

function knexOf(options: KnexStorageOptions): Knex {
  const { knex, connection, synchronous }: AnyOptions = options;
  if ((knex === undefined) === (connection === undefined)) {
    throw invalid(
      'expected either `knex` or `connection`',
      "Pass the host's Knex instance, or a file or URL",
    );
  }
  if (connection !== undefined) return ownKnex(connection, synchronousOf(synchronous));
  if (synchronous !== undefined) {
    throw invalid(
      "`synchronous` is a setting of the host's own connections",
      'Set the PRAGMA where Knex is made',
    );
  }
  if (!knex || knex.isTransaction)
    throw invalid('expected a Knex instance', 'Transactions are enlisted call by call');
  return knex;
}

function synchronousOf(value: Synchronous | undefined): Synchronous | undefined {
  if (value === undefined || value === 'FULL' || value === 'NORMAL') return value;
  throw invalid(`\`synchronous\` is "${String(value)}"`, 'Use FULL or NORMAL');
}

function invalid(what: string, remedy: string): SdkError {
  return new SdkError('COMPOSITION_INVALID', `The options of knexStorage() are wrong: ${what}. ${remedy}.`);
}

function requireAll(pending: readonly string[]): void {
  if (pending.length === 0) return;
  throw new SdkError(
    'SCHEMA_MISSING',
    `The schema lacks the steps ${pending.join(', ')}: expected all, since \`migrate\` is "never". Run ` +
      '`dealroute migrate`, or migrations(knex).up().',
  );
}
