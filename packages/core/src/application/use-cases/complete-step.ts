import type { Receipt } from '../command-request.js';
import { given } from '../given.js';
import type { Outcome } from '../outcome.js';
import { type CompleteStepRequest, checked, completeStepRequest } from '../requests.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';
import { taskCommand } from './task-command.js';

/** Ticks off a step of a task's checklist. */
export async function completeStep(
  runtime: Runtime,
  scope: Scope,
  request: CompleteStepRequest,
): Promise<Outcome<Receipt>> {
  const { actor, key, ...wish } = checked(completeStepRequest, request, 'completeStep');
  return taskCommand(runtime, scope, { type: 'CompleteStep', ...given(wish) }, actor, key);
}
