import type { ExecutableMap } from '../compile-map.js';
import type { ProcessId } from '../ids.js';
import type { ProcessState } from './state.js';

/** The map of a process of an aggregate: its own, or the pinned one of the call that runs it. */
export function mapOf(
  root: ExecutableMap,
  state: ProcessState,
  process: ProcessId,
): ExecutableMap | undefined {
  const instance = state.instances.find((one) => one.process === process);
  if (!instance) return undefined;
  if (instance.caller === null) return root;
  const parent = state.tokens.find(({ visit }) => visit === instance.caller);
  return parent && mapOf(root, state, parent.process)?.calls.get(instance.map.key);
}
