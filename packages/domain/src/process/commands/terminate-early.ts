import type { CommandOf } from '../command.js';
import { type Draft, refuse } from '../draft.js';
import { requireLossReason } from '../requirements.js';

/** Ends the process as a failure, whatever is open, where the map allows it and nothing is decided yet. */
export function terminateEarly(draft: Draft, command: CommandOf<'TerminateEarly'>): void {
  const { id, status, outcome } = draft.state;
  if (status === 'ended') refuse({ code: 'PROCESS_ENDED', process: id });
  const allowed = draft.map.map.earlyTermination;
  if (!allowed) refuse({ code: 'EARLY_TERMINATION_NOT_ALLOWED', process: id });
  if (outcome !== null) refuse({ code: 'ALREADY_DECIDED', process: id });
  const lossReason = requireLossReason(draft, id, command.lossReason);
  if (allowed.comment === 'required' && !command.comment?.trim()) refuse({ code: 'COMMENT_REQUIRED' });
  const comment = draft.write(`${id}#termination`, command.comment);
  draft.emit({ type: 'EarlyTerminated', by: draft.facts.actor, lossReason, ...comment });
  if (draft.state.kind === 'governing' && allowed.stage !== undefined) draft.changeStage(allowed.stage);
  draft.withdraw(id, 'earlyTermination');
  draft.emit({ type: 'ProcessEnded', at: draft.facts.now });
}
