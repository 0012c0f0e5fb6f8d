import type { ExecutableMap, ExecutableNode } from '../compile-map.js';
import { proveEntry } from '../validation/soundness/prove-standing.js';
import { leadsTo, losesSilently } from './leading-way.js';

/** Why a process cannot be moved to a node, nor begin there. */
export type MoveObstacle =
  | 'unknown'
  | 'start'
  | 'join'
  | 'end'
  /** The leading path of a governing map does not come there. */
  | 'sideBranch'
  /** A join behind it waits for a branch that nobody would bring. */
  | 'branch'
  /** The deal may be lost from there without anybody having been asked why. */
  | 'lossReason';

/** What stands against beginning anew at a node with the one token of the process; nothing where it can. */
export function moveObstacle(
  { map, start }: ExecutableMap,
  to: ExecutableNode,
  hasLossReason: boolean,
): MoveObstacle | undefined {
  const { id, kind } = to;
  if (kind === 'start' || kind === 'join' || kind === 'end') return kind;
  const governing = map.kind === 'governing';
  if (governing && !leadsTo(start, (node) => node.id === id)) return 'sideBranch';
  if (proveEntry(map, { node: id, leading: governing }).is !== 'sound') return 'branch';
  return governing && !hasLossReason && losesSilently(to) ? 'lossReason' : undefined;
}
