import type { Instant } from '@dealroute/domain';
import { SdkError } from '../errors/sdk-error.js';
import type { Transaction } from '../ports/call-context.js';
import type { Contact } from '../ports/contact-store.js';
import type { DeferredStart } from '../ports/deferral-store.js';
import type { Incident } from '../ports/incident-store.js';
import type { Lead, LeadEntry } from '../ports/lead-store.js';
import type { MapVersion } from '../ports/map-store.js';
import type { OutboxMessage } from '../ports/outbox-store.js';
import type { JournalEntry, KeptReply, StoredProcess, TaskRecord } from '../ports/process-store.js';
import type { KeptRecord } from '../ports/record-store.js';
import type { DueTimer } from '../ports/timer-store.js';
import type { DealLook, HostEvent, Trigger } from '../ports/trigger-store.js';
import { MemoryTable } from './memory-table.js';
import { MemoryTransaction } from './memory-transaction.js';

/** A message with its delivery so far; sent messages are gone. Times are real. */
export interface OutboxRow extends OutboxMessage {
  readonly status: 'pending' | 'dead';
  readonly attempt: number;
  readonly fence: string | null;
  /** Claimable from here on: the end of the lease or of the pause before the next attempt. */
  readonly dueAt: number;
  /** Why the last delivery failed. */
  readonly error: string | null;
  /** Since when it is dead. */
  readonly settledAt: number | null;
}

/** A kept reply; business time of its command. */
export interface KeptRow extends KeptReply {
  readonly at: Instant;
}

/** A host event with its treatment so far. */
export interface InboxRow {
  readonly event: HostEvent;
  readonly status: 'waiting' | 'done' | 'dead';
  readonly attempts: number;
  /** Real time of the next attempt. */
  readonly dueAt: number;
  /** Rises in the order of receipt. */
  readonly seq: number;
  /** Real time at which it was treated or given up. */
  readonly settledAt: number | null;
}

/** A trigger; its next look, if it has one to come. */
export interface TriggerRow {
  readonly trigger: Trigger;
  readonly look: Pick<DealLook, 'at' | 'after'> | null;
}

/** An incident with the order in which incidents were opened. */
export interface IncidentRow extends Incident {
  readonly seq: number;
}

/** A plugin's record; real time of its end, or null. */
export interface RecordRow extends KeptRecord {
  readonly endsAt: number | null;
}

/** What the open task of this deadline was reminded of. */
export interface ReminderRow {
  readonly deadline: Instant;
  readonly rungs: number;
  readonly next: Instant | null;
}

/** What the responsible of a lead since this instant was reminded of. */
export interface LeadReminderRow {
  readonly assignedAt: Instant;
  readonly rungs: number;
  readonly next: Instant | null;
}

/** A deferred start; whether it is about to be started. */
export interface DeferralRow extends DeferredStart {
  readonly tenant: string;
  readonly begun: boolean;
}

/** Where the entries of one process lie in {@link MemoryDatabase.journal}. */
export const journalOf = (tenant: string, process: string): string => JSON.stringify([tenant, process]);

/** Where the entries of one lead lie in {@link MemoryDatabase.leadEntries}. */
export const historyOf = (tenant: string, lead: string): string => JSON.stringify([tenant, lead]);

/**
 * What the memory adapters share: tables, and one transaction at a time. Work without a transaction waits for the one
 * that is open, so inside {@link transact} every call must be given the transaction: a call without it never ends.
 */
export class MemoryDatabase {
  readonly processes = new MemoryTable<StoredProcess>();
  /** The running governing process of each deal. */
  readonly governing = new MemoryTable<string>();
  readonly tasks = new MemoryTable<TaskRecord>();
  /** By {@link journalOf} and the entry's number. */
  readonly journal = new MemoryTable<JournalEntry>();
  readonly texts = new MemoryTable<string>();
  readonly kept = new MemoryTable<KeptRow>();
  readonly timers = new MemoryTable<DueTimer>();
  readonly outbox = new MemoryTable<OutboxRow>();
  readonly maps = new MemoryTable<MapVersion>();
  readonly triggers = new MemoryTable<TriggerRow>();
  readonly inbox = new MemoryTable<InboxRow>();
  readonly incidents = new MemoryTable<IncidentRow>();
  readonly deferrals = new MemoryTable<DeferralRow>();
  /** By collection and key, see `MemoryRecordStore`. */
  readonly records = new MemoryTable<RecordRow>();
  /** By task. */
  readonly reminders = new MemoryTable<ReminderRow>();
  readonly contacts = new MemoryTable<Contact>();
  readonly leads = new MemoryTable<Lead>();
  /** By {@link historyOf} and the entry's number. */
  readonly leadEntries = new MemoryTable<LeadEntry>();
  /** By lead. */
  readonly leadReminders = new MemoryTable<LeadReminderRow>();

  readonly #transactions = new WeakSet<object>();
  #lastTurn: Promise<unknown> = Promise.resolve();
  #lastNumber = 0;

  /** Runs work in the given transaction, or in one of its own once every earlier one has ended. */
  run<T>(
    given: Transaction | undefined,
    work: (transaction: MemoryTransaction) => T | Promise<T>,
  ): Promise<T> {
    if (given) return this.#join(given, work);
    const turn = this.#lastTurn.then(() => this.#alone(work));
    this.#lastTurn = turn.catch(() => {});
    return turn;
  }

  /** A number that was never given before, not even in a transaction that was rolled back. */
  nextNumber(): number {
    this.#lastNumber += 1;
    return this.#lastNumber;
  }

  async #join<T>(given: Transaction, work: (transaction: MemoryTransaction) => T | Promise<T>): Promise<T> {
    if (!(given instanceof MemoryTransaction && this.#transactions.has(given))) {
      throw new SdkError(
        'TRANSACTION_UNUSABLE',
        'The transaction belongs to another storage: expected one of this memory database. Pass on what `transact` gives.',
      );
    }
    given.assertOpen();
    const savepoint = given.savepoint();
    try {
      return await work(given);
    } catch (failure) {
      given.rollback(savepoint);
      throw failure;
    }
  }

  async #alone<T>(work: (transaction: MemoryTransaction) => T | Promise<T>): Promise<T> {
    const transaction = new MemoryTransaction();
    this.#transactions.add(transaction);
    try {
      return await work(transaction);
    } catch (failure) {
      transaction.rollback();
      throw failure;
    } finally {
      transaction.end();
    }
  }
}
