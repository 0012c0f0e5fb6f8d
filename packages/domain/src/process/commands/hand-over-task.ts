import type { TaskId } from '../../ids.js';
import type { CommandOf } from '../command.js';
import { type Draft, refuse } from '../draft.js';

/** Ends the task in one person's hands and continues it, deadline and checklist included, in another's. */
export function handOverTask(draft: Draft, command: CommandOf<'HandOverTask'>): void {
  const { task } = draft.openTask(command.task);
  if (task.assignee === command.to) refuse({ code: 'SAME_PERSON', user: command.to });
  draft.emit({
    type: 'TaskHandedOver',
    task: task.id,
    next: nextHand(task.id),
    from: task.assignee,
    to: command.to,
    ...draft.write(`${task.id}#handOver`, command.comment),
  });
}

/** The first hand of a task has its plain id, the second `<id>-2`, and so on. */
function nextHand(task: TaskId): TaskId {
  const [, line, hand] = /^(.*\.\d+)(?:-(\d+))?$/.exec(task) ?? [];
  return `${line ?? task}-${Number(hand ?? 1) + 1}`;
}
