import type { Instant } from '@dealroute/domain';
import type { CallContext } from '../ports/call-context.js';
import type { DealLook, HostEvent, ReceivedEvent, Trigger, TriggerStore } from '../ports/trigger-store.js';
import type { InboxRow, MemoryDatabase } from './memory-database.js';
import { compareIds } from './paging.js';

type Outcome = Parameters<TriggerStore['settle']>[1];

/** Triggers and received host events in memory. */
export class MemoryTriggerStore implements TriggerStore {
  readonly #database: MemoryDatabase;
  readonly #realNow: () => number;

  constructor(database: MemoryDatabase, realNow: () => number = Date.now) {
    this.#database = database;
    this.#realNow = realNow;
  }

  putTrigger(
    trigger: Trigger,
    firstLook: Instant | null,
    { tenant, transaction }: CallContext,
  ): Promise<void> {
    const look = firstLook === null ? null : { at: firstLook, after: null };
    return this.#database.run(transaction, (own) =>
      this.#database.triggers.put(own, tenant, trigger.key, { trigger, look }),
    );
  }

  removeTrigger(key: string, { tenant, transaction }: CallContext): Promise<boolean> {
    return this.#database.run(transaction, (own) => this.#database.triggers.delete(own, tenant, key));
  }

  triggers({ tenant, transaction }: CallContext): Promise<readonly Trigger[]> {
    return this.#database.run(transaction, () =>
      this.#database.triggers.rows(tenant).map(({ trigger }) => trigger),
    );
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
        settledAt: null,
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

  dueLooks(now: Instant, limit: number): Promise<readonly DealLook[]> {
    return this.#database.run(undefined, () =>
      looksOf(this.#database)
        .filter(({ at }) => at <= now)
        .sort((a, b) => a.at - b.at || compareIds(a.trigger.key, b.trigger.key))
        .slice(0, limit),
    );
  }

  moveLook({ tenant, trigger, at, after }: DealLook, next: Pick<DealLook, 'at' | 'after'>): Promise<boolean> {
    return this.#database.run(undefined, (own) => {
      const row = this.#database.triggers.get(tenant, trigger.key);
      if (row?.look?.at !== at || row.look.after !== after) return false;
      this.#database.triggers.put(own, tenant, trigger.key, { ...row, look: next });
      return true;
    });
  }

  #settled(row: InboxRow, outcome: Outcome): InboxRow {
    const settledAt = this.#realNow();
    if ('done' in outcome) return { ...row, status: 'done', settledAt };
    const attempts = row.attempts + 1;
    if ('givenUp' in outcome) return { ...row, status: 'dead', attempts, settledAt };
    return { ...row, attempts, dueAt: this.#realNow() + outcome.retryInMs };
  }
}

/** The looks to come, of all tenants. */
export const looksOf = ({ triggers }: MemoryDatabase): readonly DealLook[] =>
  [...triggers.everywhere()].flatMap(({ tenant, row: { trigger, look } }) =>
    look ? [{ tenant, trigger, ...look }] : [],
  );

/** Whether an event may be treated at this real time. */
export const isWaiting = (row: InboxRow, now: number): boolean =>
  row.status === 'waiting' && row.dueAt <= now;
