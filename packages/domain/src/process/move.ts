import type { ExecutableFlow, ExecutableNode } from '../compile-map.js';
import { type Draft, refuse } from './draft.js';
import type { Token } from './state.js';

/** Where a token stands before it moves: it need not exist (a process begins). */
interface Origin {
  readonly process: string;
  readonly leading: boolean;
}

/** Puts a token on a node: the deal takes the node's stage, and the node will act. */
export function enter(draft: Draft, origin: Origin, at: ExecutableNode, flow: string | null): void {
  draft.automaticSteps += 1;
  const limit = draft.facts.automaticSteps;
  if (draft.automaticSteps > limit) refuse({ code: 'TOO_MANY_AUTOMATIC_STEPS', limit, node: at.id });
  const visit = draft.state.visits + 1;
  const { process, leading } = origin;
  draft.emit({ type: 'NodeEntered', visit, process, node: at.id, flow, leading });
  if (leading && at.node.stage !== undefined) draft.changeStage(at.node.stage);
  draft.arrivals.push({ visit, process, node: at.id, flow, leading });
}

/** Moves a token along a flow. */
export function take(draft: Draft, token: Token, { flow, to }: ExecutableFlow): void {
  draft.emit({ type: 'NodeLeft', visit: token.visit });
  enter(draft, token, to, flow.id);
}

/** Moves a token along the only flow of its node. */
export function takeOnly(draft: Draft, token: Token, at: ExecutableNode): void {
  const only = at.outgoing[0];
  if (!only) refuse({ code: 'MAP_UNSOUND', process: draft.state.id });
  take(draft, token, only);
}
