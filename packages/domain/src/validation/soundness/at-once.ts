import { endsAll, type Net, type NetEdge, type NetNode } from './net.js';

/** What a token on these ways can come to in the same step; a join that it completes lets it go on. */
export function atOnce(ways: readonly NetEdge[]): ReadonlySet<NetNode> {
  const seen = new Set(ways.map(({ to }) => to));
  for (const { kind, out } of seen) if (kind !== 'wait') for (const { to } of out) seen.add(to);
  return seen;
}

/** Whether one of the nodes ends the whole process; of a governing map as far as the leading branch comes there. */
export function hasClearingEnd(nodes: Iterable<NetNode>, { governing }: Net): boolean {
  for (const { end } of nodes) if (endsAll(end, true, governing)) return true;
  return false;
}

/**
 * The nodes of steps in which an end that withdraws everything runs against another branch of the same split: which of
 * them comes first depends on how many nodes lie between.
 */
export function racingNodes(net: Net): ReadonlySet<NetNode> {
  const racing = new Set<NetNode>();
  for (const split of net.nodes) {
    if (split.kind !== 'split') continue;
    const acting = split.out
      .map((edge) => atOnce([edge]))
      .filter((nodes) => hasClearingEnd(nodes, net) || [...nodes].some(({ kind }) => kind === 'join'));
    if (acting.length < 2 || !acting.some((nodes) => hasClearingEnd(nodes, net))) continue;
    for (const nodes of [[split], ...acting]) for (const node of nodes) racing.add(node);
  }
  return racing;
}
