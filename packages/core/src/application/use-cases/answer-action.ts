import { rootOf } from '@dealroute/domain';
import type { Receipt } from '../command-request.js';
import { given } from '../given.js';
import type { Outcome } from '../outcome.js';
import {
  type CompleteActionRequest,
  checked,
  completeActionRequest,
  type FailActionRequest,
  failActionRequest,
} from '../requests.js';
import { runCommand } from '../run-command.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';

/** Answers a serviceTask whose handler said `later`. The host speaks here, not a person. */
export async function completeAction(
  runtime: Runtime,
  scope: Scope,
  request: CompleteActionRequest,
): Promise<Outcome<Receipt>> {
  const { key, ...answer } = checked(completeActionRequest, request, 'completeAction');
  const command = { type: 'CompleteAction' as const, ...given(answer) };
  return runCommand(runtime, scope, { process: rootOf(answer.action), command, actor: null, key });
}

/** Says that an action cannot be done: the process waits, and an incident asks for a person. */
export async function failAction(
  runtime: Runtime,
  scope: Scope,
  request: FailActionRequest,
): Promise<Outcome<Receipt>> {
  const { key, ...answer } = checked(failActionRequest, request, 'failAction');
  const command = { type: 'FailAction' as const, ...answer };
  return runCommand(runtime, scope, { process: rootOf(answer.action), command, actor: null, key });
}
