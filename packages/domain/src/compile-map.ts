import type { CompileCondition, Predicate } from './map/condition.js';
import { flowGraph } from './map/flow-graph.js';
import type { MapNode, NodeKind, NodeOfKind } from './map/node.js';
import type { Flow, MapPin, RouteMap } from './map/route-map.js';

/** A flow with its condition compiled. */
export interface ExecutableFlow {
  readonly flow: Flow;
  readonly to: ExecutableNode;
  readonly condition: Predicate | null;
}

/** A node with what the step needs of its surroundings. */
export interface ExecutableNode<N extends MapNode = MapNode> {
  readonly id: string;
  readonly kind: N['kind'];
  readonly node: N;
  readonly outgoing: readonly ExecutableFlow[];
  /** How many flows lead in: what a join waits for. */
  readonly incoming: number;
}

export type ExecutableOf<K extends NodeKind> = ExecutableNode<NodeOfKind<K>>;

/** A map version ready to run: indexed, with pure predicates and the pinned maps that it calls. */
export interface ExecutableMap {
  readonly pin: MapPin;
  readonly map: RouteMap;
  readonly start: ExecutableNode;
  readonly nodes: ReadonlyMap<string, ExecutableNode>;
  /** The maps of its call nodes, by key, at the versions that activation pinned. */
  readonly calls: ReadonlyMap<string, ExecutableMap>;
}

export interface CompileOptions {
  readonly version: number;
  readonly compileCondition: CompileCondition;
  /** Gives the compiled map that a call node names. */
  readonly calledMap: (key: string) => ExecutableMap | undefined;
}

/**
 * Compiles a valid map. What validation would have found (no start, a condition that does not compile, a called map
 * that is missing) throws an Error here: only activated maps are compiled.
 */
export function compileMap(map: RouteMap, options: CompileOptions): ExecutableMap {
  const graph = flowGraph(map);
  const nodes = new Map<string, ExecutableNode & { outgoing: ExecutableFlow[] }>();
  const calls = new Map<string, ExecutableMap>();
  for (const node of graph.nodes.values()) {
    nodes.set(node.id, {
      id: node.id,
      kind: node.kind,
      node,
      outgoing: [],
      incoming: graph.incoming(node.id).length,
    });
    if (node.kind === 'call')
      calls.set(node.map, found(options.calledMap(node.map), `called map "${node.map}"`));
  }
  for (const [id, node] of nodes) {
    for (const flow of graph.outgoing(id)) {
      const condition = flow.condition === undefined ? null : predicateOf(map, flow.condition, options);
      node.outgoing.push({ flow, to: found(nodes.get(flow.to), `node "${flow.to}"`), condition });
    }
  }
  const start = found(
    [...nodes.values()].find((node) => node.kind === 'start'),
    'start node',
  );
  return { pin: { key: map.key, version: options.version }, map, start, nodes, calls };
}

function predicateOf(map: RouteMap, expression: string, options: CompileOptions): Predicate {
  const compiled = options.compileCondition(expression, { variables: map.variables ?? {} });
  if (!compiled.ok)
    throw new Error(`Condition "${expression}" does not compile: ${compiled.problems[0]?.message}`);
  return compiled.predicate;
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The map has no ${what}: validate a map before compiling it.`);
  return value;
}
