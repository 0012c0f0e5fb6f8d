import type { Receipt } from '../command-request.js';
import { given } from '../given.js';
import type { Outcome } from '../outcome.js';
import { checked, type HandOverTaskRequest, handOverTaskRequest } from '../requests.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';
import { taskCommand } from './task-command.js';

/** Gives a task to another active person; both are told. */
export async function handOverTask(
  runtime: Runtime,
  scope: Scope,
  request: HandOverTaskRequest,
): Promise<Outcome<Receipt>> {
  const { actor, key, ...wish } = checked(handOverTaskRequest, request, 'handOverTask');
  return taskCommand(runtime, scope, { type: 'HandOverTask', ...given(wish) }, actor, key);
}
