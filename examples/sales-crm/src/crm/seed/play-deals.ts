import type { Calendar } from '@dealroute/calendar-holidays';
import type { Clock, Engine, Instant, Outcome, TaskCard } from '@dealroute/core';
import type { Knex } from 'knex';
import { changeDeal, createDeal } from '../deals.js';
import type { Act, DealStory } from './deals.js';

const HOUR = 3_600_000;

/** Time that stands where it was put. */
export class StoryClock implements Clock {
  instant: Instant = 0;

  now(): Instant {
    return this.instant;
  }
}

export interface Stage {
  readonly db: Knex;
  readonly engine: Engine;
  readonly clock: StoryClock;
  readonly calendar: Calendar;
  /** The business time at which the CRM begins; nothing happens after it. */
  readonly present: Instant;
}

/** Plays what people did about a deal through the engine, so that its journal is a real one. */
export async function playDeal(stage: Stage, story: DealStory): Promise<void> {
  const { clock, db, engine } = stage;
  clock.instant = beginningOf(stage, story);
  if (story.free) return void (await insertFree(stage, story));
  const [title, titleEn] = story.title;
  const { client, amount, responsible } = story;
  const made = { title, titleEn, client, amount, responsible, by: responsible, at: clock.now() };
  const id = await createDeal(db, engine, made);
  for (const act of story.acts) {
    if (act.node === 'sign' && story.contract) {
      await changeDeal(db, engine, id, { contract_no: story.contract }, responsible);
    }
    pass(stage, act.after);
    await perform(stage, String(id), act);
  }
  if (story.shipment) await changeDeal(db, engine, id, { shipment: story.shipment }, responsible);
  if (!story.terminated) return;
  const { after, ...why } = story.terminated;
  pass(stage, after);
  await terminate(stage, String(id), why, responsible);
}

/** So many working hours before the present, at an instant when people work. */
function beginningOf({ calendar, present }: Stage, { hoursAgo }: DealStory): Instant {
  let instant = present;
  while (calendar.between(instant, present) < hoursAgo * 60) instant -= HOUR;
  return Math.min(present, calendar.nextOpen(instant));
}

/** Lets working hours pass, up to the present. */
function pass({ clock, calendar, present }: Stage, hours: number): void {
  clock.instant = Math.min(present, calendar.addMinutes(clock.now(), hours * 60));
}

async function insertFree({ db, clock }: Stage, { title, client, amount, responsible }: DealStory) {
  const [ru, en] = title;
  const row = { title: ru, title_en: en, client_id: client, amount, responsible };
  await db('deals').insert({ ...row, stage: 'negotiation', created_at: clock.now() });
}

async function perform({ engine }: Stage, deal: string, act: Act): Promise<void> {
  const task = await openTask(engine, deal, act.node);
  const actor = task.assignee ?? task.candidates[0] ?? null;
  if (task.assignee === null) succeed(await engine.claimTask({ task: task.id, actor }), act);
  const { result, comment, lossReason, handTo, stepsOnly } = act;
  if (handTo !== undefined) {
    return succeed(
      await engine.handOverTask({ task: task.id, to: handTo, actor, ...(comment && { comment }) }),
      act,
    );
  }
  for (const { key: step, optional, evidence } of task.checklist) {
    if (stepsOnly ? !stepsOnly.includes(step) : optional) continue;
    if (evidence?.kind === 'contact') succeed(await engine.registerContact(offerSent(deal, actor)), act);
    succeed(await engine.completeStep({ task: task.id, step, actor }), act);
  }
  if (stepsOnly) return;
  const said = { ...(result && { result }), ...(comment && { comment }), ...(lossReason && { lossReason }) };
  succeed(await engine.completeTask({ task: task.id, actor, ...said }), act);
}

const offerSent = (deal: string, actor: string | null) => ({
  ...({ deal, direction: 'outgoing', channel: 'email', actor } as const),
  summary: 'Отправили предложение',
});

async function openTask(engine: Engine, deal: string, node: string): Promise<TaskCard> {
  const { items } = await engine.dealTasks(deal);
  const task = items.find((card) => card.node === node);
  if (task) return task;
  throw new Error(`Deal ${deal} has no task at ${node}, but ${items.map((card) => card.node).join(', ')}.`);
}

async function terminate(
  { engine }: Stage,
  deal: string,
  why: { readonly lossReason: string; readonly comment: string },
  actor: string,
): Promise<void> {
  const { items } = await engine.processes({ deal, status: 'running', kind: 'governing' });
  const [process] = items;
  if (process) succeed(await engine.terminateEarly({ process: process.id, ...why, actor }), why);
}

function succeed(outcome: Outcome<unknown>, act: object): void {
  if (outcome.ok) return;
  throw new Error(`The example data cannot be played: ${JSON.stringify({ act, ...outcome.rejection })}.`);
}
