import type { ExecutableFlow, ExecutableNode } from '../../compile-map.js';
import type { ConditionScope } from '../../map/condition.js';
import { type Draft, refuse } from '../draft.js';
import { take } from '../move.js';
import type { Token } from '../state.js';

/** Takes the first flow whose condition holds, else the default one. */
export function enterDecision(draft: Draft, token: Token, at: ExecutableNode): void {
  const scope = draft.scope(token.process);
  const chosen =
    at.outgoing.find((candidate) => holds(candidate, scope, at.id)) ??
    at.outgoing.find((candidate) => candidate.condition === null);
  if (!chosen) refuse({ code: 'MAP_UNSOUND', process: draft.state.id });
  take(draft, token, chosen);
}

function holds({ condition, flow }: ExecutableFlow, scope: ConditionScope, node: string): boolean {
  if (!condition) return false;
  try {
    return condition(scope);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    refuse({ code: 'CONDITION_FAILED', node, flow: flow.id, message });
  }
}
