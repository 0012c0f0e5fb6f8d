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

/** Takes the answer. Of a suspended process it is kept, and the process goes on with it when it is resumed. */
export function completeAction(draft: Draft, { action, output }: CommandOf<'CompleteAction'>): void {
  const token = waiting(draft, action);
  draft.emit({ type: 'ActionCompleted', action });
  if (output && Object.keys(output).length > 0) draft.emit({ type: 'VariablesSet', values: output });
  if (draft.state.suspendedAt === null) goOn(draft, token);
}

/** Goes on with the answers and signals that came while the process was suspended. */
export function takeKeptAnswers(draft: Draft): void {
  for (const token of draft.state.tokens.filter(({ answered }) => answered)) goOn(draft, token);
}

function goOn(draft: Draft, token: Token): void {
  const at = draft.nodeOf(token);
  if (at.node.kind === 'serviceTask') {
    draft.emit({ type: 'NodeCompleted', visit: token.visit, by: null, result: null });
  }
  takeOnly(draft, token, at);
}

/** The action cannot be done: the token goes on waiting, and the engine raises an incident. */
export function failAction(draft: Draft, { action, reason }: CommandOf<'FailAction'>): void {
  waiting(draft, action);
  draft.emit({ type: 'ActionFailed', action, reason });
}

function waiting(draft: Draft, action: string): Token {
  const token = draft.state.tokens.find((candidate) => draft.idOf(candidate.visit) === action);
  if (!token || token.answered || draft.nodeOf(token).kind !== 'serviceTask')
    refuse({ code: 'ACTION_NOT_WAITING', action });
  return token;
}
