import type { CommandOf } from '../command.js';
import { type Draft, refuse } from '../draft.js';
import type { ProcessEvent, ProcessMigrated } from '../event.js';

/** Gives the process the version and the standing back that it had before its last command, which was a migration. */
export function undoMigration(draft: Draft, { process }: CommandOf<'UndoMigration'>): void {
  if (draft.state.status === 'ended') refuse({ code: 'PROCESS_ENDED', process });
  draft.requireGoingOn();
  const { goesOverTo: former, lastEvents = [] } = draft.facts;
  const done = lastEvents.find((event) => event.type === 'ProcessMigrated');
  if (!done || done.undoes || !former) refuse({ code: 'NOTHING_TO_UNDO', process });
  draft.goOver(former, reverse(done, draft.facts.actor));
  for (const event of lastEvents) takeBack(draft, event);
}

function reverse(
  { from, to, tokens, completions, ...done }: ProcessMigrated,
  by: string | null,
): ProcessMigrated {
  return {
    ...done,
    by,
    from: to,
    to: from,
    tokens: tokens.map((token) => ({ ...token, from: token.to, to: token.from })),
    ...(completions && { completions: { from: completions.to, to: completions.from } }),
    undoes: true,
  };
}

function takeBack(draft: Draft, event: ProcessEvent): void {
  if (event.type === 'StageChanged') draft.changeStage(event.from);
  if (event.type === 'TimerRescheduled') draft.emit({ ...event, from: event.to, to: event.from });
  if (event.type !== 'TaskRescheduled') return;
  const { type, task, from, to, deadline } = event;
  // The former explanation was not kept: none is better than a wrong one.
  draft.emit({ type, task, from: to, to: from, ...(deadline !== undefined && { deadline: null }) });
}
