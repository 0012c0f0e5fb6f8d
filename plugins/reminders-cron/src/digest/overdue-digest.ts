import {
  ADMIN_ROLE,
  type CallContext,
  type Instant,
  type JsonObject,
  type KeptRecord,
  type Lead,
  noticeMessage,
  type OutboxMessage,
  type OverdueDigestDetails,
  type Page,
  type PageRequest,
  type TaskRecord,
} from '@dealroute/core';
import type { ReminderPorts } from '../reminder-ports.js';
import type { Slots } from './digest-slots.js';

const COLLECTION = 'reminders-cron.digest';
const MOST_LISTED = 100;
const MOST_COUNTED = 1_000;
const PAGE = 500;

/** What is overdue of one kind: what has the earliest deadlines, and how many there are. */
interface Overdue<T> {
  readonly listed: readonly T[];
  readonly total: number;
}

/** Tells the admins of a tenant which tasks and leads are overdue: once for each slot, whoever looks first. */
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
    const now = clock.now();
    const [tasks, leads] = [await this.#tasks(now, context), await this.#leads(now, context)];
    if (tasks.total + leads.total === 0) return [];
    const admins = await directory.withRole(ADMIN_ROLE, context);
    if (admins.length === 0)
      logger.warn('Nobody has the role admin: the digest of what is overdue goes to nobody.', context);
    const details = detailsOf(slot, tasks, leads);
    return admins.map((to) => noticeMessage(ids.next(), { kind: 'overdueDigest', to, details }));
  }

  #tasks(dueBefore: Instant, context: CallContext): Promise<Overdue<TaskRecord>> {
    const read = (page: PageRequest) => this.ports.queries.tasks({ dueBefore }, page, context);
    return overdue(read, ({ suspendedAt }) => suspendedAt === null);
  }

  #leads(dueBefore: Instant, context: CallContext): Promise<Overdue<Lead>> {
    return overdue((page) => this.ports.leads.list({ dueBefore }, page, context));
  }
}

/** Reads pages until everything is counted, or enough. */
async function overdue<T>(
  read: (page: PageRequest) => Promise<Page<T>>,
  counts: (item: T) => boolean = () => true,
): Promise<Overdue<T>> {
  const listed: T[] = [];
  let total = 0;
  for (let after: string | null | undefined; after !== null && total < MOST_COUNTED; ) {
    const { items, next } = await read({ limit: PAGE, ...(after !== undefined && { after }) });
    const counted = items.filter(counts);
    listed.push(...counted.slice(0, MOST_LISTED - listed.length));
    total += counted.length;
    after = next;
  }
  return { listed, total };
}

function detailsOf(slot: Instant, tasks: Overdue<TaskRecord>, leads: Overdue<Lead>): JsonObject {
  const details: OverdueDigestDetails = {
    slot,
    total: tasks.total,
    tasks: tasks.listed.map(({ id, deal, process, assignee, dueAt }) => ({
      task: id,
      deal,
      process,
      assignee,
      deadline: dueAt as Instant,
    })),
    totalLeads: leads.total,
    leads: leads.listed.map(({ id, responsible, dueAt }) => ({ lead: id, responsible, deadline: dueAt })),
  };
  return details as unknown as JsonObject;
}
