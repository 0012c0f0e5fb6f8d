import type { AssigneeRule, Assignment, Completion, DealSnapshot, MapPin, UserId } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';

/** A planned task that wants people. */
export interface AssignmentRequest {
  readonly rule: AssigneeRule;
  readonly deal: DealSnapshot;
  readonly starter: UserId | null;
  readonly map: MapPin;
  readonly node: string;
  /** Who completed an earlier node of the same process last. */
  readonly completion: (node: string) => Completion | undefined;
}

/** Finds who does a task, and says why. */
export interface AssigneeResolver {
  /** The rules it knows, `custom` ones by their own names; activation refuses maps that use others. */
  readonly rules: readonly string[];
  /** Nobody fits: no people and an explanation, never an error. */
  resolve(request: AssignmentRequest, context: CallContext): Promise<Assignment>;
}

export const ASSIGNEE_RESOLVER = port<AssigneeResolver>('AssigneeResolver');
