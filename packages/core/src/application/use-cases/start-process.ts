import type { JsonValue, UserId } from '@dealroute/domain';
import type { Receipt } from '../command-request.js';
import { given } from '../given.js';
import type { Outcome } from '../outcome.js';
import { checked, type StartProcessRequest, startProcessRequest } from '../requests.js';
import { runCommand } from '../run-command.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';

/** Starts the active version of a map on a deal. */
export async function startProcess(
  runtime: Runtime,
  scope: Scope,
  request: StartProcessRequest,
): Promise<Outcome<Receipt>> {
  return startAs(runtime, scope, checked(startProcessRequest, request, 'startProcess'));
}

type StartWish = Omit<StartProcessRequest, 'variables'> & {
  readonly variables?: Readonly<Record<string, JsonValue>> | undefined;
};

/** The same for deferred starts, and for a trigger, which acts as the system and names who counts as starter. */
export async function startAs(
  runtime: Runtime,
  scope: Scope,
  { deal, map, variables, actor, key }: StartWish,
  starter?: UserId,
): Promise<Outcome<Receipt>> {
  const process = runtime.ports.ids.next();
  const command = { type: 'StartProcess' as const, process, deal, ...given({ variables, starter }) };
  return runCommand(runtime, scope, { process, command, actor, key, start: { map, deal } });
}
