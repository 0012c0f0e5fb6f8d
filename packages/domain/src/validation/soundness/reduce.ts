import { racingNodes } from './at-once.js';
import {
  connect,
  disconnect,
  endsAll,
  type Net,
  type NetEdge,
  type NetNode,
  redirect,
  slotsOf,
} from './net.js';

/**
 * Makes a net smaller without changing whether it is sound: what follows one waiting node only becomes part of it,
 * branches between one split and one join become one, and splits and joins with one branch left go. Block-structured
 * parts of any width and depth come down to one node.
 *
 * @param options `dropEndings` false keeps branches that end by themselves, so that a path tells of them too, and so that
 * a process may stand elsewhere than at the start; `keep` names the nodes on which it then stands: they stay as drawn
 */
export function reduce(net: Net, { dropEndings = true, keep: stood = NONE }: ReduceOptions = {}): void {
  const keep = new Set([...stood, ...racingNodes(net)]);
  const waiting = new Set([...net.nodes].filter((node) => !keep.has(node)));
  for (const node of waiting) {
    waiting.delete(node);
    if (!net.nodes.has(node)) continue;
    for (const touched of reduceAt(net, node, { dropEndings, keep })) {
      if (net.nodes.has(touched) && !keep.has(touched)) waiting.add(touched);
    }
  }
}

interface ReduceOptions {
  readonly dropEndings?: boolean;
  readonly keep?: ReadonlySet<NetNode>;
}

const NONE: ReadonlySet<NetNode> = new Set();

/** Tries every rule at one node; the nodes at which another rule may fit after that. */
function reduceAt(net: Net, node: NetNode, options: Required<ReduceOptions>): readonly NetNode[] {
  switch (node.kind) {
    case 'wait':
    case 'choice':
      return reduceChoosing(net, node);
    case 'split':
      return reduceSplit(net, node, options);
    case 'join':
      return slotsOf(node).size === 1 ? passThrough(net, node) : [];
    default:
      return [];
  }
}

const neighbours = (node: NetNode): readonly NetNode[] => [
  ...[...node.into].map(({ from }) => from),
  ...node.out.map(({ to }) => to),
];

function reduceChoosing(net: Net, node: NetNode): readonly NetNode[] {
  if (mergeAlike(node) || dropRound(node)) return [node, ...neighbours(node)];
  const from = onlySource(node);
  if (!from || from === node || (from.kind !== 'wait' && from.kind !== 'choice')) return [];
  // A token that rests where it has not decided yet must be able to rest behind the decision.
  if (from.kind === 'choice' && node.kind === 'wait') {
    const [first] = node.into;
    from.kind = 'wait';
    from.name = node.name;
    from.resting = [...(first?.steps ?? []), ...node.resting];
  }
  absorb(net, from, node);
  return [from, ...neighbours(from)];
}

function onlySource({ into }: NetNode): NetNode | undefined {
  const sources = new Set([...into].map(({ from }) => from));
  return sources.size === 1 ? [...sources][0] : undefined;
}

/** Makes a node part of the one before it. */
function absorb(net: Net, from: NetNode, node: NetNode): void {
  const [first] = [...node.into].sort((a, b) => a.steps.length - b.steps.length);
  for (const edge of [...node.into]) disconnect(edge);
  for (const edge of [...node.out]) {
    disconnect(edge);
    connect({ ...edge, from, steps: [...(first?.steps ?? []), ...edge.steps] });
  }
  net.nodes.delete(node);
}

/** Of several ways to one place the shortest is enough; flows into a join are different places. */
function mergeAlike(node: NetNode): boolean {
  const best = new Map<string, NetEdge>();
  const superfluous: NetEdge[] = [];
  for (const edge of node.out) {
    const place = `${edge.to.index} ${edge.to.kind === 'join' ? edge.slot : ''}`;
    const known = best.get(place);
    if (!known || edge.steps.length < known.steps.length) best.set(place, edge);
    if (known) superfluous.push(edge.steps.length < known.steps.length ? known : edge);
  }
  for (const edge of superfluous) disconnect(edge);
  return superfluous.length > 0;
}

/** A way back to the node itself changes nothing where there is another way out. */
function dropRound(node: NetNode): boolean {
  const rounds = node.out.filter(({ to }) => to === node);
  if (rounds.length === 0 || rounds.length === node.out.length) return false;
  for (const edge of rounds) disconnect(edge);
  return true;
}

function reduceSplit(
  net: Net,
  split: NetNode,
  { dropEndings, keep }: Required<ReduceOptions>,
): readonly NetNode[] {
  if (split.out.length === 1) return passThrough(net, split);
  const inner = split.out.find(({ to }) => to.kind === 'split' && to.into.size === 1 && !keep.has(to));
  if (inner) return joinSplits(net, inner);
  const branches = new Map<NetNode, Branch>();
  for (const edge of split.out) {
    const branch = keep.has(edge.to) ? undefined : branchOf(net, edge, keep);
    const known = branch && branches.get(branch.join);
    if (branch && known) return fuse(net, known, branch);
    if (branch) branches.set(branch.join, branch);
  }
  return dropEndings ? dropEnding(net, split) : [];
}

/** A side branch that waits and ends by itself stands in nobody's way, unless the split is taken again. */
function dropEnding(net: Net, split: NetNode): readonly NetNode[] {
  const ending = split.out.find((edge) => !edge.leading && endsItself(edge.to, net.governing));
  if (!ending || !comesOnce(split)) return [];
  disconnect(ending);
  const { to } = ending;
  if (to.kind === 'wait') {
    for (const edge of to.out) edge.to.into.delete(edge);
    net.nodes.delete(to);
  }
  return [split, ...neighbours(split)];
}

function endsItself({ kind, into, out, end }: NetNode, governing: boolean): boolean {
  if (kind === 'end') return !endsAll(end, false, governing);
  return (
    kind === 'wait' &&
    into.size === 1 &&
    out.every(({ to }) => to.kind === 'end' && endsItself(to, governing))
  );
}

/** Whether at most one token comes to a node in the life of a process, as far as its surroundings show it. */
function comesOnce(node: NetNode, known = new Map<NetNode, boolean>()): boolean {
  const before = known.get(node);
  if (before !== undefined) return before;
  // A round comes back to a node that is not known to be visited once.
  known.set(node, node.kind === 'start');
  const edges = [...node.into];
  const alone = (edge: NetEdge) => edges.every((other) => other === edge || other.slot !== edge.slot);
  if (node.kind === 'join') {
    known.set(
      node,
      edges.some((edge) => alone(edge) && comesOnce(edge.from, known)),
    );
  } else if (node.kind !== 'start') {
    const source = onlySource(node);
    const exclusive = edges.length === 1 || source?.kind === 'wait' || source?.kind === 'choice';
    known.set(node, source !== undefined && exclusive && comesOnce(source, known));
  }
  return known.get(node) ?? false;
}

/** Makes a split that follows another at once part of it. */
function joinSplits(net: Net, edge: NetEdge): readonly NetNode[] {
  const { from, to: inner } = edge;
  disconnect(edge);
  for (const out of [...inner.out]) {
    disconnect(out);
    const steps = [...edge.steps, { node: inner.name }, ...out.steps];
    connect({ ...out, from, steps, leading: edge.leading && out.leading });
  }
  net.nodes.delete(inner);
  return [from, ...neighbours(from)];
}

/** A branch of a split that can only come to one join, by one flow of it, or end the whole process on the way. */
interface Branch {
  readonly edge: NetEdge;
  /** What waits in it; null for a flow from the split straight into the join. */
  readonly part: NetNode | null;
  readonly join: NetNode;
  readonly slot: string;
}

function branchOf(net: Net, edge: NetEdge, keep: ReadonlySet<NetNode>): Branch | undefined {
  const { to } = edge;
  if (to.kind === 'join') {
    return soleSource(to, edge) ? { edge, part: null, join: to, slot: edge.slot } : undefined;
  }
  if (to.kind !== 'wait' || to.into.size !== 1) return undefined;
  const onwards = to.out.filter((out) => !endsAll(out.to.end, false, false));
  const [out] = onwards;
  // In a governing map only the leading branch's ends end everything.
  if (onwards.length !== to.out.length && net.governing && !edge.leading) return undefined;
  if (!out || onwards.length > 1 || out.to.kind !== 'join' || !soleSource(out.to, out)) return undefined;
  if (keep.has(out.to)) return undefined;
  return { edge, part: to, join: out.to, slot: out.slot };
}

/** Whether nothing else comes to a join by the flow of an edge. */
const soleSource = (join: NetNode, edge: NetEdge): boolean =>
  [...join.into].every((other) => other === edge || other.slot !== edge.slot);

/** Makes two branches between the same split and the same join one. */
function fuse(net: Net, one: Branch, two: Branch): readonly NetNode[] {
  const [kept, gone] = two.edge.leading || (!one.part && two.part) ? [two, one] : [one, two];
  if (!kept.part && gone.part) {
    // The leading flow goes straight into the join: the waiting branch leads in its place.
    gone.edge.leading = kept.edge.leading;
    disconnect(kept.edge);
    return [gone.edge.from, gone.part, gone.join];
  }
  disconnect(gone.edge);
  if (gone.part && kept.part) fuseParts(net, kept, gone);
  return [kept.edge.from, kept.join, ...(kept.part ? [kept.part] : [])];
}

function fuseParts(net: Net, { part: kept, join }: Branch, { part: gone }: Branch): void {
  if (!kept || !gone) return;
  const through = gone.out.find(({ to }) => to === join);
  for (const edge of [...gone.out]) {
    disconnect(edge);
    if (edge !== through) connect({ ...edge, from: kept });
  }
  for (const edge of kept.out) {
    if (edge.to === join) edge.steps = [...(through?.steps ?? []), ...edge.steps];
  }
  net.nodes.delete(gone);
}

/** Takes a split or a join with one branch out of the net. */
function passThrough(net: Net, node: NetNode): readonly NetNode[] {
  const [out] = node.out;
  if (!out || out.to === node) return [];
  disconnect(out);
  const touched: NetNode[] = [out.to];
  for (const edge of [...node.into]) {
    redirect(edge, out.to, out.slot);
    edge.steps = [...edge.steps, { node: node.name }, ...out.steps];
    touched.push(edge.from, ...neighbours(edge.from));
  }
  net.nodes.delete(node);
  return [...touched, ...neighbours(out.to)];
}
