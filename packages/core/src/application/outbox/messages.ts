import type { JsonObject, OpenTask, ProcessEvent, ProcessState, TaskId, UserId } from '@dealroute/domain';
import type { NoticeKind, OutboxMessage, StageWrite } from '../../ports/index.js';
import { keyOf } from '../key-of.js';
import { noticeMessage, type Recipient } from './notice-message.js';

/** Who looks after what is stuck. */
const ADMINS: Recipient = { role: 'admin' };

interface Mailing {
  readonly before: ProcessState | null;
  readonly after: ProcessState;
  readonly actor: UserId | null;
  readonly responsible: UserId | null;
  readonly nextId: () => string;
}

/** The messages that a command's events send: notices to people, and requests to the host's actions. */
export function messagesOf(events: readonly ProcessEvent[], mailing: Mailing): OutboxMessage[] {
  const { after, before, nextId } = mailing;
  const messages: OutboxMessage[] = [];
  const notice = (kind: NoticeKind, to: Recipient | null, details: JsonObject, task?: TaskId) => {
    if (to === null) return;
    const about = { deal: after.deal, process: after.id, ...(task !== undefined && { task }) };
    messages.push(noticeMessage(nextId(), { kind, to, ...about, details }));
  };
  const holders = (id: TaskId): readonly UserId[] => {
    const task = before?.tasks.find((candidate) => candidate.id === id);
    return task ? holdersOf(task) : [];
  };
  const everyHolder = (kind: NoticeKind, by: UserId | null) => {
    for (const task of before?.tasks ?? []) {
      for (const holder of holdersOf(task)) notice(kind, holder, { by }, task.id);
    }
  };
  for (const event of events) {
    switch (event.type) {
      case 'TaskCreated':
        if (event.assignee !== null) notice('taskAssigned', event.assignee, {}, event.task);
        else if (event.candidates.length === 0) notice('taskUnassigned', ADMINS, {}, event.task);
        for (const candidate of event.candidates) notice('taskOffered', candidate, {}, event.task);
        break;
      case 'TaskClaimed':
        for (const candidate of holders(event.task)) {
          if (candidate !== event.by) notice('taskClosed', candidate, { claimedBy: event.by }, event.task);
        }
        break;
      case 'TaskReleased': {
        const task = after.tasks.find(({ id }) => id === event.task);
        for (const candidate of task?.candidates ?? []) notice('taskOffered', candidate, {}, event.task);
        break;
      }
      case 'TaskHandedOver':
        for (const holder of holders(event.task))
          notice('taskHandedOver', holder, { to: event.to }, event.task);
        notice('taskAssigned', event.to, { from: event.from }, event.next);
        break;
      case 'TaskCompleted':
        for (const holder of holders(event.task)) {
          notice('taskClosed', holder, { result: event.result, by: event.by }, event.task);
        }
        break;
      case 'TaskWithdrawn':
        for (const holder of holders(event.task))
          notice('taskClosed', holder, { withdrawn: event.reason }, event.task);
        break;
      case 'ProcessSuspended':
        everyHolder('taskSuspended', event.by);
        break;
      case 'ProcessResumed':
        everyHolder('taskResumed', event.by);
        break;
      case 'StageBypassed': {
        const { from, to, by, at, answer } = event;
        notice('stageBypassed', ADMINS, { from, to, by, at, answer });
        break;
      }
      case 'ProcessEnded':
        if (mailing.responsible !== mailing.actor) {
          notice('processEnded', mailing.responsible, {
            outcome: after.outcome,
            lossReason: after.lossReason,
          });
        }
        break;
      case 'ActionRequested': {
        const { action, name, input } = event;
        const body = { action, name, input, deal: after.deal, process: after.id };
        messages.push({ id: nextId(), topic: `action:${name}`, orderKey: keyOf('process', after.id), body });
        break;
      }
    }
  }
  return messages;
}

const holdersOf = ({ assignee, candidates }: OpenTask): readonly UserId[] =>
  assignee === null ? candidates : [assignee];

/** The stage writes of a command for a host on another database. */
export function stageMessage(write: StageWrite, nextId: () => string): OutboxMessage {
  return { id: nextId(), topic: 'stage', orderKey: keyOf('deal', write.deal), body: { ...write } };
}
