import type { ServiceTaskNode } from '../../map/node.js';
import type { CommandOf } from '../command.js';
import { type Draft, refuse } from '../draft.js';
import { takeOnly } from '../move.js';
import type { Token } from '../state.js';

/** Asks for the host's action and waits for its answer. */
export function enterServiceTask(draft: Draft, token: Token, node: ServiceTaskNode): void {
  const { visit } = token;
  draft.emit({
    type: 'ActionRequested',
    action: draft.idOf(visit),
    visit,
    name: node.action,
    input: node.input ?? {},
  });
}

export function completeAction(draft: Draft, { action, output }: CommandOf<'CompleteAction'>): void {
  const token = waiting(draft, action);
  draft.emit({ type: 'ActionCompleted', action });
  if (output && Object.keys(output).length > 0) draft.emit({ type: 'VariablesSet', values: output });
  draft.emit({ type: 'NodeCompleted', visit: token.visit, by: null, result: null });
  takeOnly(draft, token, draft.nodeOf(token));
}

/** The action cannot be done: the token goes on waiting, and the engine raises an incident. */
export function failAction(draft: Draft, { action, reason }: CommandOf<'FailAction'>): void {
  waiting(draft, action);
  draft.emit({ type: 'ActionFailed', action, reason });
}

function waiting(draft: Draft, action: string): Token {
  const token = draft.state.tokens.find((candidate) => draft.idOf(candidate.visit) === action);
  if (!token || draft.nodeOf(token).kind !== 'serviceTask') refuse({ code: 'ACTION_NOT_WAITING', action });
  return token;
}
