import type { DealRef, Instant, JsonValue, UserId } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';

interface DealEvent {
  /** Unique per event in the host: the same key is one event, however often it arrives. */
  readonly key: string;
  readonly deal: DealRef;
  readonly at: Instant;
  readonly by?: UserId;
}

/** Something that happened to a deal in the host. */
export type HostEvent = DealEvent &
  (
    | { readonly type: 'dealCreated' | 'dealChanged' | 'responsibleChanged' }
    /** `stage`: the one that the host saw; the deal's governing process is told of it. */
    | { readonly type: 'stageChanged' | 'dealWon' | 'dealLost'; readonly stage: string }
    /** What only this host knows: a payment, a call back. `data` become variables of what it starts or signals. */
    | {
        readonly type: 'custom';
        readonly name: string;
        readonly data?: Readonly<Record<string, JsonValue>>;
      }
  );

interface TriggerRule {
  readonly key: string;
  /** Over the deal, in the engine's condition language; always when left out. */
  readonly condition?: string;
  /** Key of an active map. */
  readonly map: string;
  /** What to do where a process of that map runs on the deal already; `skip` when left out. */
  readonly whenRunning?: 'skip' | 'start';
  /** Signals the processes of that map that run on the deal, instead of starting one. */
  readonly signal?: string;
  /** Its events do nothing while this is there. */
  readonly paused?: true;
  /** Events before this instant do nothing. */
  readonly effectiveFrom: Instant;
}

/** Host event + condition → starts a process, or signals those that run. */
export type Trigger = TriggerRule &
  (
    | { readonly event: Exclude<HostEvent['type'], 'custom'> }
    /** `name`: the one of the custom event. */
    | { readonly event: 'custom'; readonly name: string }
  );

/** A trigger for created deals whose next look for deals that no event told of is due. */
export interface DealLook {
  readonly tenant: string;
  readonly trigger: Trigger;
  /** Business instant of the look. */
  readonly at: Instant;
  /** The last deal of the page before; null for a look from the beginning. */
  readonly after: DealRef | null;
}

/** A host event in the inbox; `attempts` counts failed treatments. */
export interface ReceivedEvent {
  readonly tenant: string;
  readonly event: HostEvent;
  readonly attempts: number;
}

/** Keeps triggers, and host events until they have been treated. */
export interface TriggerStore {
  /** Creates or replaces; `firstLook` begins the looks for its deals anew, null stops them. */
  putTrigger(trigger: Trigger, firstLook: Instant | null, context: CallContext): Promise<void>;
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
  /** Looks of all tenants whose business time has come, earliest first. */
  dueLooks(now: Instant, limit: number): Promise<readonly DealLook[]>;
  /** Says when and where the next look goes on; false where another node was faster or the trigger was put anew. */
  moveLook(look: DealLook, next: Pick<DealLook, 'at' | 'after'>): Promise<boolean>;
}

export const TRIGGER_STORE = port<TriggerStore>('TriggerStore');
