import type { Receipt } from '../command-request.js';
import { given } from '../given.js';
import type { Outcome } from '../outcome.js';
import { type CompleteTaskRequest, checked, completeTaskRequest } from '../requests.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';
import { taskCommand } from './task-command.js';

/** Completes a task with one of its results; the process goes on. */
export async function completeTask(
  runtime: Runtime,
  scope: Scope,
  request: CompleteTaskRequest,
): Promise<Outcome<Receipt>> {
  const { actor, key, ...wish } = checked(completeTaskRequest, request, 'completeTask');
  return taskCommand(runtime, scope, { type: 'CompleteTask', ...given(wish) }, actor, key);
}
