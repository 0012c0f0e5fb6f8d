import type { CommandOf } from '../command.js';
import { type Draft, refuse } from '../draft.js';

/** Takes an offered task: the first of its candidates gets it. */
export function claimTask(draft: Draft, command: CommandOf<'ClaimTask'>): void {
  const { task } = draft.openTask(command.task);
  const by = draft.facts.actor;
  if (task.assignee !== null) refuse({ code: 'ALREADY_CLAIMED', task: task.id, by: task.assignee });
  if (by === null || !task.candidates.includes(by)) refuse({ code: 'NOT_A_CANDIDATE', task: task.id });
  draft.emit({ type: 'TaskClaimed', task: task.id, by });
}

/** Gives a claimed task back to all its candidates. */
export function releaseTask(draft: Draft, command: CommandOf<'ReleaseTask'>): void {
  const { task } = draft.openTask(command.task);
  if (task.assignee === null || task.candidates.length === 0) refuse({ code: 'NOT_CLAIMED', task: task.id });
  draft.emit({ type: 'TaskReleased', task: task.id, by: draft.facts.actor });
}
