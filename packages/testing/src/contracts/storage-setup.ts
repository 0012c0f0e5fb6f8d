import type {
  BacklogStore,
  CallContext,
  ContactStore,
  DeferralStore,
  IncidentStore,
  LeadStore,
  MapStore,
  OutboxStore,
  ProcessQueries,
  ProcessStore,
  RecordStore,
  ReminderStore,
  RetentionStore,
  TimerStore,
  TriggerStore,
} from '@dealroute/core';
import type { ContractCase, ContractSetup, MakeSetup } from './contract.js';

/** All storage ports over one database that is empty. */
export interface StorageSetup extends ContractSetup {
  readonly store: ProcessStore;
  readonly queries: ProcessQueries;
  readonly maps: MapStore;
  readonly triggers: TriggerStore;
  readonly outbox: OutboxStore;
  readonly timers: TimerStore;
  readonly deferrals: DeferralStore;
  readonly backlog: BacklogStore;
  readonly incidents: IncidentStore;
  readonly records: RecordStore;
  readonly reminders: ReminderStore;
  readonly contacts: ContactStore;
  readonly leads: LeadStore;
  readonly retention: RetentionStore;
}

export type MakeStorage = MakeSetup<StorageSetup>;
export type StorageCase = ContractCase<StorageSetup>;

/** Most cases happen in one tenant; a second one checks that nothing crosses over. */
export const NORTH: CallContext = { tenant: 'north' };
export const SOUTH: CallContext = { tenant: 'south' };
