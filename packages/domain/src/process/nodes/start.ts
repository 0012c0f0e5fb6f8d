import type { ExecutableNode } from '../../compile-map.js';
import type { Draft } from '../draft.js';
import { takeOnly } from '../move.js';
import type { Token } from '../state.js';

/** A start lets its token go at once. */
export function enterStart(draft: Draft, token: Token, at: ExecutableNode): void {
  takeOnly(draft, token, at);
}
