import { rootOf } from '@dealroute/domain';
import type { Receipt } from '../command-request.js';
import type { Outcome } from '../outcome.js';
import { checked, type MoveProcessRequest, moveProcessRequest } from '../requests.js';
import { runCommand } from '../run-command.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';

/** Brings a process to another node of its map: what is open is withdrawn, and the stage follows. */
export async function moveProcess(
  runtime: Runtime,
  scope: Scope,
  request: MoveProcessRequest,
): Promise<Outcome<Receipt>> {
  const { actor, key, ...wish } = checked(moveProcessRequest, request, 'moveProcess');
  const process = rootOf(wish.process);
  const command = { type: 'MoveProcess' as const, ...wish, process };
  return runCommand(runtime, scope, { process, command, actor, key });
}
