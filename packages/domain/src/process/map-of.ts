import type { ExecutableMap } from '../compile-map.js';
import type { ProcessId } from '../ids.js';
import type { ProcessState } from './state.js';

/**
 * The map of a process of an aggregate: its own, or the version of a called one that it was started with. `called` are
 * versions that the caller's map no longer pins.
 */
export function mapOf(
  root: ExecutableMap,
  state: ProcessState,
  process: ProcessId,
  called: readonly ExecutableMap[] = [],
): ExecutableMap | undefined {
  const instance = state.instances.find((one) => one.process === process);
  if (!instance) return undefined;
  if (instance.caller === null) return root;
  const parent = state.tokens.find(({ visit }) => visit === instance.caller);
  const { key, version } = instance.map;
  const pinned = parent && mapOf(root, state, parent.process, called)?.calls.get(key);
  if (pinned?.pin.version === version) return pinned;
  return called.find(({ pin }) => pin.key === key && pin.version === version);
}
