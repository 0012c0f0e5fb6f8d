import type { CommandType, DealSnapshot, OpenTask, ProcessState, RouteMap, UserId } from '@dealroute/domain';
import type { Lead } from './lead-store.js';
import { port } from './port.js';
import type { User } from './user-directory.js';

/** Everything that the judgement of one command may rest on. */
export interface AccessRequest {
  readonly command: CommandType;
  /** Who wishes it; null is the system. */
  readonly actor: User | null;
  /** Null when a process is to be started. */
  readonly state: ProcessState | null;
  readonly map: RouteMap;
  readonly deal: DealSnapshot;
  /** The task that the command is about. */
  readonly task: OpenTask | null;
  /** Whether the actor is the head of a person. */
  readonly isHeadOf: (user: UserId | null) => boolean;
}

/** What can be done about contacts and leads. */
export type ClientAction =
  | 'registerContact'
  | 'registerLead'
  | 'assignLead'
  | 'reactToLead'
  | 'convertLead'
  | 'discardLead';

/** Everything that the judgement of a contact or of a change of a lead may rest on. */
export interface ClientAccessRequest {
  readonly action: ClientAction;
  /** Who wishes it; null is the host. */
  readonly actor: User | null;
  /** The deal of a contact. */
  readonly deal: DealSnapshot | null;
  /** Who has the open tasks of that deal. */
  readonly assignees: readonly UserId[];
  /** Null when one is to be registered, and for a deal's contact. */
  readonly lead: Lead | null;
  /** To whom the lead is to be given. */
  readonly to: UserId | null;
  /** Whether the actor is the head of a person. */
  readonly isHeadOf: (user: UserId | null) => boolean;
}

/** Judges who may do what, at the moment of the change. */
export interface AccessPolicy {
  permits(request: AccessRequest): boolean;
  /** Contacts and leads. */
  permitsClientWork(request: ClientAccessRequest): boolean;
  /** Maps, triggers, incidents: what is not a command of a process. */
  permitsAdministration(actor: User | null): boolean;
}

export const ACCESS_POLICY = port<AccessPolicy>('AccessPolicy');
