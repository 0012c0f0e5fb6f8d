import { type ProcessId, rootOf } from '@dealroute/domain';
import type { Receipt } from '../command-request.js';
import { given } from '../given.js';
import { type Outcome, refused } from '../outcome.js';
import { checked, type TerminateEarlyRequest, terminateEarlyRequest } from '../requests.js';
import { runCommand } from '../run-command.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';

/** Stops a process with a reason: the deal gets its lost stage, and everything open is withdrawn. */
export async function terminateEarly(
  runtime: Runtime,
  scope: Scope,
  request: TerminateEarlyRequest,
): Promise<Outcome<Receipt>> {
  const {
    actor,
    key,
    process: named,
    deal = '',
    ...wish
  } = checked(terminateEarlyRequest, request, 'terminateEarly');
  const process = named === undefined ? await governing(runtime, scope, deal) : rootOf(named);
  if (process === undefined) return refused({ code: 'DEAL_NOT_GOVERNED', deal });
  const command = { type: 'TerminateEarly' as const, ...given(wish), process };
  return runCommand(runtime, scope, { process, command, actor, key });
}

async function governing({ ports }: Runtime, scope: Scope, deal: string): Promise<ProcessId | undefined> {
  return (await ports.queries.governing([deal], contextOf(scope))).get(deal);
}
