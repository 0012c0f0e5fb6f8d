import {
  CLOCK,
  type Clock,
  ID_SOURCE,
  type IdSource,
  LEAD_STORE,
  type LeadStore,
  LOGGER,
  type Logger,
  OUTBOX_STORE,
  type OutboxStore,
  type PluginContext,
  PROCESS_QUERIES,
  PROCESS_STORE,
  type ProcessQueries,
  type ProcessStore,
  RECORD_STORE,
  REMINDER_STORE,
  type RecordStore,
  type ReminderStore,
  USER_DIRECTORY,
  type UserDirectory,
  WAKE_UP,
  type WakeUp,
  WORKING_CALENDAR,
  type WorkingCalendar,
} from '@dealroute/core';

/** What reminders need of an engine. */
export interface ReminderPorts {
  readonly store: ProcessStore;
  readonly queries: ProcessQueries;
  readonly reminders: ReminderStore;
  readonly leads: LeadStore;
  readonly records: RecordStore;
  readonly outbox: OutboxStore;
  readonly wakeUp: WakeUp;
  readonly directory: UserDirectory;
  readonly calendar: WorkingCalendar;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
}

export function reminderPorts(resolve: PluginContext['resolve']): ReminderPorts {
  return {
    store: resolve(PROCESS_STORE),
    queries: resolve(PROCESS_QUERIES),
    reminders: resolve(REMINDER_STORE),
    leads: resolve(LEAD_STORE),
    records: resolve(RECORD_STORE),
    outbox: resolve(OUTBOX_STORE),
    wakeUp: resolve(WAKE_UP),
    directory: resolve(USER_DIRECTORY),
    calendar: resolve(WORKING_CALENDAR),
    clock: resolve(CLOCK),
    ids: resolve(ID_SOURCE),
    logger: resolve(LOGGER),
  };
}
