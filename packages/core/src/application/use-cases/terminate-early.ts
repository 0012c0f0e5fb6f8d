import { rootOf } from '@dealroute/domain';
import type { Receipt } from '../command-request.js';
import { given } from '../given.js';
import type { Outcome } from '../outcome.js';
import { checked, type TerminateEarlyRequest, terminateEarlyRequest } from '../requests.js';
import { runCommand } from '../run-command.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';

/** Stops a process with a reason: the deal gets its lost stage, and everything open is withdrawn. */
export async function terminateEarly(
  runtime: Runtime,
  scope: Scope,
  request: TerminateEarlyRequest,
): Promise<Outcome<Receipt>> {
  const { actor, key, ...wish } = checked(terminateEarlyRequest, request, 'terminateEarly');
  const process = rootOf(wish.process);
  return runCommand(runtime, scope, {
    process,
    command: { type: 'TerminateEarly', ...given(wish), process },
    actor,
    key,
  });
}
