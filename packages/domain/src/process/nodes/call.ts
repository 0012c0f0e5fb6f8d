import type { JsonObject } from '../../json.js';
import type { CallNode } from '../../map/node.js';
import { type Draft, refuse } from '../draft.js';
import { enter, take } from '../move.js';
import type { Instance, Outcome, Token } from '../state.js';

/** Deepest nesting of called processes. */
export const CALL_DEPTH = 16;
/** Most called processes that live at once in one process. */
const CALLED_PROCESSES = 1_000;

/** Starts the called map's process beside the caller's token, which waits. */
export function enterCall(draft: Draft, token: Token, node: CallNode): void {
  if (depth(draft, token.process) >= CALL_DEPTH)
    refuse({ code: 'CALLS_TOO_DEEP', limit: CALL_DEPTH, node: node.id });
  if (draft.state.instances.length > CALLED_PROCESSES) {
    refuse({ code: 'TOO_MANY_CALLED_PROCESSES', limit: CALLED_PROCESSES, node: node.id });
  }
  const called = draft.mapOf(token.process).calls.get(node.map);
  if (!called) refuse({ code: 'MAP_UNSOUND', process: draft.state.id });
  const process = draft.idOf(token.visit);
  draft.emit({ type: 'ProcessCalled', process, visit: token.visit, map: called.pin });
  addVariables(draft, called.map.variables ?? {});
  enter(draft, { process, leading: false }, called.start, null);
}

/** A called process works on its caller's variables; those that its map adds begin with the map's values. */
function addVariables(draft: Draft, variables: JsonObject): void {
  const missing = Object.entries(variables).filter(([name]) => !Object.hasOwn(draft.state.variables, name));
  if (missing.length > 0) draft.emit({ type: 'VariablesSet', values: Object.fromEntries(missing) });
}

/** The called process is over: its caller goes on along the flow of that outcome. */
export function endCalled(draft: Draft, { process, caller }: Instance, outcome: Outcome): void {
  draft.emit({ type: 'CalledProcessEnded', process, outcome });
  const token = caller === null ? undefined : draft.token(caller);
  if (!token) return;
  draft.emit({ type: 'NodeCompleted', visit: token.visit, by: null, result: outcome });
  const { outgoing } = draft.nodeOf(token);
  const chosen =
    outgoing.find(({ flow }) => flow.outcome === outcome) ??
    outgoing.find(({ flow }) => flow.outcome === undefined);
  if (!chosen) refuse({ code: 'MAP_UNSOUND', process: draft.state.id });
  take(draft, token, chosen);
}

function depth(draft: Draft, process: string): number {
  const { caller } = draft.instance(process);
  const parent = caller === null ? undefined : draft.token(caller);
  return parent ? 1 + depth(draft, parent.process) : 0;
}
