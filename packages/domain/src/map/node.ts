import type { JsonObject } from '../json.js';
import type { AssigneeRule, Performers } from './assignee-rule.js';
import type { ContactEvidence } from './contact.js';
import type { Label } from './label.js';
import type { TimeLimit } from './time-limit.js';

/** What every node has. `stage` is the key of a stage of the map's pipeline; only leading nodes of a governing map name one. */
export interface NodeBase {
  readonly id: string;
  readonly title?: Label;
  readonly stage?: string;
}

/** Where a process begins: exactly one, with one flow out. */
export interface StartNode extends NodeBase {
  readonly kind: 'start';
}

/** A named way to complete a task. Results are listed from best to worst. */
export interface Result {
  readonly key: string;
  readonly title: Label;
  /** `required`: the task is not completed with this result without a comment. */
  readonly comment?: 'required';
  /** `required`: choosing this result asks why the deal is lost; the next failure end uses the answer. */
  readonly lossReason?: 'required';
  /** Fronts ask once more before they complete the task with this result. */
  readonly confirm?: boolean;
}

/** What proves that a checklist step was done: a comment, a field of the deal that is filled, or a contact. */
export type Evidence =
  | { readonly kind: 'comment' }
  | { readonly kind: 'field'; readonly field: string }
  | ContactEvidence;

/** One step of a task's checklist. Steps are done in order; results unlock when every required one is done. */
export interface ChecklistStep {
  readonly key: string;
  readonly title: Label;
  /** An optional step may be left out; steps are required unless this is true. */
  readonly optional?: boolean;
  readonly evidence?: Evidence;
}

/** Work for a person. */
export interface UserTaskNode extends NodeBase {
  readonly kind: 'userTask';
  readonly title: Label;
  /** For the performer; `{{deal.title}}` and `{{deal.fields.name}}` are replaced when it is shown. */
  readonly description?: Label;
  /** The deal's responsible when left out. */
  readonly assignee?: AssigneeRule;
  readonly performers?: Performers;
  readonly timeLimit?: TimeLimit;
  /** Left out: the task is simply completed. */
  readonly results?: readonly Result[];
  /** `required`: no result of this node is taken without a comment. */
  readonly comment?: 'required';
  /** Deal fields that must be filled before the task can be completed. */
  readonly requiredFields?: readonly string[];
  readonly checklist?: readonly ChecklistStep[];
}

/** The host's registered action, run without a person. Its output becomes variables. */
export interface ServiceTaskNode extends NodeBase {
  readonly kind: 'serviceTask';
  readonly action: string;
  readonly input?: JsonObject;
}

/** Takes the first flow whose condition holds, in the order in which the map lists them, else the default one. */
export interface DecisionNode extends NodeBase {
  readonly kind: 'decision';
}

/** Takes all flows at once. In a governing map one of them is `leading`. */
export interface SplitNode extends NodeBase {
  readonly kind: 'split';
}

/** Waits until every flow into it has been taken. */
export interface JoinNode extends NodeBase {
  readonly kind: 'join';
}

/** Runs an independent map on the same deal and waits; its outcome can choose the flow. */
export interface CallNode extends NodeBase {
  readonly kind: 'call';
  readonly map: string;
}

/** Waits for a time, or until the instant that a field of the deal holds (ISO 8601, or UTC milliseconds). */
export interface TimerNode extends NodeBase {
  readonly kind: 'timer';
  readonly wait: TimeLimit | { readonly untilField: string };
  /** A signal of this name ends the wait before its time: a trigger or the host sends it to the process. */
  readonly signal?: string;
}

/** Ends a path. On the leading path, and in independent maps, `outcome` says how; a side branch's end has none. */
export interface EndNode extends NodeBase {
  readonly kind: 'end';
  readonly outcome?: 'success' | 'failure';
  /** Key of the loss reason of a failure; left out when the result that leads here asks for it. */
  readonly lossReason?: string;
  /** What a success does with other branches: `wait` (default) for them, or `withdraw` them. */
  readonly remaining?: 'wait' | 'withdraw';
}

/** A point of the map. */
export type MapNode =
  | StartNode
  | UserTaskNode
  | ServiceTaskNode
  | DecisionNode
  | SplitNode
  | JoinNode
  | CallNode
  | TimerNode
  | EndNode;

export type NodeKind = MapNode['kind'];
export type NodeOfKind<K extends NodeKind> = Extract<MapNode, { kind: K }>;
