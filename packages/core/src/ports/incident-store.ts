import type { DealRef, Instant, JsonObject, ProcessId } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';
import type { Page, PageRequest } from './process-queries.js';

/** Something stuck that a person must look at. */
export interface IncidentReport {
  /** One open incident per key: the same trouble again only counts up. */
  readonly key: string;
  readonly kind:
    | 'stageBypass'
    | 'stuck'
    | 'actionFailed'
    | 'undelivered'
    | 'unassigned'
    | 'listenerFailed'
    | 'triggerFailed'
    | 'startRefused'
    | 'archiveFailed';
  readonly process?: ProcessId;
  readonly deal?: DealRef;
  /** Codes and ids for the sentence; never a person's words or a secret. */
  readonly details: JsonObject;
  readonly at: Instant;
}

export interface Incident extends IncidentReport {
  readonly id: string;
  readonly status: 'open' | 'resolved';
  /** How often it was reported. */
  readonly count: number;
  readonly lastAt: Instant;
  readonly resolvedBy?: string;
  readonly resolvedAt?: Instant;
}

/** Keeps incidents. Those of a command are written with it, see `ProcessChange.incidents` and `repaired`. */
export interface IncidentStore {
  /** Opens an incident, or counts up the open one with its key. True when it was opened. */
  report(incident: IncidentReport, context: CallContext): Promise<boolean>;
  /** Newest first. */
  incidents(status: 'open' | 'resolved', page: PageRequest, context: CallContext): Promise<Page<Incident>>;
  find(id: string, context: CallContext): Promise<Incident | undefined>;
  /** False when it is not open. */
  resolve(id: string, by: string, at: Instant, context: CallContext): Promise<boolean>;
}

export const INCIDENT_STORE = port<IncidentStore>('IncidentStore');
