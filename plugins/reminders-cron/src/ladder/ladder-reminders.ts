import {
  type DueReminder,
  type Instant,
  noticeMessage,
  type OutboxMessage,
  type ReminderSettlement,
  type TaskOverdueDetails,
  type Transaction,
} from '@dealroute/core';
import type { Rung } from '../options/reminders-options.js';
import type { ReminderPorts } from '../reminder-ports.js';
import { climb, type Standing } from './climb.js';
import { OpenHours } from './open-hours.js';
import { type People, readPeople } from './people.js';
import { holdersOf, recipientsOf } from './recipients.js';

const PAGE = 200;
/** How long a task or lead is left alone whose reminder could not be worked out or sent, in milliseconds of business time. */
const PUT_OFF = 5 * 60_000;

/** What is to be done about one reminder. */
interface Plan {
  readonly settlement: ReminderSettlement;
  readonly messages: readonly OutboxMessage[];
}

/** Reminds of overdue tasks, and of leads without a reaction, of all tenants. What it notes and what it posts is committed together. */
export class LadderReminders {
  constructor(
    private readonly ports: ReminderPorts,
    private readonly ladder: readonly Rung[],
  ) {}

  /** Sends what is due, until nothing is or it shall stop; how many notices it posted. */
  async send(shallStop: () => boolean): Promise<number> {
    const now = this.ports.clock.now();
    let posted = 0;
    while (!shallStop()) {
      const due = await this.ports.reminders.due(now, PAGE);
      if (due.length > 0) posted += await this.#commit(await this.#plans(due, now), now);
      if (due.length < PAGE) break;
    }
    return posted;
  }

  async #plans(due: readonly DueReminder[], now: Instant): Promise<Plan[]> {
    const byTenant = new Map<string, DueReminder[]>();
    for (const one of due) byTenant.set(one.tenant, [...(byTenant.get(one.tenant) ?? []), one]);
    const plans = [...byTenant].map(([tenant, own]) => this.#plansOf(tenant, own, now));
    return (await Promise.all(plans)).flat();
  }

  async #plansOf(tenant: string, due: readonly DueReminder[], now: Instant): Promise<Plan[]> {
    const failures: object[] = [];
    const people = readPeople(this.ports.directory, due.flatMap(holdersOf), { tenant });
    const plans = await Promise.all(
      due.map((reminder) =>
        this.#plan(reminder, people, now).catch((error: unknown) => {
          failures.push({ ...idOf(reminder), error });
          return putOff(reminder, now);
        }),
      ),
    );
    if (failures.length > 0) {
      const about = { tenant, failed: failures.length, ...failures[0] };
      this.ports.logger.error('Reminders could not be worked out; they are put off.', about);
    }
    return plans;
  }

  async #plan(reminder: DueReminder, people: Promise<People>, now: Instant): Promise<Plan> {
    const { calendar } = this.ports;
    const hours = new OpenHours(calendar, reminder.assignee ?? undefined, { tenant: reminder.tenant });
    const [standing, known] = await Promise.all([climb(this.ladder, reminder, now, hours), people]);
    const { rungs, next } = standing;
    return { settlement: { reminder, rungs, next }, messages: this.#messages(reminder, standing, known) };
  }

  #messages(reminder: DueReminder, { rungs, wanted }: Standing, people: People): OutboxMessage[] {
    if (wanted.size === 0) return [];
    const { tenant, deadline, assignee } = reminder;
    const told = recipientsOf(reminder, wanted, people);
    if (told.size === 0) {
      this.ports.logger.warn(`An overdue ${reminder.kind} has nobody to tell: nobody has the role admin.`, {
        tenant,
        ...idOf(reminder),
      });
    }
    return [...told].map(([to, as]) => {
      const reached: TaskOverdueDetails = { rung: rungs, rungs: this.ladder.length, deadline, as, assignee };
      const details = { ...reached };
      return noticeMessage(this.ports.ids.next(), { ...subjectOf(reminder), to, details });
    });
  }

  /** All in one transaction; when it fails, each alone, so that only what is poisoned stays behind. */
  async #commit(plans: readonly Plan[], now: Instant): Promise<number> {
    try {
      return await this.ports.store.transact((transaction) => this.#write(plans, transaction));
    } catch (error) {
      const [only, ...more] = plans;
      if (only && more.length === 0) return this.#leave(only.settlement.reminder, error, now);
    }
    let posted = 0;
    for (const plan of plans) posted += await this.#commit([plan], now);
    return posted;
  }

  async #write(plans: readonly Plan[], transaction: Transaction): Promise<number> {
    const { reminders, outbox } = this.ports;
    const accepted = await reminders.settle(
      plans.map(({ settlement }) => settlement),
      transaction,
    );
    const byTenant = new Map<string, OutboxMessage[]>();
    for (const [place, { settlement, messages }] of plans.entries()) {
      const { tenant } = settlement.reminder;
      if (accepted[place]) byTenant.set(tenant, [...(byTenant.get(tenant) ?? []), ...messages]);
    }
    for (const [tenant, messages] of byTenant) await outbox.post(messages, { tenant, transaction });
    return [...byTenant.values()].flat().length;
  }

  /** Fails when the storage takes nothing at all: then the whole tick does. */
  async #leave(reminder: DueReminder, error: unknown, now: Instant): Promise<number> {
    const { tenant } = reminder;
    await this.ports.reminders.settle([putOff(reminder, now).settlement]);
    this.ports.logger.error('A reminder could not be sent; it is put off.', {
      tenant,
      ...idOf(reminder),
      error,
    });
    return 0;
  }
}

const putOff = (reminder: DueReminder, now: Instant): Plan => ({
  settlement: { reminder, rungs: reminder.rungs, next: now + PUT_OFF },
  messages: [],
});

/** What it is that is overdue, for the log. */
const idOf = (reminder: DueReminder): object =>
  reminder.kind === 'task' ? { task: reminder.task } : { lead: reminder.lead };

/** What a notice of it is about. */
function subjectOf(reminder: DueReminder) {
  if (reminder.kind === 'lead') return { kind: 'leadOverdue', lead: reminder.lead } as const;
  const { deal, process, task } = reminder;
  return { kind: 'taskOverdue', deal, process, task } as const;
}
