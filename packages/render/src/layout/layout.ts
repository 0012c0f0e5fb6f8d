import type { PlannedFlow, PlannedNode } from '../plan/plan.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface PlacedNode {
  readonly planned: PlannedNode;
  readonly box: Box;
  /** Where its texts stand: within the box, or beside it. */
  readonly texts: Box;
}

export interface PlacedFlow {
  readonly planned: PlannedFlow;
  /** Horizontal and vertical lines from one node to the other. */
  readonly points: readonly Point[];
  readonly label: Box | undefined;
}

/** A plan with a place for everything, within a size. */
export interface Layout {
  readonly nodes: readonly PlacedNode[];
  readonly flows: readonly PlacedFlow[];
  readonly width: number;
  readonly height: number;
}
