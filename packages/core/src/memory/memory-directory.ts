import type { UserId } from '@dealroute/domain';
import { DEFAULT_TENANT } from '../application/scope.js';
import type { CallContext } from '../ports/call-context.js';
import type { User, UserDirectory } from '../ports/user-directory.js';
import { MemoryTable } from './memory-table.js';
import { MemoryTransaction } from './memory-transaction.js';
import { compareIds } from './paging.js';

const MOST_COLLEAGUES = 20;

/** People in memory. */
export class MemoryDirectory implements UserDirectory {
  readonly #users = new MemoryTable<User>();

  constructor(users: readonly User[] = []) {
    for (const user of users) this.putUser(user);
  }

  /** Adds a person, or replaces what is known of them. */
  putUser(user: User, tenant: string = DEFAULT_TENANT): void {
    this.#users.put(new MemoryTransaction(), tenant, user.id, user);
  }

  async users(ids: readonly UserId[], { tenant }: CallContext): Promise<readonly (User | undefined)[]> {
    return ids.map((id) => this.#users.get(tenant, id));
  }

  async withRole(role: string, { tenant }: CallContext): Promise<readonly UserId[]> {
    return this.#activeIds(tenant, ({ roles }) => roles.includes(role));
  }

  async inDepartment(department: string, { tenant }: CallContext): Promise<readonly UserId[]> {
    return this.#activeIds(tenant, (user) => user.department === department);
  }

  async colleagues(user: UserId, query: string | null, { tenant }: CallContext): Promise<readonly User[]> {
    const department = this.#users.get(tenant, user)?.department;
    const wanted = query?.toLowerCase();
    const fits = ({ name, department: theirs }: User) =>
      wanted === undefined
        ? department !== undefined && theirs === department
        : name.toLowerCase().includes(wanted);
    return this.#users
      .rows(tenant)
      .filter((other) => other.active && other.id !== user && fits(other))
      .sort((a, b) => compareIds(a.name, b.name) || compareIds(a.id, b.id))
      .slice(0, MOST_COLLEAGUES);
  }

  #activeIds(tenant: string, fits: (user: User) => boolean): readonly UserId[] {
    const people = this.#users.rows(tenant).filter((user) => user.active && fits(user));
    return people.map(({ id }) => id).sort(compareIds);
  }
}
