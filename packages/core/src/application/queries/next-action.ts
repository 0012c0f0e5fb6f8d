import {
  type DealRef,
  type DealSnapshot,
  type Label,
  type ProcessState,
  rootOf,
  type Token,
  type UserId,
} from '@dealroute/domain';
import type { CallContext } from '../../ports/index.js';
import { type NextActionRequest, nextActionRequest } from '../client-requests.js';
import { done, type Outcome, refused } from '../outcome.js';
import { checked } from '../requests.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';
import { type Advice, type NextTask, nextTask, taskAdvice } from './advice.js';
import { type TaskCard, taskCards } from './task-card.js';

export type { Advice, AdviceCode, NextTask, TaskAdvice } from './advice.js';

/** What to do next on a deal, and what that rests on. */
export interface NextAction {
  readonly deal: DealRef;
  readonly advice: Advice;
  /** The route map and what is open say so. */
  readonly basis: 'map';
  /** What worked on similar deals: nothing is counted, so there is not enough data to say. */
  readonly statistics: 'notEnoughData';
}

/** Everything that a recommendation rests on. */
interface Ground {
  readonly runtime: Runtime;
  readonly context: CallContext;
  readonly deal: DealSnapshot;
  readonly actor: UserId | null | undefined;
  /** The governing process. */
  readonly governing: ProcessState | undefined;
  readonly cards: readonly TaskCard[];
  /** The states that the cards belong to. */
  readonly states: ReadonlyMap<string, ProcessState>;
}

/** Most incidents that are looked through for one of the deal's process. */
const INCIDENTS = 500;

/** Recommends one next action on a deal. It reads, and changes nothing. */
export async function nextAction(
  runtime: Runtime,
  scope: Scope,
  request: NextActionRequest,
): Promise<Outcome<NextAction>> {
  const { deal: ref, actor } = checked(nextActionRequest, request, 'nextAction');
  const context = contextOf(scope);
  const deal = await runtime.deals.read(ref, context);
  if (!deal) return refused({ code: 'DEAL_NOT_FOUND', deal: ref });
  const advice = await advise(await readGround(runtime, scope, deal, actor));
  return done({ deal: ref, advice, basis: 'map', statistics: 'notEnoughData' });
}

async function readGround(
  runtime: Runtime,
  scope: Scope,
  deal: DealSnapshot,
  actor: UserId | null | undefined,
): Promise<Ground> {
  const { queries, store } = runtime.ports;
  const context = contextOf(scope);
  const { tenant, transaction } = scope;
  const governs = (await queries.governing([deal.ref], context)).get(deal.ref);
  const { items } = await queries.tasks({ deal: deal.ref }, { limit: INCIDENTS }, context);
  const cards = (await taskCards(runtime, items, context)).filter(({ suspendedAt }) => suspendedAt === null);
  const ids = [
    ...new Set([...cards.map(({ id }) => rootOf(id)), ...(governs === undefined ? [] : [governs])]),
  ];
  const addresses = ids.map((process) => ({ tenant, process }));
  const loaded = ids.length === 0 ? [] : await store.load(addresses, transaction);
  const states = new Map(loaded.flatMap((stored) => (stored ? [[stored.state.id, stored.state]] : [])));
  const governing = governs === undefined ? undefined : states.get(governs);
  return { runtime, context, deal, actor, governing, cards, states };
}

async function advise(ground: Ground): Promise<Advice> {
  const { governing, cards, actor } = ground;
  if (governing?.suspendedAt != null) {
    return { code: 'RESUME', process: governing.id, since: governing.suspendedAt };
  }
  const incident = governing && (await incidentOf(ground, governing));
  if (governing && incident) return { code: 'REPAIR', process: governing.id, incident };
  const own = cards.filter(({ assignee }) => actor != null && assignee === actor);
  const leading = cards.filter((card) => card.leading);
  const free = governing ? [] : cards;
  const [card] = [...own.filter((one) => one.leading), ...own, ...leading, ...free];
  if (card) return taskAdvice(card, taskOf(ground, card), actor);
  return governing ? waiting(ground, governing) : starting(ground);
}

const taskOf = ({ states, deal }: Ground, card: TaskCard): NextTask =>
  nextTask(card, states.get(rootOf(card.id)), deal);

/** What the leading token of a process without a leading task waits for. */
async function waiting(ground: Ground, state: ProcessState): Promise<Advice> {
  const pin = state.instances[0]?.map;
  const token = state.tokens.find(({ leading }) => leading);
  const map = pin && (await ground.runtime.maps.running(pin, ground.context));
  // Only nodes of the started process lead.
  const node = token && map?.nodes.get(token.node)?.node;
  const title: Label = node?.title ?? node?.id ?? '';
  if (token && node?.kind === 'call') return called(ground, state, token);
  if (node?.kind === 'serviceTask') return { code: 'WAIT_FOR_ACTION', title };
  const timer = state.timers.find(({ visit }) => visit === token?.visit);
  if (timer) return { code: 'WAIT_UNTIL', title, until: timer.dueAt };
  return { code: 'WAIT_FOR_BRANCHES', tasks: ground.cards.map((card) => taskOf(ground, card)) };
}

async function called(ground: Ground, state: ProcessState, { visit }: Token): Promise<Advice> {
  const instance = state.instances.find(({ caller }) => caller === visit);
  const map = instance && (await ground.runtime.maps.running(instance.map, ground.context));
  const visits = new Set(
    state.tokens.filter(({ process }) => process === instance?.process).map((token) => token.visit),
  );
  const open = state.tasks.filter((task) => visits.has(task.visit)).map(({ id }) => id);
  const cards = ground.cards.filter(({ id }) => open.includes(id));
  return {
    code: 'WAIT_FOR_PROCESS',
    title: map?.map.title ?? '',
    tasks: cards.map((card) => taskOf(ground, card)),
  };
}

/** A deal that nothing drives: an active governing map of its pipeline, while it is open. */
async function starting({ runtime, context, deal }: Ground): Promise<Advice> {
  const pipeline = await runtime.hostLists.pipeline(deal.pipeline, context);
  const kind = pipeline?.stages.find(({ key }) => key === deal.stage)?.kind ?? 'open';
  if (kind !== 'open') return { code: 'NOTHING', why: 'closed' };
  const versions = await runtime.ports.maps.list(undefined, context);
  const maps = versions
    .filter(({ status, map }) => status === 'active' && map.pipeline === deal.pipeline)
    .map(({ key, map }) => ({ key, title: map.title }));
  return maps.length > 0 ? { code: 'START_PROCESS', maps } : { code: 'NOTHING', why: 'noMap' };
}

/** An open incident without which the process would go on. */
async function incidentOf({ runtime, context }: Ground, { id }: ProcessState): Promise<string | undefined> {
  const { items } = await runtime.ports.incidents.incidents('open', { limit: INCIDENTS }, context);
  return items.find(({ process, kind }) => process === id && (kind === 'stuck' || kind === 'actionFailed'))
    ?.id;
}
