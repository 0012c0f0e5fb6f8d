import { MemoryContactStore } from './memory-contact-store.js';
import { MemoryDatabase } from './memory-database.js';
import { MemoryDeferralStore } from './memory-deferral-store.js';
import { MemoryIncidentStore } from './memory-incident-store.js';
import { MemoryLeadStore } from './memory-lead-store.js';
import { MemoryMapStore } from './memory-map-store.js';
import { MemoryOutboxStore } from './memory-outbox-store.js';
import { MemoryProcessQueries } from './memory-process-queries.js';
import { MemoryProcessStore } from './memory-process-store.js';
import { MemoryRecordStore } from './memory-record-store.js';
import { MemoryReminderStore } from './memory-reminder-store.js';
import { MemoryRetentionStore } from './memory-retention-store.js';
import { MemoryTimerStore } from './memory-timer-store.js';
import { MemoryTriggerStore } from './memory-trigger-store.js';
import { MemoryWakeUp } from './memory-wake-up.js';

export interface MemoryStorageOptions {
  /** Real milliseconds since 1970, for leases and pauses; `Date.now` when left out. */
  readonly realNow?: () => number;
}

/** The storage ports by role, over one database in memory: `createEngine(memoryStorage())` takes it as it is. */
export interface MemoryStorage {
  readonly store: MemoryProcessStore;
  readonly queries: MemoryProcessQueries;
  readonly maps: MemoryMapStore;
  readonly triggers: MemoryTriggerStore;
  readonly outbox: MemoryOutboxStore;
  readonly timers: MemoryTimerStore;
  readonly deferrals: MemoryDeferralStore;
  readonly backlog: MemoryTimerStore;
  readonly wakeUp: MemoryWakeUp;
  readonly incidents: MemoryIncidentStore;
  readonly records: MemoryRecordStore;
  readonly reminders: MemoryReminderStore;
  readonly contacts: MemoryContactStore;
  readonly leads: MemoryLeadStore;
  readonly retention: MemoryRetentionStore;
}

/** Makes a storage that lives as long as this node, for tests, demos and first steps. */
export function memoryStorage({ realNow = Date.now }: MemoryStorageOptions = {}): MemoryStorage {
  const database = new MemoryDatabase();
  const timers = new MemoryTimerStore(database, realNow);
  return {
    store: new MemoryProcessStore(database),
    queries: new MemoryProcessQueries(database),
    maps: new MemoryMapStore(database),
    triggers: new MemoryTriggerStore(database, realNow),
    outbox: new MemoryOutboxStore(database, realNow),
    timers,
    deferrals: new MemoryDeferralStore(database),
    backlog: timers,
    wakeUp: new MemoryWakeUp(),
    incidents: new MemoryIncidentStore(database),
    records: new MemoryRecordStore(database, realNow),
    reminders: new MemoryReminderStore(database),
    contacts: new MemoryContactStore(database),
    leads: new MemoryLeadStore(database),
    retention: new MemoryRetentionStore(database, realNow),
  };
}
