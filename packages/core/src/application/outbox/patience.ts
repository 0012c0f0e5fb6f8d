import type { DeclaredAction } from '../../ports/index.js';
import type { Runtime } from '../runtime.js';

/** How long one delivery may take, how often it is tried, and the pause before the second time. */
export interface Patience {
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly retryMs: number;
}

const RETRY_MS = 1_000;
const LONGEST_PAUSE_MS = 300_000;

/** The patience with deliveries of a topic: that of the engine, or what an action declares for itself. */
export function patienceWith({ ports, tuned }: Runtime, topic: string): Patience {
  const handler = topic.startsWith('action:') ? ports.actions[topic.slice('action:'.length)] : undefined;
  const own: Partial<DeclaredAction> = typeof handler === 'object' ? handler : {};
  return {
    timeoutMs: own.timeoutMs ?? tuned.deliveryTimeoutMs,
    attempts: own.attempts ?? tuned.deliveryAttempts,
    retryMs: own.retryMs ?? RETRY_MS,
  };
}

/** The pause after a failed attempt, twice as long each time. */
export const pauseAfter = (attempt: number, { retryMs }: Patience): number =>
  Math.min(retryMs * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
