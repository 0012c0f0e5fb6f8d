import type { Flow, MapNode } from '@dealroute/core';
import type { TextBlock } from '../text/wrap-text.js';
import type { NodeMark } from './process-marks.js';
import type { StageMark } from './stage-marks.js';

/** A rectangle for what is done, a circle where something begins, waits or ends, a diamond where ways part or meet. */
export type Shape = 'box' | 'circle' | 'diamond';

/** Where the texts of a node stand. */
export type TextPlace = 'inside' | 'right' | 'below' | 'above';

/** A node before it has a place: what is drawn, and how much room it needs. */
export interface PlannedNode {
  readonly id: string;
  /** Undefined where a flow leads to a node that the map does not have. */
  readonly node: MapNode | undefined;
  readonly shape: Shape;
  readonly width: number;
  readonly height: number;
  readonly place: TextPlace;
  readonly title: TextBlock;
  /** The deadline, else how long the node may take. */
  readonly note: TextBlock;
  readonly noteTone: 'plain' | 'due' | 'overdue';
  readonly stage: StageMark | undefined;
  /** `ahead`: the process has not come to it. Undefined where no process is shown. */
  readonly mark: NodeMark | 'ahead' | undefined;
  readonly faulty: boolean;
  readonly tooltip: string;
}

export interface PlannedFlow {
  readonly id: string;
  readonly flow: Flow;
  /** Ids of planned nodes. */
  readonly from: string;
  readonly to: string;
  readonly label: TextBlock | undefined;
  readonly leading: boolean;
  readonly taken: boolean;
  readonly faulty: boolean;
  readonly tooltip: string;
}

/** Everything that a picture shows, before it is laid out. */
export interface Plan {
  readonly nodes: readonly PlannedNode[];
  readonly flows: readonly PlannedFlow[];
  readonly stages: readonly StageMark[];
}
