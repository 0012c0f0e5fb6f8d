import {
  ACCESS_POLICY,
  ACTION_HANDLERS,
  type AccessPolicy,
  type ActionHandlers,
  ASSIGNEE_RESOLVER,
  type AssigneeResolver,
  BACKLOG_STORE,
  type BacklogStore,
  CLOCK,
  type Clock,
  CONDITION_LANGUAGE,
  CONTACT_STORE,
  type ConditionLanguage,
  type ContactStore,
  DEFERRAL_STORE,
  type DeferralStore,
  HOST_CRM,
  type HostCrm,
  ID_SOURCE,
  type IdSource,
  INCIDENT_STORE,
  type IncidentStore,
  LEAD_STORE,
  type LeadStore,
  LOGGER,
  type Logger,
  MAP_STORE,
  type MapStore,
  NOTIFIER,
  type Notifier,
  OUTBOX_STORE,
  type OutboxStore,
  PROCESS_ARCHIVE,
  PROCESS_QUERIES,
  PROCESS_STORE,
  type ProcessArchive,
  type ProcessQueries,
  type ProcessStore,
  RECORD_STORE,
  REMINDER_STORE,
  RETENTION_STORE,
  type RecordStore,
  type ReminderStore,
  type RetentionStore,
  TIMER_STORE,
  type TimerStore,
  TRIGGER_STORE,
  type TriggerStore,
  USER_DIRECTORY,
  type UserDirectory,
  WAKE_UP,
  type WakeUp,
  WORKING_CALENDAR,
  type WorkingCalendar,
} from '../ports/index.js';

/** The adapters that an engine runs on, one for each port of core. */
export interface Ports {
  readonly store: ProcessStore;
  readonly queries: ProcessQueries;
  readonly maps: MapStore;
  readonly triggers: TriggerStore;
  readonly outbox: OutboxStore;
  readonly timers: TimerStore;
  readonly deferrals: DeferralStore;
  readonly backlog: BacklogStore;
  readonly wakeUp: WakeUp;
  readonly incidents: IncidentStore;
  readonly records: RecordStore;
  readonly reminders: ReminderStore;
  readonly contacts: ContactStore;
  readonly leads: LeadStore;
  readonly retention: RetentionStore;
  readonly archive: ProcessArchive;
  readonly host: HostCrm;
  readonly directory: UserDirectory;
  readonly assignees: AssigneeResolver;
  readonly calendar: WorkingCalendar;
  readonly notifier: Notifier;
  readonly actions: ActionHandlers;
  readonly policy: AccessPolicy;
  readonly conditions: ConditionLanguage;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly logger: Logger;
}

/** The token of each. */
export const PORTS = {
  store: PROCESS_STORE,
  queries: PROCESS_QUERIES,
  maps: MAP_STORE,
  triggers: TRIGGER_STORE,
  outbox: OUTBOX_STORE,
  timers: TIMER_STORE,
  deferrals: DEFERRAL_STORE,
  backlog: BACKLOG_STORE,
  wakeUp: WAKE_UP,
  incidents: INCIDENT_STORE,
  records: RECORD_STORE,
  reminders: REMINDER_STORE,
  contacts: CONTACT_STORE,
  leads: LEAD_STORE,
  retention: RETENTION_STORE,
  archive: PROCESS_ARCHIVE,
  host: HOST_CRM,
  directory: USER_DIRECTORY,
  assignees: ASSIGNEE_RESOLVER,
  calendar: WORKING_CALENDAR,
  notifier: NOTIFIER,
  actions: ACTION_HANDLERS,
  policy: ACCESS_POLICY,
  conditions: CONDITION_LANGUAGE,
  clock: CLOCK,
  ids: ID_SOURCE,
  logger: LOGGER,
} as const;
