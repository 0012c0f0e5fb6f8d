import type { AssigneeRule, CombineResults, Performers } from './assignee-rule.js';
import type { Label } from './label.js';
import type { EndNode, NodeBase, NodeKind, NodeOfKind, Result, UserTaskNode } from './node.js';
import type { EarlyTermination, Flow, LossReason, RouteMap } from './route-map.js';

/** A pipeline as far as a builder needs it: the host's `Pipeline`, or its key with the keys of its stages. */
interface NamedStages<S extends string = string> {
  readonly key: string;
  readonly stages: readonly (S | { readonly key: S })[];
}

/** Which keys a map may name. An independent map names no stages, so its `stage` is `never`. */
export interface MapNames {
  readonly stage: string;
  readonly lossReason: string;
}

/** A node that was added, as far as flows must know it. */
export interface AddedNode {
  readonly kind: NodeKind;
  readonly result: string;
}

export type AddedNodes = Readonly<Record<string, AddedNode>>;

type Head = Pick<RouteMap, 'key' | 'title' | 'description' | 'variables'>;

interface LossReasonOf<L extends string> extends LossReason {
  readonly key: L;
}

export interface GoverningOptions<S extends string, L extends string> extends Head {
  readonly pipeline: NamedStages<S>;
  readonly lossReasons?: readonly LossReasonOf<L>[];
  readonly earlyTermination?: Omit<EarlyTermination, 'stage'> & { readonly stage?: NoInfer<S> };
  readonly stageBypass?: NonNullable<RouteMap['stageBypass']>;
}

export interface IndependentOptions<L extends string> extends Head {
  readonly lossReasons?: readonly LossReasonOf<L>[];
  readonly earlyTermination?: Omit<EarlyTermination, 'stage'>;
}

/** An assignee rule whose `performer` is a node of the map. */
type AssigneeOf<I extends string> =
  | Exclude<AssigneeRule, { rule: 'performer' | 'headOf' | 'roundRobin' | 'leastLoaded' }>
  | { readonly rule: 'performer'; readonly node: I }
  | { readonly rule: 'headOf'; readonly of: AssigneeOf<I> }
  | { readonly rule: 'roundRobin' | 'leastLoaded'; readonly among: AssigneeOf<I> };

type CombineOf<R extends string> =
  | Exclude<CombineResults, { by: 'count' }>
  | { readonly by: 'count'; readonly result: R; readonly atLeast: number; readonly otherwise: R };

type PerformersOf<R extends string> =
  | Exclude<Performers, { combine: CombineResults }>
  | { readonly mode: 'allOf'; readonly combine: CombineOf<R> }
  | { readonly mode: 'quorum'; readonly count: number; readonly combine: CombineOf<R> };

type Staged<W extends MapNames> = Omit<NodeBase, 'id' | 'stage'> & { readonly stage?: W['stage'] };

/** What a node of a kind has beside its id, kind and stage. */
type OwnOptions<K extends NodeKind> = Omit<NodeOfKind<K>, 'id' | 'kind' | 'stage'>;

export type NodeOptions<W extends MapNames, K extends NodeKind> = Staged<W> & OwnOptions<K>;

interface ResultOf<R extends string> extends Result {
  readonly key: R;
}

export type UserTaskOptions<W extends MapNames, I extends string, R extends string> = Staged<W> &
  Omit<UserTaskNode, 'id' | 'kind' | 'stage' | 'assignee' | 'performers' | 'results'> & {
    readonly assignee?: AssigneeOf<I>;
    readonly performers?: PerformersOf<NoInfer<R>>;
    readonly results?: readonly ResultOf<R>[];
  };

/** A success decides about other branches, a failure has a reason, the end of a side branch has neither. */
export type EndOptions<W extends MapNames> = Staged<W> &
  (
    | { readonly outcome: 'success'; readonly remaining?: NonNullable<EndNode['remaining']> }
    | { readonly outcome: 'failure'; readonly lossReason?: W['lossReason'] }
    | { readonly outcome?: never }
  );

/** What every flow may have. `id` is made from its ends when left out. */
interface FlowBase {
  readonly id?: string;
  readonly title?: Label;
}

type Leading<W extends MapNames> = [W['stage']] extends [never] ? unknown : { readonly leading?: true };

/** What a flow out of a node may say beside its ends; a flow out of a decision must say when it is taken. */
export type FlowOptions<W extends MapNames, N extends AddedNode> = N['kind'] extends 'decision'
  ? [when: FlowBase & ({ readonly condition: string } | { readonly default: true })]
  : N['kind'] extends 'userTask'
    ? [options?: FlowBase & { readonly result?: N['result'] }]
    : N['kind'] extends 'call'
      ? [options?: FlowBase & Pick<Flow, 'outcome'>]
      : N['kind'] extends 'split'
        ? [options?: FlowBase & Leading<W>]
        : [options?: FlowBase];

/** Nodes that flows may leave: all but ends. */
export type SourceOf<N extends AddedNodes> = NodeIdWhere<N, Exclude<NodeKind, 'end'>>;

/** Nodes that flows may enter: all but the start. */
export type TargetOf<N extends AddedNodes> = NodeIdWhere<N, Exclude<NodeKind, 'start'>>;

type NodeIdWhere<N extends AddedNodes, K extends NodeKind> = {
  [I in keyof N]: N[I]['kind'] extends K ? I : never;
}[keyof N] &
  string;

/** An id that no node of the map has yet. */
export type NewId<I extends string, N extends AddedNodes> = I extends keyof N ? never : I;

/** Forbids a second start. */
export type FirstStart<N extends AddedNodes> = [NodeIdWhere<N, 'start'>] extends [never] ? unknown : never;
