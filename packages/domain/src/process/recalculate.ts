import { sameJson } from '../json.js';
import type { TimerNode } from '../map/node.js';
import type { TimeLimit } from '../map/time-limit.js';
import type { Draft } from './draft.js';
import { instantIn } from './nodes/timer.js';
import type { OpenTask } from './state.js';
import type { CrossingToken } from './version-crossing.js';

/** Counts the instants of a token anew, from now on, where its node has another limit than the one it stood on. */
export function recalculate(
  draft: Draft,
  { token, was: { node: was }, is: { node: is } }: CrossingToken,
): void {
  if (is.kind === 'userTask' && was.kind === 'userTask') {
    if (sameJson(is.timeLimit, was.timeLimit)) return;
    for (const task of draft.state.tasks) {
      if (task.visit === token.visit) recalculateTask(draft, task, is.timeLimit);
    }
  }
  if (is.kind === 'timer' && was.kind === 'timer' && !sameJson(is.wait, was.wait)) {
    recalculateTimer(draft, token.visit, is);
  }
}

function recalculateTask(
  draft: Draft,
  { id: task, dueAt, assignee: user }: OpenTask,
  limit?: TimeLimit,
): void {
  if (limit) draft.emit({ type: 'RecalculationPlanned', of: { task }, dueAt, limit, user });
  else if (dueAt !== null)
    draft.emit({ type: 'TaskRescheduled', task, from: dueAt, to: null, deadline: null });
}

function recalculateTimer(draft: Draft, visit: number, { id, wait }: TimerNode): void {
  const dueAt = draft.state.timers.find((candidate) => candidate.visit === visit)?.dueAt;
  if (dueAt === undefined) return;
  const timer = draft.idOf(visit);
  if (!('untilField' in wait)) {
    draft.emit({ type: 'RecalculationPlanned', of: { timer }, dueAt, limit: wait, user: null });
    return;
  }
  const to = instantIn(draft, id, wait.untilField);
  if (to !== dueAt) draft.emit({ type: 'TimerRescheduled', timer, from: dueAt, to });
}
