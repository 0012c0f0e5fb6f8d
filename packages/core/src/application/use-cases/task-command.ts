import {
  type Command,
  type OpenTask,
  type Rejection,
  type RejectionOf,
  rootOf,
  type UserId,
} from '@dealroute/domain';
import type { TaskRecord } from '../../ports/index.js';
import { acquaint } from '../authority.js';
import type { Receipt } from '../command-request.js';
import { type Outcome, refused } from '../outcome.js';
import { runCommand } from '../run-command.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';

type TaskCommand = Extract<Command, { task: string }>;

/**
 * Runs a command about a task. Who comes late learns how the task ended, by whom and when, if it was theirs to do;
 * others learn only that it is not theirs.
 */
export async function taskCommand(
  runtime: Runtime,
  scope: Scope,
  command: TaskCommand,
  actor: UserId | null,
  key: string | undefined,
): Promise<Outcome<Receipt>> {
  const outcome = await runCommand(runtime, scope, { process: rootOf(command.task), command, actor, key });
  if (outcome.ok) return outcome;
  const { rejection } = outcome;
  if (rejection.code === 'PROCESS_NOT_FOUND') return refused({ code: 'TASK_NOT_FOUND', task: command.task });
  return rejection.code === 'TASK_NOT_OPEN'
    ? refused(await truth(runtime, scope, rejection, command, actor))
    : outcome;
}

async function truth(
  runtime: Runtime,
  scope: Scope,
  rejection: RejectionOf<'TASK_NOT_OPEN'>,
  command: TaskCommand,
  actor: UserId | null,
): Promise<Rejection> {
  const context = contextOf(scope);
  const record = await runtime.ports.queries.task(command.task, context);
  if (!record) return { code: 'TASK_NOT_FOUND', task: command.task };
  if (!record.ended) return rejection;
  if (!(await concerns(runtime, scope, record, command, actor))) {
    return { code: 'NOT_ASSIGNEE', task: record.id, assignee: null };
  }
  const { as: ended, result, by, at } = record.ended;
  return { ...rejection, ended, result, by, at };
}

/** Whether the policy would have let this person do it while the task was open. */
async function concerns(
  runtime: Runtime,
  scope: Scope,
  record: TaskRecord,
  command: TaskCommand,
  actor: UserId | null,
): Promise<boolean> {
  const context = contextOf(scope);
  const { people, isHeadOf } = await acquaint(runtime, context, actor, [record.assignee]);
  const user = actor === null ? null : people.get(actor);
  const deal = await runtime.deals.read(record.deal, context);
  if (user === undefined || !deal) return false;
  const { map } = await runtime.maps.running(record.map, context);
  const task: OpenTask = { ...record, visit: 0, done: [] };
  const mine = record.assignee === actor || record.candidates.includes(actor ?? '');
  return (
    mine ||
    runtime.ports.policy.permits({
      command: command.type,
      actor: user,
      state: null,
      map,
      deal,
      task,
      isHeadOf,
    })
  );
}
