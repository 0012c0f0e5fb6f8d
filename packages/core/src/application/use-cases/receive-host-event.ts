import type { DealSnapshot, ProcessId, Rejection } from '@dealroute/domain';
import type { HostEvent, Trigger } from '../../ports/index.js';
import { given } from '../given.js';
import { keyOf } from '../key-of.js';
import { checked, type HostEventRequest, hostEventRequest } from '../requests.js';
import { runCommand } from '../run-command.js';
import { messageOf, type Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';
import { startAs } from './start-process.js';

/** What a host event led to. */
export interface EventTreatment {
  /** False when this event (its key) had been received before. */
  readonly isNew: boolean;
  /** Processes that triggers started. */
  readonly started: readonly ProcessId[];
}

const GIVE_UP_AFTER = 8;
const BATCH = 32;

/**
 * Takes an event of the host: it is kept first, then treated. If treating it fails, or the process dies, it is treated
 * later; the same event never starts anything twice.
 */
export async function receiveHostEvent(
  runtime: Runtime,
  scope: Scope,
  request: HostEventRequest,
): Promise<EventTreatment> {
  const { at, ...wish } = checked(hostEventRequest, request, 'receiveHostEvent');
  const event: HostEvent = { ...given(wish), at: at ?? runtime.ports.clock.now() };
  const isNew = await runtime.ports.triggers.receive(event, contextOf(scope));
  if (!isNew) return { isNew, started: [] };
  return { isNew, started: await treat(runtime, { ...scope, source: 'trigger' }, event, 0) };
}

/** Treats events that wait since a failure or a crash; how many there were. */
export async function treatWaitingEvents(runtime: Runtime): Promise<number> {
  const waiting = await runtime.ports.triggers.waiting(BATCH);
  for (const { tenant, event, attempts } of waiting) {
    await treat(runtime, { tenant, source: 'trigger' }, event, attempts);
  }
  return waiting.length;
}

async function treat(
  runtime: Runtime,
  scope: Scope,
  event: HostEvent,
  attempts: number,
): Promise<readonly ProcessId[]> {
  const { triggers, incidents, logger, clock } = runtime.ports;
  const context = contextOf(scope);
  try {
    const started =
      event.type === 'stageChanged'
        ? await tellStage(runtime, scope, event)
        : await start(runtime, scope, event);
    await triggers.settle(event.key, { done: true }, context);
    return started;
  } catch (error) {
    // In the host's own transaction its owner decides what becomes of a failure.
    if (scope.transaction) throw error;
    const text = messageOf(error);
    logger.error('A host event could not be treated; it is tried again.', { event: event.key, error: text });
    if (attempts + 1 < GIVE_UP_AFTER) {
      await triggers.settle(
        event.key,
        { retryInMs: Math.min(1_000 * 2 ** attempts, 300_000), error: text },
        context,
      );
    } else {
      const details = { event: event.key, error: text };
      const at = clock.now();
      await incidents.report(
        { key: keyOf('event', event.key), kind: 'triggerFailed', deal: event.deal, details, at },
        context,
      );
      await triggers.settle(event.key, { givenUp: text }, context);
    }
    return [];
  }
}

/** Tells the deal's governing process, if it has one, what stage the host saw. */
async function tellStage(runtime: Runtime, scope: Scope, event: HostEvent): Promise<readonly ProcessId[]> {
  const { deal, stage, by, at } = event;
  const process = (await runtime.ports.queries.governing([deal], contextOf(scope))).get(deal);
  if (process === undefined || stage === undefined) return [];
  const command = { type: 'ReportStage' as const, process, stage, at, ...(by !== undefined && { by }) };
  await runCommand(
    runtime,
    { ...scope, source: 'host' },
    { process, command, actor: null, key: keyOf('event', event.key) },
  );
  return [];
}

/** Runs every trigger of the event, also after one that fails; the first failure comes out at the end. */
async function start(runtime: Runtime, scope: Scope, event: HostEvent): Promise<readonly ProcessId[]> {
  const context = contextOf(scope);
  const triggers = await runtime.ports.triggers.triggers(context);
  const fitting = triggers.filter(
    (trigger) => trigger.event === event.type && trigger.effectiveFrom <= event.at,
  );
  if (fitting.length === 0) return [];
  const deal = await runtime.deals.read(event.deal, context);
  if (!deal) throw new Error(`Deal ${event.deal} is not there (yet).`);
  const started: ProcessId[] = [];
  const failures: unknown[] = [];
  for (const trigger of fitting) {
    try {
      started.push(...(await pull(runtime, scope, trigger, event, deal)));
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return started;
}

/** The process that one trigger starts, if it starts any. */
async function pull(
  runtime: Runtime,
  scope: Scope,
  trigger: Trigger,
  event: HostEvent,
  deal: DealSnapshot,
): Promise<readonly ProcessId[]> {
  if (!holds(runtime, trigger, deal) || (await runsAlready(runtime, scope, trigger, event))) return [];
  const wish = {
    deal: deal.ref,
    map: trigger.map,
    actor: null,
    key: keyOf('trigger', trigger.key, event.key),
  };
  const outcome = await startAs(runtime, scope, wish, event.by);
  if (outcome.ok) return [outcome.value.process];
  await refusedStart(runtime, scope, trigger, event, outcome.rejection);
  return [];
}

function holds(runtime: Runtime, trigger: Trigger, deal: DealSnapshot): boolean {
  if (trigger.condition === undefined) return true;
  const compiled = runtime.ports.conditions.compile(trigger.condition, {});
  if (!compiled.ok) throw new Error(`The condition of trigger ${trigger.key} does not compile.`);
  return compiled.predicate({ deal, vars: {}, results: {} });
}

async function runsAlready(
  runtime: Runtime,
  scope: Scope,
  trigger: Trigger,
  { deal }: HostEvent,
): Promise<boolean> {
  if (trigger.whenRunning === 'start') return false;
  for (let after: string | undefined; ; ) {
    const page = { limit: 100, ...(after !== undefined && { after }) };
    const { items, next } = await runtime.ports.queries.processes(
      { deal, status: 'running' },
      page,
      contextOf(scope),
    );
    if (items.some(({ map }) => map.key === trigger.map)) return true;
    if (next === null) return false;
    after = next;
  }
}

/** A deal that another process governs is no trouble; anything else needs a person. */
async function refusedStart(
  runtime: Runtime,
  scope: Scope,
  trigger: Trigger,
  { key, deal }: HostEvent,
  rejection: Rejection,
): Promise<void> {
  if (rejection.code === 'DEAL_ALREADY_GOVERNED') return;
  const details = { trigger: trigger.key, event: key, code: rejection.code };
  const incident = { key: keyOf('trigger', trigger.key, key), kind: 'triggerFailed', deal, details } as const;
  await runtime.ports.incidents.report({ ...incident, at: runtime.ports.clock.now() }, contextOf(scope));
}
