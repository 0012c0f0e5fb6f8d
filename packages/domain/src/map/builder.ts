import type {
  AddedNode,
  AddedNodes,
  EndOptions,
  FirstStart,
  FlowOptions,
  GoverningOptions,
  IndependentOptions,
  MapNames,
  NewId,
  NodeOptions,
  SourceOf,
  TargetOf,
  UserTaskOptions,
} from './builder-options.js';
import { freezePlain } from './freeze-plain.js';
import type { MapNode, NodeKind } from './node.js';
import type { Flow, RouteMap } from './route-map.js';

/** Most characters of a generated id before its number: ids have at most 64. */
const GENERATED_ID = 59;

type Added<I extends string, K extends NodeKind, R extends string = never> = Readonly<
  Record<I, { readonly kind: K; readonly result: R }>
>;

/**
 * Builds a map that drives the stage of deals of a pipeline. Name the stages here once; nodes can then name no others.
 *
 * ```ts
 * const sale = governingMap({ key: 'sale', title: 'Sale', pipeline: { key: 'sales', stages: ['new', 'won'] } })
 *   .start('start')
 *   .userTask('call', { title: 'Call the client', stage: 'new', timeLimit: workingDays(1) })
 *   .end('won', { outcome: 'success', stage: 'won' })
 *   .flow('start', 'call')
 *   .flow('call', 'won')
 *   .build();
 * ```
 */
export function governingMap<const S extends string, const L extends string = string>(
  options: GoverningOptions<S, L>,
): MapBuilder<{ stage: S; lossReason: L }> {
  return new MapBuilder({ ...options, kind: 'governing', pipeline: options.pipeline.key });
}

/** Builds a map of a supporting process: it names no stages, and call nodes may run it. */
export function independentMap<const L extends string = string>(
  options: IndependentOptions<L>,
): MapBuilder<{ stage: never; lossReason: L }> {
  return new MapBuilder({ ...options, kind: 'independent' });
}

/**
 * A map under construction: nodes first, then the flows between them. Each call gives a new builder, so a common
 * beginning can be continued in several ways. It finds what types can say (a stage, result or node that does not
 * exist); `validateMap` finds the rest.
 */
export class MapBuilder<W extends MapNames, N extends AddedNodes = Readonly<Record<never, AddedNode>>> {
  readonly #head: Omit<RouteMap, 'nodes' | 'flows'>;
  readonly #nodes: readonly MapNode[];
  readonly #flows: readonly Flow[];

  /** Begin with {@link governingMap} or {@link independentMap}. */
  constructor(
    head: Omit<RouteMap, 'nodes' | 'flows'>,
    nodes: readonly MapNode[] = [],
    flows: readonly Flow[] = [],
  ) {
    this.#head = head;
    this.#nodes = nodes;
    this.#flows = flows;
  }

  /** Where a process begins: exactly one. */
  start<const I extends string>(id: I & NewId<I, N> & FirstStart<N>, options: NodeOptions<W, 'start'> = {}) {
    return this.#add<Added<I, 'start'>>({ id, kind: 'start', ...options });
  }

  /** Work for a person. Flows can name the results given here. */
  userTask<const I extends string, const R extends string = never>(
    id: I & NewId<I, N>,
    options: UserTaskOptions<W, (keyof N & string) | I, R>,
  ) {
    return this.#add<Added<I, 'userTask', R>>({ id, kind: 'userTask', ...options });
  }

  /** The host's registered action, run without a person. */
  serviceTask<const I extends string>(id: I & NewId<I, N>, options: NodeOptions<W, 'serviceTask'>) {
    return this.#add<Added<I, 'serviceTask'>>({ id, kind: 'serviceTask', ...options });
  }

  /** A choice: the first flow whose condition holds, in the order in which flows are added, else the default one. */
  decision<const I extends string>(id: I & NewId<I, N>, options: NodeOptions<W, 'decision'> = {}) {
    return this.#add<Added<I, 'decision'>>({ id, kind: 'decision', ...options });
  }

  /** Takes all its flows at once. In a governing map exactly one of them is `leading`. */
  split<const I extends string>(id: I & NewId<I, N>, options: NodeOptions<W, 'split'> = {}) {
    return this.#add<Added<I, 'split'>>({ id, kind: 'split', ...options });
  }

  /** Waits for every flow into it. */
  join<const I extends string>(id: I & NewId<I, N>, options: NodeOptions<W, 'join'> = {}) {
    return this.#add<Added<I, 'join'>>({ id, kind: 'join', ...options });
  }

  /** Runs an independent map on the same deal and waits for it. */
  call<const I extends string>(id: I & NewId<I, N>, options: NodeOptions<W, 'call'>) {
    return this.#add<Added<I, 'call'>>({ id, kind: 'call', ...options });
  }

  /** Waits for a time, or until the instant in a field of the deal; a `signal` ends the wait before that. */
  timer<const I extends string>(id: I & NewId<I, N>, options: NodeOptions<W, 'timer'>) {
    return this.#add<Added<I, 'timer'>>({ id, kind: 'timer', ...options });
  }

  /** Ends a path: as a success or a failure, or, in a side branch, without an outcome. */
  end<const I extends string>(id: I & NewId<I, N>, options: EndOptions<W> = {}) {
    return this.#add<Added<I, 'end'>>({ id, kind: 'end', ...options });
  }

  /**
   * Leads from one node to another. Its id is `<from>-<result, outcome or to>`, with a number where that is taken:
   * the same calls always give the same ids.
   */
  flow<F extends SourceOf<N>>(from: F, to: TargetOf<N>, ...options: FlowOptions<W, N[F]>): MapBuilder<W, N> {
    const { id: named, ...rest }: Partial<Flow> = options[0] ?? {};
    const id = named ?? this.#freeId(`${from}-${rest.result ?? rest.outcome ?? to}`);
    return new MapBuilder(this.#head, this.#nodes, [...this.#flows, { id, from, to, ...rest }]);
  }

  /** The finished map: plain, frozen data that JSON and YAML keep without loss. */
  build(): RouteMap {
    return freezePlain({ ...this.#head, nodes: this.#nodes, flows: this.#flows });
  }

  #add<A extends AddedNodes>(node: MapNode): MapBuilder<W, N & A> {
    if (this.#nodes.some(({ id }) => id === node.id)) {
      throw new Error(
        `Map "${this.#head.key}" has two nodes "${node.id}": expected one id for one node. Rename one.`,
      );
    }
    return new MapBuilder<W, N & A>(this.#head, [...this.#nodes, node], this.#flows);
  }

  #freeId(ends: string): string {
    const taken = new Set(this.#flows.map(({ id }) => id));
    const short = [...ends].slice(0, GENERATED_ID).join('');
    let id = short;
    for (let n = 2; taken.has(id); n += 1) id = `${short}-${n}`;
    return id;
  }
}
