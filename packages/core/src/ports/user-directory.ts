import type { UserId } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';

/** A person of the host. */
export interface User {
  readonly id: UserId;
  readonly name: string;
  /** Inactive people cannot get tasks or do anything. */
  readonly active: boolean;
  /** Names of roles; `admin` is the one that the default policy knows. */
  readonly roles: readonly string[];
  readonly department?: string;
  readonly head?: UserId;
  /** `ru`, `en`, …; the engine's default when left out. */
  readonly locale?: string;
  /** IANA name; the calendar's zone when left out. */
  readonly timeZone?: string;
}

/** Who is who. */
export interface UserDirectory {
  /** In the order asked; undefined for unknown people. */
  users(ids: readonly UserId[], context: CallContext): Promise<readonly (User | undefined)[]>;
  /** Active people with a role, by id. */
  withRole(role: string, context: CallContext): Promise<readonly UserId[]>;
  /** Active people of a department, by id. */
  inDepartment(department: string, context: CallContext): Promise<readonly UserId[]>;
  /**
   * To whom a person may hand work: active people without themselves, at most 20, by name. Without a query those of
   * the same department (of a person without one: nobody); else those of all departments whose name contains the
   * query, whatever its case.
   */
  colleagues(user: UserId, query: string | null, context: CallContext): Promise<readonly User[]>;
}

export const USER_DIRECTORY = port<UserDirectory>('UserDirectory');
