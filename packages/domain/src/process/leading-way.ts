import type { ExecutableNode } from '../compile-map.js';

/** Whether the leading token can come from a node to another one; `through` false stops the walk behind a node. */
export function leadsTo(
  from: ExecutableNode,
  isIt: (node: ExecutableNode) => boolean,
  through: (node: ExecutableNode) => boolean = () => true,
): boolean {
  const seen = new Set([from]);
  // A set that grows while it is iterated gives those that are added too.
  for (const node of seen) {
    if (isIt(node)) return true;
    if (!through(node)) continue;
    for (const { flow, to } of node.outgoing) if (node.kind !== 'split' || flow.leading) seen.add(to);
  }
  return false;
}

/** Whether the deal can be lost from a node without a reason: only tasks ask for one, and a valid map's last task before such an end does. */
export function losesSilently(from: ExecutableNode): boolean {
  const isSilent = ({ node }: ExecutableNode) =>
    node.kind === 'end' && node.outcome === 'failure' && !node.lossReason?.trim();
  return leadsTo(from, isSilent, ({ kind }) => kind !== 'userTask');
}
