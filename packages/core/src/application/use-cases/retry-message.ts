import { done, type Outcome, refused } from '../outcome.js';
import { checked, type MessageRequest, messageRequest } from '../requests.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';
import { mayAdminister } from './administer.js';

/** Tries a message again that was given up; false when there is none. Its incident stays open. */
export async function retryMessage(
  runtime: Runtime,
  scope: Scope,
  request: MessageRequest,
): Promise<Outcome<boolean>> {
  const { id, actor } = checked(messageRequest, request, 'retryMessage');
  const denied = await mayAdminister(runtime, scope, actor, 'retryMessage');
  if (denied) return refused(denied);
  const revived = await runtime.ports.outbox.revive(scope.tenant, id);
  if (revived) runtime.background.announce();
  return done(revived);
}
