import {
  ADMIN_ROLE,
  type CallContext,
  type Instant,
  type JsonObject,
  type KeptRecord,
  noticeMessage,
  type OutboxMessage,
  type OverdueDigestDetails,
  type TaskRecord,
} from '@dealroute/core';
import type { ReminderPorts } from '../reminder-ports.js';
import type { Slots } from './digest-slots.js';

const COLLECTION = 'reminders-cron.digest';
const MOST_LISTED = 100;
const MOST_COUNTED = 1_000;
const PAGE = 500;

/** What a digest says: the tasks with the earliest deadlines, and how many there are. */
interface Overdue {
  readonly tasks: readonly TaskRecord[];
  readonly total: number;
}

/** Tells the admins of a tenant what is overdue: once for each slot, whoever looks first. */
export class OverdueDigest {
  readonly #since: Instant;
  /** The last slot of each tenant that is known to be done, so that most looks ask nobody. */
  readonly #done = new Map<string, Instant>();

  constructor(
    private readonly ports: ReminderPorts,
    private readonly slots: Slots,
  ) {
    this.#since = ports.clock.now();
  }

  /** Sends the digest of the last slot where nobody has; how many notices it posted. */
  async send(tenant: string): Promise<number> {
    const slot = this.slots.last(this.ports.clock.now());
    if (slot === undefined || slot <= (this.#done.get(tenant) ?? Number.NEGATIVE_INFINITY)) return 0;
    const [sent] = await this.ports.records.get(COLLECTION, [this.slots.name], { tenant });
    const posted = sent && Number(sent.value.slot) >= slot ? 0 : await this.#sendSlot(slot, sent, tenant);
    this.#done.set(tenant, slot);
    return posted;
  }

  async #sendSlot(slot: Instant, sent: KeptRecord | undefined, tenant: string): Promise<number> {
    const messages = this.#isBeforeStart(slot, sent) ? [] : await this.#messages(slot, { tenant });
    return (await this.#post(slot, sent, messages, tenant)) ? messages.length : 0;
  }

  /** What was due before anybody sent digests was nobody's. */
  #isBeforeStart(slot: Instant, sent: KeptRecord | undefined): boolean {
    const before = this.slots.last(this.#since);
    return sent === undefined && before !== undefined && slot <= before;
  }

  /** False, and nothing posted, when another node was faster. */
  #post(
    slot: Instant,
    sent: KeptRecord | undefined,
    messages: readonly OutboxMessage[],
    tenant: string,
  ): Promise<boolean> {
    const { store, records, outbox } = this.ports;
    const expected = sent ? sent.revision : 'absent';
    const write = { collection: COLLECTION, key: this.slots.name, value: { slot }, expected } as const;
    return store.transact(async (transaction) => {
      const context = { tenant, transaction };
      if (!(await records.write([write], context))) return false;
      await outbox.post(messages, context);
      return true;
    });
  }

  async #messages(slot: Instant, context: CallContext): Promise<OutboxMessage[]> {
    const { clock, directory, ids, logger } = this.ports;
    const overdue = await this.#overdue(clock.now(), context);
    if (overdue.total === 0) return [];
    const admins = await directory.withRole(ADMIN_ROLE, context);
    if (admins.length === 0)
      logger.warn('Nobody has the role admin: the digest of overdue tasks goes to nobody.', context);
    const details = detailsOf(slot, overdue);
    return admins.map((to) => noticeMessage(ids.next(), { kind: 'overdueDigest', to, details }));
  }

  async #overdue(dueBefore: Instant, context: CallContext): Promise<Overdue> {
    const { queries } = this.ports;
    const listed: TaskRecord[] = [];
    let total = 0;
    for (let after: string | null | undefined; after !== null && total < MOST_COUNTED; ) {
      const page = { limit: PAGE, ...(after !== undefined && { after }) };
      const { items, next } = await queries.tasks({ dueBefore }, page, context);
      const waiting = items.filter(({ suspendedAt }) => suspendedAt === null);
      listed.push(...waiting.slice(0, MOST_LISTED - listed.length));
      total += waiting.length;
      after = next;
    }
    return { tasks: listed, total };
  }
}

function detailsOf(slot: Instant, { tasks, total }: Overdue): JsonObject {
  const listed = tasks.map(({ id, deal, process, assignee, dueAt }) => ({
    task: id,
    deal,
    process,
    assignee,
    deadline: dueAt as Instant,
  }));
  const details: OverdueDigestDetails = { slot, total, tasks: listed };
  return details as unknown as JsonObject;
}
