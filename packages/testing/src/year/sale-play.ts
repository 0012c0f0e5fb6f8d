import {
  type Engine,
  noticeMessage,
  OUTBOX_STORE,
  type OutboxStore,
  type Outcome,
  type Plugin,
  REMINDER_STORE,
  type ReminderStore,
} from '@dealroute/core';
import type { Scenario } from '../scenario/scenario.js';
import type { MarkedIds } from './marked-ids.js';
import { PEOPLE } from './year-sale.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Rungs of the ladder of a late task. */
const RUNGS = 3;

/** Gives what a sale needs besides the engine. */
export class SalePorts implements Plugin {
  readonly name = 'year';
  readonly apiVersion = 1;
  reminders: ReminderStore | undefined;
  outbox: OutboxStore | undefined;

  start({ resolve }: Parameters<NonNullable<Plugin['start']>>[0]): void {
    this.reminders = resolve(REMINDER_STORE);
    this.outbox = resolve(OUTBOX_STORE);
  }
}

/** Plays one sale in real commands: whoever has a task works at it, and time passes between. */
export class SalePlay {
  readonly deal: string;
  #keys = 0;

  constructor(
    private readonly play: Scenario,
    private readonly ids: MarkedIds,
    private readonly ports: SalePorts,
  ) {
    this.deal = `deal-${ids.stem}`;
  }

  get engine(): Engine {
    return this.play.engine;
  }

  /** A lead becomes the deal, and a sale begins. */
  async begin(): Promise<void> {
    const { manager } = PEOPLE;
    const wish = { title: 'Asks for an offer', source: 'website', externalKey: this.#key(), actor: null };
    const lead = accepted(await this.engine.registerLead({ ...wish, responsible: manager }));
    await this.play.pass(HOUR);
    this.play.host.putDeal({
      ref: this.deal,
      title: 'Boilers',
      pipeline: 'sales',
      stage: 'new',
      responsible: manager,
      fields: {},
    });
    const start = { lead: lead.id, deal: this.deal, map: 'year-sale', actor: manager };
    accepted(await this.engine.convertLead(start));
    await this.engine.settle();
  }

  /** Does the whole task with that title: talks with the client, ticks its steps, and completes it. */
  async work(title: string, how: { with?: string; as?: string; reason?: string } = {}): Promise<void> {
    const { as = PEOPLE.manager, reason } = how;
    await this.#talk(as);
    await this.tick(title, as);
    await this.pass(2 * HOUR);
    await this.play.complete(title, {
      as,
      key: this.#key(),
      on: this.deal,
      comment: 'What was agreed with the client, in a sentence or two.',
      ...(how.with !== undefined && { with: how.with }),
      ...(reason !== undefined && { lossReason: reason }),
    });
  }

  /** Ticks the steps of a task, and leaves it open. */
  async tick(title: string, as: string = PEOPLE.manager): Promise<void> {
    const { id: task, checklist } = await this.play.task(title, this.deal);
    for (const { key: step } of checklist)
      accepted(await this.engine.completeStep({ task, step, actor: as, key: this.#key() }));
  }

  async claim(title: string, actor: string): Promise<void> {
    const { id: task } = await this.play.task(title, this.deal);
    accepted(await this.engine.claimTask({ task, actor }));
  }

  async handOver(title: string): Promise<void> {
    const { id: task } = await this.play.task(title, this.deal);
    const { colleague: to, head: actor } = PEOPLE;
    accepted(await this.engine.handOverTask({ task, to, actor, comment: 'Is ill.' }));
  }

  /** A fortnight in which the client decides. */
  async rest(): Promise<void> {
    await this.play.suspend(this.deal, { as: PEOPLE.head, reason: 'The client is on holiday.' });
    await this.pass(14 * DAY);
    await this.play.resume(this.deal, { as: PEOPLE.head, deadlines: 'shift' });
  }

  async giveUp(): Promise<void> {
    await this.play.terminate(this.deal, { as: PEOPLE.manager, reason: 'silent', comment: 'No answer.' });
  }

  /** Lets time pass, and whoever is late is reminded. */
  async pass(ms: number): Promise<void> {
    await this.play.pass(ms);
    const { reminders, outbox } = this.ports;
    const now = this.play.clock.now();
    const late = (await reminders?.due(now, 500)) ?? [];
    for (const reminder of late) {
      if (reminder.kind === 'lead' || reminder.deal !== this.deal) continue;
      const { deal, process, task, deadline, tenant } = reminder;
      const rungs = reminder.rungs + 1;
      await reminders?.settle([{ reminder, rungs, next: rungs < RUNGS ? deadline + rungs * DAY : null }]);
      const details = { rung: rungs, rungs: RUNGS, deadline, as: 'assignee', assignee: reminder.assignee };
      const about = { kind: 'taskOverdue', to: PEOPLE.manager, deal, process, task, details } as const;
      await outbox?.post([noticeMessage(this.ids.next(), about)], { tenant });
    }
    await this.engine.settle();
  }

  async #talk(actor: string): Promise<void> {
    const about = { direction: 'outgoing', channel: 'call', summary: 'Spoke with the client.' } as const;
    accepted(await this.engine.registerContact({ ...about, deal: this.deal, actor }));
  }

  /** Keys of callers are as random as they are in life. */
  #key(): string {
    return `${this.ids.salt}-${this.#keys++}`;
  }
}

function accepted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`The year's sale was refused something: ${JSON.stringify(outcome.rejection)}`);
}
