import { rootOf } from '@dealroute/domain';
import type { Receipt } from '../command-request.js';
import { given } from '../given.js';
import type { Outcome } from '../outcome.js';
import { checked, type SignalProcessRequest, signalProcessRequest } from '../requests.js';
import { runCommand } from '../run-command.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';

/** Tells a process that something happened that it may wait for: waits that name the signal end before their time. */
export async function signalProcess(
  runtime: Runtime,
  scope: Scope,
  request: SignalProcessRequest,
): Promise<Outcome<Receipt>> {
  const { actor, key, ...wish } = checked(signalProcessRequest, request, 'signalProcess');
  const process = rootOf(wish.process);
  const command = { type: 'SignalProcess' as const, ...given(wish), process };
  return runCommand(runtime, scope, { process, command, actor, key });
}
