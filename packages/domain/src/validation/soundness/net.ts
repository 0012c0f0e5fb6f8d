import { type FlowGraph, flowGraph } from '../../map/flow-graph.js';
import type { CallNode, EndNode, MapNode, UserTaskNode } from '../../map/node.js';
import type { Flow, RouteMap } from '../../map/route-map.js';
import type { Outcome } from '../../process/state.js';
import { possibleResults } from '../possible-results.js';
import type { PathStep, Verdict } from './verdict.js';

/** How a token behaves on a node: it rests until something happens, or goes on within the same step. */
type NetKind = 'start' | 'wait' | 'choice' | 'split' | 'join' | 'end';

/** A way from one net node to another; `steps` are what happens on it, in the words of the map. */
export interface NetEdge {
  readonly from: NetNode;
  to: NetNode;
  /** The flow by which it comes to its node: what a join counts. */
  slot: string;
  steps: readonly PathStep[];
  leading: boolean;
}

/** A node as the proof sees it; a reduced one stands for a whole part of the map. */
export interface NetNode {
  readonly index: number;
  /** The map's node; of a part that begins with a decision, the first on which a token rests. */
  name: string;
  kind: NetKind;
  readonly into: Set<NetEdge>;
  out: NetEdge[];
  readonly end: EndNode | null;
  /** What is chosen on the way to the node of its name. */
  resting: readonly PathStep[];
}

/** What a map does with tokens, without its data: any flow of a decision, any result and any outcome can come about. */
export interface Net {
  readonly governing: boolean;
  readonly nodes: Set<NetNode>;
  readonly start: NetNode;
}

/** The verdict on a called map; undefined where nothing is known of it. */
export type CalledVerdict = (key: string) => Verdict | undefined;

/** Draws the net of a map whose drawing has no errors. */
export function netOf(map: RouteMap, calledVerdict: CalledVerdict): Net {
  return new NetDrawing(map, calledVerdict).net;
}

const OUTCOMES = ['success', 'failure'] as const;

class NetDrawing {
  readonly net: Net;
  readonly #nodes = new Map<string, NetNode>();
  readonly #graph: FlowGraph;

  constructor(
    map: RouteMap,
    readonly calledVerdict: CalledVerdict,
  ) {
    this.#graph = flowGraph(map);
    const nodes = new Set<NetNode>();
    for (const node of this.#graph.nodes.values()) {
      const drawn = blank(nodes.size, node.id, kindOf(node), node);
      nodes.add(drawn);
      this.#nodes.set(node.id, drawn);
    }
    const start = [...nodes].find(({ kind }) => kind === 'start');
    if (!start) throw new Error('The map has no start: prove a map only when its drawing has no errors.');
    this.net = {
      governing: map.kind === 'governing',
      nodes,
      start,
    };
    for (const node of this.#graph.nodes.values()) this.#drawFlows(node);
  }

  #drawFlows(node: MapNode): void {
    const from = this.#nodes.get(node.id);
    const flows = this.#graph.outgoing(node.id);
    if (!from) return;
    if (node.kind === 'call') this.#drawCall(from, node, flows);
    else if (node.kind !== 'end') this.#drawPlain(from, node, flows);
  }

  #drawPlain(from: NetNode, node: MapNode, flows: readonly Flow[]): void {
    for (const flow of flows) {
      if (node.kind === 'userTask') this.#connect(from, flow, [taskStep(node, flow, flows)]);
      else if (node.kind === 'split' || node.kind === 'join' || node.kind === 'start')
        this.#connect(from, flow, []);
      else this.#connect(from, flow, [{ node: node.id, flow: flow.id }]);
    }
  }

  /** A call that may end at once is a choice; one that may also wait leads from there to a place where it waits. */
  #drawCall(from: NetNode, node: CallNode, flows: readonly Flow[]): void {
    const verdict = this.calledVerdict(node.map);
    const endings = verdict?.is === 'sound' ? verdict.endings : undefined;
    const possible = OUTCOMES.filter((outcome) => !endings || endings.possible.includes(outcome));
    const lead = (at: NetNode, outcome: Outcome) => {
      const flow =
        flows.find((candidate) => candidate.outcome === outcome) ??
        flows.find((candidate) => candidate.outcome === undefined);
      if (!flow) return;
      this.#connect(at, flow, [{ node: node.id, flow: flow.id, outcome }]);
    };
    if (endings && endings.atOnce.length > 0) {
      from.kind = 'choice';
      for (const outcome of endings.atOnce) lead(from, outcome);
      if (endings.waits) {
        const waiting = blank(this.net.nodes.size, node.id, 'wait', node);
        this.net.nodes.add(waiting);
        connect({ from, to: waiting, slot: node.id, steps: [], leading: false });
        for (const outcome of possible) lead(waiting, outcome);
      }
    } else for (const outcome of possible) lead(from, outcome);
  }

  #connect(from: NetNode, flow: Flow, steps: readonly PathStep[]): void {
    const to = this.#nodes.get(flow.to);
    if (to) connect({ from, to, slot: flow.id, steps, leading: flow.leading === true });
  }
}

const blank = (index: number, name: string, kind: NetKind, node: MapNode): NetNode => ({
  index,
  name,
  kind,
  into: new Set(),
  out: [],
  end: node.kind === 'end' ? node : null,
  resting: [],
});

function kindOf({ kind }: MapNode): NetKind {
  switch (kind) {
    case 'userTask':
    case 'serviceTask':
    case 'timer':
    case 'call':
      return 'wait';
    case 'decision':
      return 'choice';
    default:
      return kind;
  }
}

/** A result by which a flow is taken: its own, or the first that has no flow of its own. */
function taskStep(node: UserTaskNode, flow: Flow, flows: readonly Flow[]): PathStep {
  const others = possibleResults(node).filter(({ key }) => !flows.some(({ result }) => result === key));
  const result = flow.result ?? others[0]?.key;
  return { node: node.id, flow: flow.id, ...(result !== undefined && { result }) };
}

/** Adds an edge between its nodes. */
export function connect(edge: NetEdge): void {
  edge.from.out.push(edge);
  edge.to.into.add(edge);
}

/** Takes an edge out of the net. */
export function disconnect(edge: NetEdge): void {
  edge.from.out = edge.from.out.filter((other) => other !== edge);
  edge.to.into.delete(edge);
}

/** Lets an edge lead elsewhere. */
export function redirect(edge: NetEdge, to: NetNode, slot: string): void {
  edge.to.into.delete(edge);
  edge.to = to;
  edge.slot = slot;
  to.into.add(edge);
}

/** The flows that a join waits for. */
export const slotsOf = (join: NetNode): ReadonlySet<string> =>
  new Set([...join.into].map(({ slot }) => slot));

/** Whether an end ends the whole process, whatever else is open. */
export const endsAll = (end: EndNode | null, leading: boolean, governing: boolean): boolean =>
  (leading || !governing) && (end?.outcome === 'failure' || end?.remaining === 'withdraw');
