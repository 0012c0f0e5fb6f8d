import type { Rejection } from '@dealroute/core';
import type { Evidence } from '../evidence.js';
import type { Operation } from '../history.js';
import type { ProcessTimeline, Span, TaskLife } from '../timeline.js';
import { name } from './acknowledgements.js';

/** What a refusal is judged by. */
interface Case {
  readonly operation: Operation;
  readonly timeline: ProcessTimeline;
  /** The versions that it may have been decided on. */
  readonly met: Span;
  readonly task: TaskLife | undefined;
}

type Judge<C extends Rejection['code']> = (rejection: Extract<Rejection, { code: C }>, one: Case) => boolean;

/** For each code that depends on how things stand: whether they may have stood so. Others are right at any time. */
const JUDGES: { readonly [C in Rejection['code']]?: Judge<C> } = {
  PROCESS_NOT_FOUND: (_, { met }) => met.from === 0,
  TASK_NOT_FOUND: (_, { met, task }) => !task || met.from < task.openedIn,
  PROCESS_ENDED: (_, { timeline, met }) => timeline.endedIn <= met.to,
  PROCESS_SUSPENDED: (_, { timeline, met }) => timeline.isSuspendedIn(met),
  PROCESS_NOT_SUSPENDED: (_, { timeline, met }) => !isSuspendedThroughout(timeline, met),
  TASK_NOT_OPEN: (told, { task, met }) => {
    const [end] = task?.ends ?? [];
    if (!end || end.n > met.to) return false;
    return (
      told.ended === undefined || (told.ended === end.as && told.result === end.result && told.by === end.by)
    );
  },
  ALREADY_CLAIMED: ({ by }, one) => holders(one).includes(by),
  TASK_UNCLAIMED: (_, one) => holders(one).includes(null),
  SAME_PERSON: ({ user }, one) => holders(one).includes(user),
  NOT_ASSIGNEE: ({ assignee }, one) =>
    assignee === null
      ? isOthers(one)
      : assignee !== one.operation.wish.actor && holders(one).includes(assignee),
};

/** I14: who lost was told how things stood at some moment between the call and the answer. */
export function refusals(evidence: Evidence): readonly string[] {
  return evidence.history.operations.flatMap((operation) => {
    const { answer } = operation;
    if (!answer || answer.ok) return [];
    const { rejection } = answer;
    const isRight =
      rejection.code === 'DEAL_ALREADY_GOVERNED'
        ? isGoverned(evidence, operation, rejection.process)
        : isRefusable(evidence, operation, rejection);
    return isRight
      ? []
      : [
          `I14: ${name(operation)} was refused with ${JSON.stringify(rejection)}, which was never so while it ran`,
        ];
  });
}

function isRefusable({ timelines }: Evidence, operation: Operation, rejection: Rejection): boolean {
  const judge = JUDGES[rejection.code] as ((rejection: Rejection, one: Case) => boolean) | undefined;
  const { wish, invokedAt, answeredAt } = operation;
  const timeline = timelines.get(wish.process ?? wish.task?.split('.')[0] ?? '');
  if (!judge) return true;
  if (!timeline) return rejection.code === 'PROCESS_NOT_FOUND' || rejection.code === 'TASK_NOT_FOUND';
  const met = timeline.met(invokedAt, answeredAt as number);
  return judge(rejection, { operation, timeline, met, task: timeline.tasks.get(wish.task ?? '') });
}

const holders = ({ timeline, task, met }: Case): readonly (string | null)[] =>
  task ? timeline.holdersIn(task, met).map(({ assignee }) => assignee) : [];

/** Those whose task it never was learn nothing of it, not even that it has ended. */
const isOthers = (one: Case): boolean => {
  const { actor } = one.operation.wish;
  const everyone = one.task?.holdings.map(({ assignee }) => assignee) ?? [];
  return everyone.some((assignee) => assignee !== actor);
};

function isSuspendedThroughout({ suspensions }: ProcessTimeline, { from, to }: Span): boolean {
  return suspensions.some((one) => one.from <= from && one.until > to);
}

/** Whether another process may have governed the deal meanwhile. */
function isGoverned({ timelines }: Evidence, operation: Operation, process: string | undefined): boolean {
  if (process === undefined) return true;
  const timeline = timelines.get(process);
  if (!timeline?.governs) return false;
  const { invokedAt, answeredAt } = operation;
  return timeline.sentBy(1) <= (answeredAt as number) && timeline.knownBy(timeline.endedIn) >= invokedAt;
}
