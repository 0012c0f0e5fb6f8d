import type { JsonObject } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';
import type { Page, PageRequest } from './process-queries.js';

/** Something that must reach the outside after the commit, at least once, under a stable id. */
export interface OutboxMessage {
  /** Unique per tenant; receivers may use it to drop repetitions. */
  readonly id: string;
  /** What kind of delivery it needs: `notice`, `stage`, or `action:<name>`. */
  readonly topic: string;
  /** Messages with one key are delivered in the order of their ids, one at a time. */
  readonly orderKey: string;
  readonly body: JsonObject;
}

export interface ClaimedMessage extends OutboxMessage {
  readonly tenant: string;
  /** Deliveries begun, this one included. */
  readonly attempt: number;
  /** Proves the lease when the message is settled; an older one changes nothing. */
  readonly fence: string;
}

export interface ClaimRequest {
  /** Topics that the caller can deliver; a topic ending in `*` stands for all that begin so. */
  readonly topics: readonly string[];
  readonly limit: number;
  /** Real milliseconds, by the database's clock, after which another worker may claim it again. */
  readonly leaseMs: number;
}

export interface Settlement {
  readonly tenant: string;
  readonly id: string;
  readonly fence: string;
  readonly result:
    | 'sent'
    | { readonly retryInMs: number; readonly error: string }
    | { readonly dead: string };
}

/** A message that did not arrive, for people: its content stays inside. */
export interface UndeliveredMessage {
  readonly id: string;
  readonly topic: string;
  /** `waiting` for its first or next attempt, or `dead` after the last. */
  readonly status: 'waiting' | 'dead';
  /** Deliveries begun. */
  readonly attempt: number;
  /** Why the last delivery failed; null before the first failure. */
  readonly error: string | null;
}

/** Hands out messages to the workers of all nodes. Times are real ones, by the database's clock. */
export interface OutboxStore {
  /** Puts messages in; those of a command are written with it, see `ProcessChange.outbox`. */
  post(messages: readonly OutboxMessage[], context: CallContext): Promise<void>;
  /** Leases due messages of all tenants, oldest first, never two of one order key at once. */
  claim(request: ClaimRequest): Promise<readonly ClaimedMessage[]>;
  /** Says how deliveries ended, in order; false where the lease had passed to somebody else. */
  settle(settlements: readonly Settlement[]): Promise<readonly boolean[]>;
  /** Messages that were not sent, by id; without a status, all. */
  undelivered(
    status: UndeliveredMessage['status'] | undefined,
    page: PageRequest,
    context: CallContext,
  ): Promise<Page<UndeliveredMessage>>;
  /** Makes a dead message due again; false when it is not dead. */
  revive(tenant: string, id: string): Promise<boolean>;
}

export const OUTBOX_STORE = port<OutboxStore>('OutboxStore');
