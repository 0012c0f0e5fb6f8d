import type { CallContext } from '../ports/call-context.js';
import type { HostEvent, ReceivedEvent, Trigger, TriggerStore } from '../ports/trigger-store.js';
import type { InboxRow, MemoryDatabase } from './memory-database.js';

type Outcome = Parameters<TriggerStore['settle']>[1];

/** Triggers and received host events in memory; known keys are kept as long as the node lives. */
export class MemoryTriggerStore implements TriggerStore {
  readonly #database: MemoryDatabase;
  readonly #realNow: () => number;

  constructor(database: MemoryDatabase, realNow: () => number = Date.now) {
    this.#database = database;
    this.#realNow = realNow;
  }

  putTrigger(trigger: Trigger, { tenant, transaction }: CallContext): Promise<void> {
    return this.#database.run(transaction, (own) =>
      this.#database.triggers.put(own, tenant, trigger.key, trigger),
    );
  }

  removeTrigger(key: string, { tenant, transaction }: CallContext): Promise<boolean> {
    return this.#database.run(transaction, (own) => this.#database.triggers.delete(own, tenant, key));
  }

  triggers({ tenant, transaction }: CallContext): Promise<readonly Trigger[]> {
    return this.#database.run(transaction, () => this.#database.triggers.rows(tenant));
  }

  receive(event: HostEvent, { tenant, transaction }: CallContext): Promise<boolean> {
    return this.#database.run(transaction, (own) => {
      if (this.#database.inbox.get(tenant, event.key)) return false;
      const seq = this.#database.nextNumber();
      this.#database.inbox.put(own, tenant, event.key, {
        event,
        status: 'waiting',
        attempts: 0,
        dueAt: 0,
        seq,
      });
      return true;
    });
  }

  waiting(limit: number): Promise<readonly ReceivedEvent[]> {
    return this.#database.run(undefined, () => {
      const now = this.#realNow();
      return [...this.#database.inbox.everywhere()]
        .filter(({ row }) => isWaiting(row, now))
        .sort((a, b) => a.row.seq - b.row.seq)
        .slice(0, limit)
        .map(({ tenant, row: { event, attempts } }) => ({ tenant, event, attempts }));
    });
  }

  settle(key: string, outcome: Outcome, { tenant, transaction }: CallContext): Promise<void> {
    return this.#database.run(transaction, (own) => {
      const row = this.#database.inbox.get(tenant, key);
      if (row) this.#database.inbox.put(own, tenant, key, this.#settled(row, outcome));
    });
  }

  #settled(row: InboxRow, outcome: Outcome): InboxRow {
    if ('done' in outcome) return { ...row, status: 'done' };
    const attempts = row.attempts + 1;
    if ('givenUp' in outcome) return { ...row, status: 'dead', attempts };
    return { ...row, attempts, dueAt: this.#realNow() + outcome.retryInMs };
  }
}

/** Whether an event may be treated at this real time. */
export const isWaiting = (row: InboxRow, now: number): boolean =>
  row.status === 'waiting' && row.dueAt <= now;
