import type { Receipt } from '../command-request.js';
import type { Outcome } from '../outcome.js';
import { checked, type TaskRequest, taskRequest } from '../requests.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';
import { taskCommand } from './task-command.js';

/** Takes an offered task: the first candidate gets it. */
export async function claimTask(
  runtime: Runtime,
  scope: Scope,
  request: TaskRequest,
): Promise<Outcome<Receipt>> {
  const { task, actor, key } = checked(taskRequest, request, 'claimTask');
  return taskCommand(runtime, scope, { type: 'ClaimTask', task }, actor, key);
}

/** Gives a claimed task back to its candidates. */
export async function releaseTask(
  runtime: Runtime,
  scope: Scope,
  request: TaskRequest,
): Promise<Outcome<Receipt>> {
  const { task, actor, key } = checked(taskRequest, request, 'releaseTask');
  return taskCommand(runtime, scope, { type: 'ReleaseTask', task }, actor, key);
}
