import type { CallContext, ClaimedMessage, Settlement } from '../../ports/index.js';
import { keyOf } from '../key-of.js';
import { messageOf, type Runtime } from '../runtime.js';
import { withinTime } from '../within-time.js';
import { WrongInput } from './action.js';
import { deliverAction } from './deliver-action.js';
import { deliverNotice } from './deliver-notice.js';
import { deliverStage } from './deliver-stage.js';
import { patienceWith, pauseAfter } from './patience.js';

/** Makes one attempt at a delivery, and says how it ended. Never fails: what goes wrong is part of the answer. */
export async function deliverMessage(runtime: Runtime, message: ClaimedMessage): Promise<Settlement> {
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
