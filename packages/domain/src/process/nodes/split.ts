import type { ExecutableNode } from '../../compile-map.js';
import type { Draft } from '../draft.js';
import { enter } from '../move.js';
import type { Token } from '../state.js';

/** Sends a token along every flow. Of a leading token, only the one on the leading flow stays leading. */
export function enterSplit(draft: Draft, token: Token, at: ExecutableNode): void {
  draft.emit({ type: 'NodeLeft', visit: token.visit });
  for (const { flow, to } of at.outgoing) {
    const leading = token.leading && flow.leading === true;
    enter(draft, { process: token.process, leading }, to, flow.id);
  }
}
