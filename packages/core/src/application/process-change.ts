import type {
  Command,
  Facts,
  Instant,
  ProcessEvent,
  ProcessState,
  RejectionCode,
  WrittenText,
} from '@dealroute/domain';
import type {
  HostCrm,
  IdSource,
  IncidentReport,
  KeptReply,
  ProcessChange,
  StageWrite,
} from '../ports/index.js';
import { keyOf } from './key-of.js';
import { messagesOf, stageMessage } from './outbox/messages.js';
import type { Scope } from './scope.js';
import { taskWrites, timerWrites } from './task-writes.js';

/** One decided command, ready to be written. */
export interface Decided {
  readonly scope: Scope;
  readonly command: Command;
  readonly expected: number;
  readonly before: ProcessState | null;
  readonly after: ProcessState;
  readonly events: readonly ProcessEvent[];
  readonly texts: readonly WrittenText[];
  readonly facts: Facts;
  readonly kept: KeptReply | undefined;
}

/** Everything that a decided command writes. */
export function processChange(decided: Decided, host: HostCrm, ids: IdSource): ProcessChange {
  const { scope, command, expected, before, after, events, texts, facts, kept } = decided;
  const { now: at, actor } = facts;
  const { responsible } = facts.deal;
  const nextId = () => ids.next();
  const writes = stageWrites(decided);
  const outbox = messagesOf(events, { before, after, actor, responsible, nextId });
  if (!host.joinsTransaction) outbox.push(...writes.map((write) => stageMessage(write, nextId)));
  return {
    tenant: scope.tenant,
    process: after.id,
    expected,
    state: after,
    tasks: taskWrites(before, after, events, at, actor),
    timers: timerWrites(after, events),
    entry: { n: expected + 1, at, actor, source: scope.source, command: command.type, events },
    texts,
    outbox,
    incidents: events.flatMap((event) => incidentOf(event, after, at) ?? []),
    repaired: events.flatMap((event) => repairOf(event, before) ?? []),
    kept,
    stageWrites: host.joinsTransaction ? writes : [],
  };
}

/** The last stage that the events give the deal: what lies between is not worth a write. */
function stageWrites({ scope, before, after, facts }: Decided): StageWrite[] {
  if (after.stageSeq === (before?.stageSeq ?? 0)) return [];
  return [
    {
      key: keyOf(scope.tenant, after.id, String(after.stageSeq)),
      deal: after.deal,
      process: after.id,
      stage: after.stage,
      expected: facts.deal.stage,
      seq: after.stageSeq,
    },
  ];
}

function incidentOf(
  event: ProcessEvent,
  { id, deal }: ProcessState,
  at: Instant,
): IncidentReport | undefined {
  const about = { process: id, deal, at };
  switch (event.type) {
    case 'StageBypassed': {
      const { from, to, by, answer } = event;
      if (answer === 'revert') return undefined;
      return {
        ...about,
        kind: 'stageBypass',
        key: keyOf('stageBypass', id, to),
        details: { from, to, by, at: event.at },
      };
    }
    case 'ActionFailed': {
      const { action, reason } = event;
      return {
        ...about,
        kind: 'actionFailed',
        key: keyOf('actionFailed', action),
        details: { action, reason },
      };
    }
    case 'TaskCreated': {
      const { task, assignee, candidates, assignment } = event;
      if (assignee !== null || candidates.length > 0) return undefined;
      const details = {
        task,
        rule: assignment.rule,
        ...(assignment.nobody !== undefined && { why: assignment.nobody }),
      };
      return { ...about, kind: 'unassigned', key: keyOf('unassigned', task), details };
    }
    default:
      return undefined;
  }
}

/** The incident that an event puts right: a task that had nobody got somebody or is over, an action was answered after all. */
function repairOf(event: ProcessEvent, before: ProcessState | null): string | undefined {
  switch (event.type) {
    case 'TaskHandedOver':
    case 'TaskCompleted':
    case 'TaskWithdrawn': {
      const task = before?.tasks.find(({ id }) => id === event.task);
      const hadNobody = task?.assignee === null && task.candidates.length === 0;
      return hadNobody ? keyOf('unassigned', event.task) : undefined;
    }
    case 'ActionCompleted':
      return keyOf('actionFailed', event.action);
    default:
      return undefined;
  }
}

/** A refusal that no choice cures: the process is stuck, whoever asks. */
export function stuckIncident(
  code: RejectionCode,
  process: string,
  deal: string,
  details: object,
  at: Instant,
) {
  return {
    key: keyOf('stuck', process, code),
    kind: 'stuck',
    process,
    deal,
    details: { ...details },
    at,
  } as IncidentReport;
}
