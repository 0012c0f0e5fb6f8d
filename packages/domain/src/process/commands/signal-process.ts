import type { CommandOf } from '../command.js';
import { type Draft, refuse } from '../draft.js';
import { takeOnly } from '../move.js';
import type { Token } from '../state.js';

/**
 * Ends every wait that names the signal; a process that does not wait for it ignores it. Of a suspended process the
 * signal is kept, and the process goes on with it when it is resumed.
 */
export function signalProcess(draft: Draft, { signal, variables }: CommandOf<'SignalProcess'>): void {
  const { id, status, suspendedAt } = draft.state;
  if (status === 'ended') refuse({ code: 'PROCESS_ENDED', process: id });
  const waiting = waitingFor(draft, signal);
  for (const { visit } of waiting) draft.emit({ type: 'TimerSignalled', timer: draft.idOf(visit), signal });
  if (waiting.length > 0 && variables && Object.keys(variables).length > 0) {
    draft.emit({ type: 'VariablesSet', values: variables });
  }
  if (suspendedAt !== null) return;
  for (const token of waiting) takeOnly(draft, token, draft.nodeOf(token));
}

function waitingFor(draft: Draft, signal: string): readonly Token[] {
  return draft.state.timers.flatMap(({ visit }) => {
    const token = draft.token(visit);
    const node = token && draft.nodeOf(token).node;
    return token && node?.kind === 'timer' && node.signal === signal ? [token] : [];
  });
}
