import type { CallContext } from '../ports/call-context.js';
import type {
  ClaimedMessage,
  ClaimRequest,
  OutboxMessage,
  OutboxStore,
  Settlement,
  UndeliveredMessage,
} from '../ports/outbox-store.js';
import type { Page, PageRequest } from '../ports/process-queries.js';
import type { MemoryDatabase, OutboxRow } from './memory-database.js';
import type { MemoryTransaction } from './memory-transaction.js';
import { compareIds, type Order, pageOf } from './paging.js';

/** Hands out messages in memory. A sent message is forgotten. */
export class MemoryOutboxStore implements OutboxStore {
  readonly #database: MemoryDatabase;
  readonly #realNow: () => number;

  constructor(database: MemoryDatabase, realNow: () => number = Date.now) {
    this.#database = database;
    this.#realNow = realNow;
  }

  post(messages: readonly OutboxMessage[], { tenant, transaction }: CallContext): Promise<void> {
    return this.#database.run(transaction, (own) => postMessages(this.#database, own, tenant, messages));
  }

  claim({ topics, limit, leaseMs }: ClaimRequest): Promise<readonly ClaimedMessage[]> {
    return this.#database.run(undefined, (transaction) => {
      const now = this.#realNow();
      return deliverable(this.#database, now)
        .filter(({ row }) => topics.some((topic) => covers(topic, row.topic)))
        .slice(0, limit)
        .map(({ tenant, row }) => this.#lease(transaction, tenant, row, now + leaseMs));
    });
  }

  settle(settlements: readonly Settlement[]): Promise<readonly boolean[]> {
    return this.#database.run(undefined, (transaction) =>
      settlements.map((settlement) => this.#settle(transaction, settlement)),
    );
  }

  undelivered(
    status: UndeliveredMessage['status'] | undefined,
    page: PageRequest,
    { tenant, transaction }: CallContext,
  ): Promise<Page<UndeliveredMessage>> {
    return this.#database.run(transaction, () => {
      const all = this.#database.outbox.rows(tenant).map(undeliveredOf);
      return pageOf(
        all.filter((message) => status === undefined || message.status === status),
        byId,
        page,
      );
    });
  }

  revive(tenant: string, id: string): Promise<boolean> {
    return this.#database.run(undefined, (transaction) => {
      const row = this.#database.outbox.get(tenant, id);
      if (row?.status !== 'dead') return false;
      this.#put(transaction, tenant, { ...row, status: 'pending', dueAt: 0, error: null, settledAt: null });
      return true;
    });
  }

  #lease(transaction: MemoryTransaction, tenant: string, row: OutboxRow, dueAt: number): ClaimedMessage {
    const { id, topic, orderKey, body } = row;
    const attempt = row.attempt + 1;
    const fence = String(this.#database.nextNumber());
    this.#put(transaction, tenant, { ...row, attempt, fence, dueAt });
    return { tenant, id, topic, orderKey, body, attempt, fence };
  }

  #settle(transaction: MemoryTransaction, { tenant, id, fence, result }: Settlement): boolean {
    const row = this.#database.outbox.get(tenant, id);
    if (row?.fence !== fence) return false;
    if (result === 'sent') this.#database.outbox.delete(transaction, tenant, id);
    else if ('dead' in result) this.#put(transaction, tenant, { ...row, ...this.#dead(result.dead) });
    else {
      const { error, retryInMs } = result;
      this.#put(transaction, tenant, { ...row, fence: null, dueAt: this.#realNow() + retryInMs, error });
    }
    return true;
  }

  #dead(error: string) {
    return { status: 'dead', fence: null, error, settledAt: this.#realNow() } as const;
  }

  #put(transaction: MemoryTransaction, tenant: string, row: OutboxRow): void {
    this.#database.outbox.put(transaction, tenant, row.id, row);
  }
}

const POSTED = {
  status: 'pending',
  attempt: 0,
  fence: null,
  dueAt: 0,
  error: null,
  settledAt: null,
} as const;

/** Puts messages in; throws when an id is taken. */
export function postMessages(
  database: MemoryDatabase,
  transaction: MemoryTransaction,
  tenant: string,
  messages: readonly OutboxMessage[],
): void {
  for (const message of messages) {
    database.outbox.insert(transaction, tenant, message.id, { ...message, ...POSTED });
  }
}

/** Messages that may be delivered at this real time: the first living one of each order key that nobody delivers. */
export function deliverable(database: MemoryDatabase, now: number): { tenant: string; row: OutboxRow }[] {
  const living = [...database.outbox.everywhere()].filter(({ row }) => row.status === 'pending');
  living.sort((a, b) => compareIds(a.row.id, b.row.id));
  const taken = new Set(living.filter(({ row }) => row.fence !== null && row.dueAt > now).map(orderOf));
  return living.filter((message) => {
    const order = orderOf(message);
    if (taken.has(order)) return false;
    taken.add(order);
    return message.row.dueAt <= now;
  });
}

const byId: Order<UndeliveredMessage> = { position: ({ id }) => [id] };

const undeliveredOf = ({ id, topic, status, attempt, error }: OutboxRow): UndeliveredMessage => ({
  id,
  topic,
  status: status === 'dead' ? 'dead' : 'waiting',
  attempt,
  error,
});

const orderOf = ({ tenant, row }: { tenant: string; row: OutboxRow }): string =>
  JSON.stringify([tenant, row.orderKey]);

const covers = (asked: string, topic: string): boolean =>
  asked.endsWith('*') ? topic.startsWith(asked.slice(0, -1)) : topic === asked;
