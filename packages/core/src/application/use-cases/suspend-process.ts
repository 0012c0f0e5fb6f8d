import { rootOf } from '@dealroute/domain';
import type { Receipt } from '../command-request.js';
import { given } from '../given.js';
import type { Outcome } from '../outcome.js';
import {
  checked,
  type ResumeProcessRequest,
  resumeProcessRequest,
  type SuspendProcessRequest,
  suspendProcessRequest,
} from '../requests.js';
import { runCommand } from '../run-command.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';

/** Lets a process wait: no task of it can be worked on, no timer fires and no reminder goes out. */
export async function suspendProcess(
  runtime: Runtime,
  scope: Scope,
  request: SuspendProcessRequest,
): Promise<Outcome<Receipt>> {
  const { actor, key, ...wish } = checked(suspendProcessRequest, request, 'suspendProcess');
  const process = rootOf(wish.process);
  const command = { type: 'SuspendProcess' as const, ...given(wish), process };
  return runCommand(runtime, scope, { process, command, actor, key });
}

/** Lets a suspended process go on. */
export async function resumeProcess(
  runtime: Runtime,
  scope: Scope,
  request: ResumeProcessRequest,
): Promise<Outcome<Receipt>> {
  const { actor, key, ...wish } = checked(resumeProcessRequest, request, 'resumeProcess');
  const process = rootOf(wish.process);
  const command = { type: 'ResumeProcess' as const, ...given(wish), process };
  return runCommand(runtime, scope, { process, command, actor, key });
}
