import { type Instant, labelText, type ProcessState, type TaskCard } from '@dealroute/core';
import type { WallClock } from '../calendar/wall-clock.js';
import type { Shell } from '../shell.js';

export interface Scene {
  readonly state: ProcessState;
  readonly tasks: readonly TaskCard[];
  readonly now: Instant;
  readonly clock: WallClock;
}

/** Shows where a process stands: time, stage, open tasks with their deadlines, or how it ended. */
export function show(shell: Shell, { state, tasks, now, clock }: Scene): void {
  const { simulate } = shell.words;
  shell.say('');
  const time = simulate.now(clock.write(now));
  shell.say(
    shell.paint('dim', state.kind === 'governing' ? `${time}   ${simulate.stage(state.stage)}` : time),
  );
  if (state.status === 'ended') {
    shell.say(shell.paint('bold', simulate.ended(state.outcome)));
    if (state.lossReason !== null) shell.say(simulate.reason(state.lossReason));
    return;
  }
  if (tasks.length > 0) shell.say(simulate.tasks);
  for (const task of tasks) shell.say(`  • ${taskLine(shell, task, clock)}`);
  const first = state.timers.map(({ dueAt }) => dueAt).sort((a, b) => a - b)[0];
  if (first !== undefined) shell.say(simulate.timers(clock.write(first)));
}

function taskLine(shell: Shell, { title, dueAt, overdue, assignee }: TaskCard, clock: WallClock): string {
  const { simulate } = shell.words;
  const due = dueAt === null ? simulate.noDeadline : simulate.due(clock.write(dueAt));
  const late = overdue ? ` ${shell.paint('red', simulate.overdue)}` : '';
  return `${shell.paint('bold', labelText(title, shell.locale))} (${assignee}), ${due}${late}`;
}
