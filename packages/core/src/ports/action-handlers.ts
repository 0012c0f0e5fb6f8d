import type { DealRef, JsonObject, JsonValue, ProcessId } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';

/** A serviceTask that wants to be done. */
export interface ActionRequest {
  /** Stable key of this request: do the work at most once per key. */
  readonly action: string;
  readonly name: string;
  readonly input: JsonObject;
  readonly deal: DealRef;
  readonly process: ProcessId;
  readonly attempt: number;
}

/** What an action gives back: variables, or nothing; `later` when the host will answer with `completeAction`. */
export type ActionAnswer = Readonly<Record<string, JsonValue>> | undefined | 'later';

/** Does what a serviceTask says. Throwing means: try again later. */
export type ActionHandler = (request: ActionRequest, context: CallContext) => Promise<ActionAnswer>;

/** An action with a patience of its own, made by `action()`, which also reads its input and output. */
export interface DeclaredAction {
  readonly handle: ActionHandler;
  /** Longest time of one attempt, in milliseconds. */
  readonly timeoutMs?: number;
  /** Attempts before there is an incident. */
  readonly attempts?: number;
  /** Pause before the second attempt in milliseconds, doubled with each one. */
  readonly retryMs?: number;
}

/** The host's actions by name. A node delivers only the actions that it has. */
export type ActionHandlers = Readonly<Record<string, ActionHandler | DeclaredAction>>;

export const ACTION_HANDLERS = port<ActionHandlers>('ActionHandlers');
