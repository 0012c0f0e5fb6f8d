import type { ExecutableMap } from '../compile-map.js';
import type { ContactId, DealRef, Instant, ProcessId, UserId } from '../ids.js';
import type { JsonObject } from '../json.js';
import type { ProcessEvent } from './event.js';

/** A deal of the host as it was read for one command. */
export interface DealSnapshot {
  readonly ref: DealRef;
  readonly title: string;
  /** Key of its pipeline. */
  readonly pipeline: string;
  /** Key of its stage. */
  readonly stage: string;
  /** Who owns the deal. */
  readonly responsible: UserId | null;
  /** Everything else that conditions, rules and texts may use. */
  readonly fields: JsonObject;
}

/** What a step may know of the outside, read before it runs. */
export interface Facts {
  /** Business time. */
  readonly now: Instant;
  /** Who wishes it; null is the system (timers, triggers, handlers). */
  readonly actor: UserId | null;
  readonly deal: DealSnapshot;
  /** Whether `deal.stage` is certainly current, so that a difference means a hand-made change. */
  readonly stageIsCurrent: boolean;
  /** Loss reasons of the host, where the map has no list of its own; null: the host names none, any key will do. */
  readonly lossReasons: readonly string[] | null;
  /** For a start: the deal's last governing process where that ended as a failure. */
  readonly former: ProcessId | null;
  /** For a checklist step that a contact proves: the one that does, where there is one. */
  readonly contact?: ContactId;
  /** Most automatic nodes that one command may enter. */
  readonly automaticSteps: number;
  /** The versions under which called processes run, where the version of their caller calls others. */
  readonly called?: readonly ExecutableMap[];
  /** For a migration and for its undoing: the version that the process goes over to. */
  readonly goesOverTo?: ExecutableMap;
  /** For the undoing of a migration: what the last command made happen. */
  readonly lastEvents?: readonly ProcessEvent[];
}
