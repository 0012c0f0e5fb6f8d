import type { CallContext, ClaimedMessage, StageWrite } from '../../ports/index.js';
import type { Runtime } from '../runtime.js';

/** Brings a stage to a host on another database. */
export async function deliverStage(
  { ports }: Runtime,
  { body }: ClaimedMessage,
  context: CallContext,
): Promise<void> {
  await ports.host.applyStages([body as unknown as StageWrite], context);
}
