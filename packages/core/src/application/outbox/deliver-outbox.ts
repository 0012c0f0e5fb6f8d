import type { CallContext, ClaimedMessage, Settlement } from '../../ports/index.js';
import { keyOf } from '../key-of.js';
import { messageOf, type Runtime } from '../runtime.js';
import { withinTime } from '../within-time.js';
import { WrongInput } from './action.js';
import { deliverAction } from './deliver-action.js';
import { deliverNotice } from './deliver-notice.js';
import { deliverStage } from './deliver-stage.js';
import { patienceWith, pauseAfter } from './patience.js';

const BATCH = 32;
/** A lease outlasts the longest delivery by this, so that no other node begins the same one beside it. */
const MARGIN_MS = 5_000;

/** Delivers a batch of due messages with these topics; how many there were. */
export async function deliverOutbox(runtime: Runtime, topics: readonly string[]): Promise<number> {
  if (topics.length === 0) return 0;
  const { outbox } = runtime.ports;
  const longest = Math.max(...topics.map((topic) => patienceWith(runtime, topic).timeoutMs));
  const leaseMs = longest + MARGIN_MS;
  const claimed = await outbox.claim({ topics, limit: BATCH, leaseMs });
  if (claimed.length === 0) return 0;
  await outbox.settle(await Promise.all(claimed.map((message) => deliver(runtime, message))));
  return claimed.length;
}

async function deliver(runtime: Runtime, message: ClaimedMessage): Promise<Settlement> {
  const { tenant, id, fence, topic } = message;
  const { timeoutMs } = patienceWith(runtime, topic);
  const late = new AbortController();
  const delivery = bring(runtime, message, { tenant, signal: late.signal });
  try {
    await withinTime(delivery, timeoutMs, `delivery of ${topic}`, late);
    return { tenant, id, fence, result: 'sent' };
  } catch (error) {
    return { tenant, id, fence, result: await failed(runtime, message, error) };
  }
}

function bring(runtime: Runtime, message: ClaimedMessage, context: CallContext): Promise<void> {
  if (message.topic === 'notice') return deliverNotice(runtime, message, context);
  if (message.topic === 'stage') return deliverStage(runtime, message, context);
  return deliverAction(runtime, message, context);
}

/** Puts a failed delivery off; after the last attempt, or where another one cannot help, it is an incident. */
async function failed(
  runtime: Runtime,
  message: ClaimedMessage,
  thrown: unknown,
): Promise<Settlement['result']> {
  const { ports } = runtime;
  const { id, topic, attempt } = message;
  const error = messageOf(thrown);
  const patience = patienceWith(runtime, topic);
  const later = { retryInMs: pauseAfter(attempt, patience), error };
  if (attempt < patience.attempts && !(thrown instanceof WrongInput)) {
    ports.logger.warn('A delivery failed; it is tried again.', { id, topic, attempt, error });
    return later;
  }
  try {
    await reportUndelivered(runtime, message, error);
    return { dead: error };
  } catch (unreported) {
    ports.logger.error('A dead delivery could not be reported; it is tried again.', {
      id,
      topic,
      error: unreported,
    });
    return later;
  }
}

async function reportUndelivered({ ports }: Runtime, message: ClaimedMessage, error: string): Promise<void> {
  const { tenant, id, topic, body } = message;
  const process = typeof body.process === 'string' ? { process: body.process } : {};
  const deal = typeof body.deal === 'string' ? { deal: body.deal } : {};
  const about = { ...process, ...deal, details: { message: id, topic, error }, at: ports.clock.now() };
  await ports.incidents.report({ key: keyOf('undelivered', id), kind: 'undelivered', ...about }, { tenant });
}
