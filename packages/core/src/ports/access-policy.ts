import type { CommandType, DealSnapshot, OpenTask, ProcessState, RouteMap, UserId } from '@dealroute/domain';
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

/** Judges who may do what, at the moment of the change. */
export interface AccessPolicy {
  permits(request: AccessRequest): boolean;
  /** Maps, triggers, incidents: what is not a command of a process. */
  permitsAdministration(actor: User | null): boolean;
}

export const ACCESS_POLICY = port<AccessPolicy>('AccessPolicy');
