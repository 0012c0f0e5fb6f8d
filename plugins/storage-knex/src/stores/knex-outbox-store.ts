import type {
  CallContext,
  ClaimedMessage,
  ClaimRequest,
  JsonObject,
  OutboxMessage,
  OutboxStore,
  Page,
  PageRequest,
  Settlement,
  UndeliveredMessage,
} from '@dealroute/core';
import type { Session } from '../dialect/session.js';
import { perform } from '../dialect/statements.js';
import { outboxRows } from '../process/rows.js';
import type { Storage } from '../storage.js';
import { cursorOf, inOneList, limitOf, type Order, pageOf } from './page.js';

type Lease = Pick<ClaimedMessage, 'tenant' | 'id' | 'attempt'>;

interface MessageRow extends Lease {
  readonly topic: string;
  readonly order_key: string;
  readonly body: string;
}

interface UndeliveredRow {
  readonly id: string;
  readonly topic: string;
  readonly status: 'waiting' | 'dead';
  readonly attempt: number;
  readonly error: string | null;
}

/**
 * Messages on their way out. `due_at` is the real time of the next attempt, or the end of a lease; the number of the
 * attempt makes the fence, for it rises with each claim and never falls.
 */
export class KnexOutboxStore implements OutboxStore {
  constructor(private readonly storage: Storage) {}

  async post(messages: readonly OutboxMessage[], context: CallContext): Promise<void> {
    if (messages.length === 0) return;
    const rows = messages.map((of) => outboxRows.row({ change: context, of }));
    await this.storage.act(context, this.storage.sql.outbox, JSON.stringify(rows));
  }

  async claim({ topics, limit, leaseMs }: ClaimRequest): Promise<readonly ClaimedMessage[]> {
    const wanted = JSON.stringify(topics.map(topicPattern));
    const { dialect, sql, tables } = this.storage;
    const take = (session: Session) => perform<MessageRow>(session, sql.claim, leaseMs, wanted, limit);
    // Without it two that claim at once would not see each other's leases, and could take two messages of one order key.
    const rows = await (dialect.guard
      ? this.storage.exclusively(tables.outbox, take)
      : this.storage.use({}, take));
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1)).map(claimed);
  }

  async settle(settlements: readonly Settlement[]): Promise<readonly boolean[]> {
    const byFence = new Map<string, Settlement>();
    for (const one of settlements) {
      const isOwn = one.fence === fenceOf({ ...one, attempt: attemptOf(one) });
      if (isOwn && !byFence.has(one.fence)) byFence.set(one.fence, one);
    }
    if (byFence.size === 0) return settlements.map(() => false);
    const rows = JSON.stringify([...byFence.values()].map(settledRow));
    const settled = await this.storage.act<Lease>({}, this.storage.sql.settle, rows);
    const fences = new Set(settled.map(fenceOf));
    return settlements.map((one) => fences.has(one.fence) && byFence.get(one.fence) === one);
  }

  async undelivered(
    status: UndeliveredMessage['status'] | undefined,
    page: PageRequest,
    context: CallContext,
  ): Promise<Page<UndeliveredMessage>> {
    const limit = limitOf(page);
    const [last] = cursorOf(page, 1) ?? [];
    const parts = (status === undefined ? (['waiting', 'dead'] as const) : [status]).map((each) => {
      const query = this.storage
        .table('outbox')
        .select('id', 'topic', 'status', 'attempt', 'error')
        .where({ tenant: context.tenant, status: each })
        // Word for word the condition of the index.
        .whereRaw("status <> 'sent'")
        .orderBy([...BY_ID])
        .limit(limit + 1);
      return last === undefined ? query : query.where('id', '>', last);
    });
    const query = inOneList(this.storage.dialect.builder, parts, { order: BY_ID, limit: limit + 1 });
    const rows = await this.storage.query<UndeliveredRow>(context, query);
    return pageOf(
      rows,
      limit,
      ({ ...message }) => message,
      ({ id }) => [id],
    );
  }

  async revive(tenant: string, id: string): Promise<boolean> {
    const { builder, now } = this.storage.dialect;
    const again = { status: 'waiting', due_at: builder.raw(now), settled_at: null, error: null };
    const statement = this.storage.table('outbox').where({ tenant, id, status: 'dead' }).update(again);
    return (await this.storage.change({}, statement)) > 0;
  }
}

const BY_ID: Order = [{ column: 'id', order: 'asc' }];

/** The text that a topic must be, or the text and length with which it must begin. */
function topicPattern(topic: string): readonly [string, number | null] {
  if (!topic.endsWith('*')) return [topic, null];
  const beginning = topic.slice(0, -1);
  return [beginning, [...beginning].length];
}

function claimed({ order_key, body, ...rest }: MessageRow): ClaimedMessage {
  return { ...rest, orderKey: order_key, body: JSON.parse(body) as JsonObject, fence: fenceOf(rest) };
}

/** Names one claim of one message, so that no other fence fits. */
const fenceOf = ({ attempt, tenant, id }: Lease): string => JSON.stringify([attempt, tenant, id]);

const attemptOf = ({ fence }: Settlement): number => Number.parseInt(fence.slice(1), 10);

/** Columns: tenant, id, attempt, status, delay in ms, error. */
function settledRow(settlement: Settlement): readonly (string | number | null)[] {
  const { tenant, id, result } = settlement;
  const lease = [tenant, id, attemptOf(settlement)];
  if (result === 'sent') return [...lease, 'sent', null, null];
  if ('dead' in result) return [...lease, 'dead', null, result.dead];
  return [...lease, 'waiting', result.retryInMs, result.error];
}
