import type { CommandOf } from '../command.js';
import { type Draft, refuse } from '../draft.js';
import { takeKeptAnswers } from '../nodes/service-task.js';
import type { OpenTimer } from '../state.js';

/** Lets the process and all that it called wait. It can still be terminated early. */
export function suspendProcess(draft: Draft, command: CommandOf<'SuspendProcess'>): void {
  const { id, status, suspensions } = draft.state;
  if (status === 'ended') refuse({ code: 'PROCESS_ENDED', process: id });
  draft.requireGoingOn();
  const comment = draft.write(`${id}#suspension:${suspensions + 1}`, command.reason);
  draft.emit({ type: 'ProcessSuspended', by: draft.facts.actor, at: draft.facts.now, ...comment });
}

/** Lets a suspended process go on, with the answers of actions that came meanwhile. */
export function resumeProcess(draft: Draft, { deadlines, reason }: CommandOf<'ResumeProcess'>): void {
  const { id, status, suspendedAt, suspensions } = draft.state;
  if (status === 'ended') refuse({ code: 'PROCESS_ENDED', process: id });
  if (suspendedAt === null) refuse({ code: 'PROCESS_NOT_SUSPENDED', process: id });
  const { actor: by, now: at } = draft.facts;
  const comment = draft.write(`${id}#resumption:${suspensions}`, reason);
  draft.emit({ type: 'ProcessResumed', by, at, deadlines, ...comment });
  if (deadlines === 'shift') planShifts(draft, suspendedAt);
  takeKeptAnswers(draft);
}

function planShifts(draft: Draft, since: number): void {
  const { tasks, timers } = draft.state;
  const lost = { since, until: Math.max(since, draft.facts.now) };
  for (const { id: task, dueAt, assignee: user } of tasks) {
    if (dueAt !== null) draft.emit({ type: 'ShiftPlanned', of: { task }, dueAt, user, ...lost });
  }
  for (const timer of timers) {
    if (waitsForField(draft, timer)) continue;
    const of = { timer: draft.idOf(timer.visit) };
    draft.emit({ type: 'ShiftPlanned', of, dueAt: timer.dueAt, user: null, ...lost });
  }
}

/** The instant in a field of the deal is a date of the world: it is lost time to nobody. */
function waitsForField(draft: Draft, { visit }: OpenTimer): boolean {
  const token = draft.token(visit);
  const node = token && draft.nodeOf(token).node;
  return node?.kind === 'timer' && 'untilField' in node.wait;
}
