import type { HostEvent } from '../../ports/index.js';
import { given } from '../given.js';
import { keyOf } from '../key-of.js';
import { checked, type HostEventRequest, hostEventRequest } from '../requests.js';
import { runCommand } from '../run-command.js';
import { messageOf, type Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';
import { NOTHING, type Pulled, pullTriggers } from './pull-triggers.js';

/** What a host event led to. */
export interface EventTreatment extends Pulled {
  /** False when this event (its key) had been received before. */
  readonly isNew: boolean;
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
  if (!isNew) return { isNew, ...NOTHING };
  return { isNew, ...(await treat(runtime, { ...scope, source: 'trigger' }, event, 0)) };
}

/** Treats events that wait since a failure or a crash; how many there were. */
export async function treatWaitingEvents(runtime: Runtime): Promise<number> {
  const waiting = await runtime.ports.triggers.waiting(BATCH);
  for (const { tenant, event, attempts } of waiting) {
    await treat(runtime, { tenant, source: 'trigger' }, event, attempts);
  }
  return waiting.length;
}

async function treat(runtime: Runtime, scope: Scope, event: HostEvent, attempts: number): Promise<Pulled> {
  const { triggers, incidents, logger, clock } = runtime.ports;
  const context = contextOf(scope);
  try {
    if ('stage' in event) await tellStage(runtime, scope, event);
    const pulled = await pullTriggers(runtime, scope, event);
    await triggers.settle(event.key, { done: true }, context);
    return pulled;
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
      runtime.background.kick();
    } else {
      const details = { event: event.key, error: text };
      const at = clock.now();
      await incidents.report(
        { key: keyOf('event', event.key), kind: 'triggerFailed', deal: event.deal, details, at },
        context,
      );
      await triggers.settle(event.key, { givenUp: text }, context);
    }
    return NOTHING;
  }
}

/** Tells the deal's governing process, if it has one, what stage the host saw. */
async function tellStage(
  runtime: Runtime,
  scope: Scope,
  { key, deal, stage, by, at }: Extract<HostEvent, { stage: string }>,
): Promise<void> {
  const process = (await runtime.ports.queries.governing([deal], contextOf(scope))).get(deal);
  if (process === undefined) return;
  const command = { type: 'ReportStage' as const, process, stage, at, ...given({ by }) };
  const request = { process, command, actor: null, key: keyOf('event', key) };
  await runCommand(runtime, { ...scope, source: 'host' }, request);
}
