import type { DealRef, Instant, UserId } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';

/** Something that happened to a deal in the host. */
export interface HostEvent {
  /** Unique per event in the host: the same key is one event, however often it arrives. */
  readonly key: string;
  readonly type: 'dealCreated' | 'dealChanged' | 'stageChanged';
  readonly deal: DealRef;
  readonly at: Instant;
  readonly by?: UserId;
  /** With `stageChanged`: the stage that the host saw. */
  readonly stage?: string;
}

/** Host event + condition → starts a process. */
export interface Trigger {
  readonly key: string;
  readonly event: 'dealCreated' | 'dealChanged';
  /** Over the deal, in the engine's condition language; always when left out. */
  readonly condition?: string;
  /** Key of an active map. */
  readonly map: string;
  /** What to do where a process of that map runs on the deal already; `skip` when left out. */
  readonly whenRunning?: 'skip' | 'start';
  /** Events before this instant start nothing. */
  readonly effectiveFrom: Instant;
}

/** A host event in the inbox; `attempts` counts failed treatments. */
export interface ReceivedEvent {
  readonly tenant: string;
  readonly event: HostEvent;
  readonly attempts: number;
}

/** Keeps triggers, and host events until they have been treated. */
export interface TriggerStore {
  putTrigger(trigger: Trigger, context: CallContext): Promise<void>;
  removeTrigger(key: string, context: CallContext): Promise<boolean>;
  triggers(context: CallContext): Promise<readonly Trigger[]>;
  /** Keeps an event durably; false when its key is known. Known keys are kept at least 48 hours. */
  receive(event: HostEvent, context: CallContext): Promise<boolean>;
  /** Events of all tenants that wait, oldest first, whose next attempt is due in real time. */
  waiting(limit: number): Promise<readonly ReceivedEvent[]>;
  /** Marks an event treated, or puts off its next attempt; `givenUp` keeps it as dead. */
  settle(
    key: string,
    outcome:
      | { readonly done: true }
      | { readonly retryInMs: number; readonly error: string }
      | { readonly givenUp: string },
    context: CallContext,
  ): Promise<void>;
}

export const TRIGGER_STORE = port<TriggerStore>('TriggerStore');
