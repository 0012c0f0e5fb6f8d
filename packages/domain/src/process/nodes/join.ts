import type { ExecutableNode } from '../../compile-map.js';
import { type Draft, refuse } from '../draft.js';
import { enter } from '../move.js';
import type { Token } from '../state.js';

/** Waits until each flow into the join has brought a token, then goes on with one, leading if any of them was. */
export function enterJoin(draft: Draft, token: Token, at: ExecutableNode): void {
  const arrived = new Map<string | null, Token>();
  for (const other of draft.state.tokens) {
    if (other.process === token.process && other.node === at.id && !arrived.has(other.flow)) {
      arrived.set(other.flow, other);
    }
  }
  if (arrived.size < at.incoming) return;
  const next = at.outgoing[0];
  if (!next) refuse({ code: 'MAP_UNSOUND', process: draft.state.id });
  for (const { visit } of arrived.values()) draft.emit({ type: 'NodeLeft', visit });
  const leading = [...arrived.values()].some((other) => other.leading);
  enter(draft, { process: token.process, leading }, next.to, next.flow.id);
}
