import type { Instant, RouteMap, TaskCard, TaskId, UserId } from '@dealroute/core';
import { type Bot, namesOf } from '../bot.js';
import { leadsToFailure } from './complete-question.js';

/** What the reader of a card has to do with its task. */
export type Role = 'holder' | 'candidate' | 'watcher';

/** A task with everything that its card shows, whatever messenger draws it. */
export interface CardFacts {
  readonly card: TaskCard;
  /** Checklist steps that are done. */
  readonly done: readonly string[];
  readonly map: RouteMap | null;
  readonly stage: string | Readonly<Record<string, string>> | null;
  readonly names: ReadonlyMap<UserId, string>;
  /** After a hand-over: who has the task. */
  readonly heir: UserId | null;
  /** Whether the result that it ended with leads to a failure. */
  readonly failed: boolean;
  readonly now: Instant;
}

/** Reads what a card shows; undefined when there is no such task. */
export async function cardFacts(bot: Bot, task: TaskId): Promise<CardFacts | undefined> {
  const card = await bot.engine.task(task);
  return card && factsOf(bot, card);
}

async function factsOf(bot: Bot, card: TaskCard): Promise<CardFacts> {
  const [map, stage, done, heir] = await Promise.all([
    mapOf(bot, card),
    stageOf(bot, card),
    doneSteps(bot, card),
    heirOf(bot, card),
  ]);
  const names = await namesOf(bot, [card.assignee, card.ended?.by, heir, card.dealSnapshot?.responsible]);
  const result = card.results.find(({ key }) => key === card.ended?.result);
  const failed = result !== undefined && map !== null && leadsToFailure(map, card.node, result);
  return { card, done, map, stage, names, heir, failed, now: bot.clock.now() };
}

export function roleOf({ assignee, candidates }: TaskCard, user: UserId): Role {
  if (assignee === user) return 'holder';
  return assignee === null && candidates.includes(user) ? 'candidate' : 'watcher';
}

/** The version of the map that the task's process runs. */
export async function mapOf(bot: Bot, { map: pin }: Pick<TaskCard, 'map'>): Promise<RouteMap | null> {
  const versions = await bot.engine.maps(pin.key);
  return versions.find(({ version }) => version === pin.version)?.map ?? null;
}

async function stageOf(bot: Bot, { dealSnapshot: deal }: TaskCard): Promise<CardFacts['stage']> {
  if (!deal) return null;
  const pipelines = await bot.host.pipelines(bot.context);
  const pipeline = pipelines.find(({ key }) => key === deal.pipeline);
  return pipeline?.stages.find(({ key }) => key === deal.stage)?.title ?? deal.stage;
}

async function doneSteps(bot: Bot, card: TaskCard): Promise<readonly string[]> {
  if (card.checklist.length === 0) return [];
  if (card.ended) return card.ended.as === 'completed' ? card.checklist.map(({ key }) => key) : [];
  const state = await bot.engine.process(card.process);
  return state?.tasks.find(({ id }) => id === card.id)?.done ?? [];
}

async function heirOf(bot: Bot, card: TaskCard): Promise<UserId | null> {
  if (card.ended?.as !== 'handedOver') return null;
  for (let after: string | undefined; ; ) {
    const filter = { process: card.process, status: 'any' } as const;
    const page = await bot.engine.tasks(filter, { limit: 500, ...(after !== undefined && { after }) });
    const next = page.items.find(({ previous }) => previous === card.id);
    if (next || page.next === null) return next?.assignee ?? null;
    after = page.next;
  }
}
