import { type CallContext, SdkError, type User, type UserDirectory, type UserId } from '@dealroute/core';
import type { Knex } from 'knex';
import { textOf, toColumn, toColumns } from './column-value.js';
import type { HostDatabase } from './host-database.js';
import { columnOf, type IdKinds } from './host-tables.js';
import type { Flag, RoleTable, UserTable } from './options/host-sql-options.js';
import { hasTenant, ofTenant } from './tenant-rows.js';

type Row = Readonly<Record<string, unknown>>;

/** Most people among whom a name is looked for. */
const MOST_SEARCHED = 10_000;
const MOST_COLLEAGUES = 20;

/** People in the host's own tables. */
export class SqlUserDirectory implements UserDirectory {
  readonly #columns: Readonly<Record<string, string>>;

  constructor(
    private readonly database: HostDatabase,
    private readonly table: UserTable,
    private readonly kinds: () => IdKinds,
  ) {
    const { id, name, active, department, head, locale, timeZone, roles } = table;
    const optional = {
      active: active && columnOf(active),
      ...{ department, head, locale, zone: timeZone },
      roles: typeof roles === 'string' ? roles : undefined,
    };
    const given = Object.entries(optional).filter(([, column]) => column !== undefined);
    this.#columns = { id, name, ...Object.fromEntries(given) } as Record<string, string>;
  }

  async users(ids: readonly UserId[], context: CallContext): Promise<readonly (User | undefined)[]> {
    const wanted = toColumns(this.kinds().user, ids);
    if (wanted.length === 0 || !hasTenant(this.table.tenant, context)) return ids.map(() => undefined);
    const rows = await this.#rows(context).whereIn(this.table.id, wanted);
    const users = await this.#usersOf(rows, context);
    const found = new Map(users.map((user) => [user.id, user]));
    return ids.map((id) => found.get(id));
  }

  async withRole(role: string, context: CallContext): Promise<readonly UserId[]> {
    const { roles, id } = this.table;
    if (roles === undefined || !hasTenant(this.table.tenant, context)) return [];
    const rows =
      typeof roles === 'string'
        ? (await this.#rows(context).whereNotNull(roles)).filter((row) => rolesIn(row).includes(role))
        : await this.#rows(context).whereIn(id, this.#holders(roles, role, context));
    return this.#activeIds(rows);
  }

  async inDepartment(department: string, context: CallContext): Promise<readonly UserId[]> {
    const { department: column, tenant } = this.table;
    if (column === undefined || !hasTenant(tenant, context)) return [];
    const value = toColumn(this.kinds().department, department);
    return value === undefined ? [] : this.#activeIds(await this.#rows(context).where(column, value));
  }

  async colleagues(user: UserId, query: string | null, context: CallContext): Promise<readonly User[]> {
    const [self] = await this.users([user], context);
    if (!self) return [];
    const candidates =
      query === null ? await this.#department(self, context) : await this.#named(query, context);
    const others = candidates.filter((row) => this.#isActive(row) && String(row.id) !== user);
    const byName = others.sort((one, other) => String(one.name).localeCompare(String(other.name)));
    return this.#usersOf(byName.slice(0, MOST_COLLEAGUES), context);
  }

  async #department({ department }: User, context: CallContext): Promise<Row[]> {
    const column = this.table.department;
    if (column === undefined || department === undefined) return [];
    const value = toColumn(this.kinds().department, department) ?? department;
    return this.#rows(context).where(column, value).limit(MOST_SEARCHED);
  }

  /** Databases disagree about the case of letters outside ASCII, so names are compared here. */
  async #named(query: string, context: CallContext): Promise<Row[]> {
    const wanted = query.trim().toLocaleLowerCase();
    const rows = await this.#rows(context).orderBy(this.table.name).limit(MOST_SEARCHED);
    return rows.filter((row) => String(row.name).toLocaleLowerCase().includes(wanted));
  }

  #activeIds(rows: readonly Row[]): readonly UserId[] {
    const people = rows.filter((row) => this.#isActive(row)).map((row) => String(row.id));
    return people.sort((one, other) => (one < other ? -1 : 1));
  }

  #rows(context: CallContext): Knex.QueryBuilder<Row, Row[]> {
    const { table, tenant } = this.table;
    return ofTenant(this.database.from(context)(table).select(this.#columns), tenant, context);
  }

  #holders({ table, user, role, tenant }: RoleTable, name: string, context: CallContext): Knex.QueryBuilder {
    return ofTenant(this.database.knex(table).select(user).where(role, name), tenant, context);
  }

  async #usersOf(rows: readonly Row[], context: CallContext): Promise<User[]> {
    const linked = await this.#linkedRoles(rows, context);
    return rows.map((row) => {
      const id = String(row.id);
      const optional = {
        department: textOf(row.department),
        head: textOf(row.head),
        locale: textOf(row.locale),
        timeZone: textOf(row.zone),
      };
      const known = Object.entries(optional).filter(([, value]) => value !== null);
      return {
        id,
        name: textOf(row.name) ?? id,
        active: this.#isActive(row),
        roles: linked?.get(id) ?? rolesIn(row),
        ...(Object.fromEntries(known) as Partial<Pick<User, 'department' | 'head' | 'locale' | 'timeZone'>>),
      };
    });
  }

  async #linkedRoles(
    rows: readonly Row[],
    context: CallContext,
  ): Promise<ReadonlyMap<string, string[]> | undefined> {
    const { roles } = this.table;
    if (typeof roles !== 'object' || rows.length === 0) return undefined;
    const { table, user, role, tenant } = roles;
    const ids = rows.map((row) => String(row.id));
    const query = this.database
      .from(context)(table)
      .select({ user, role })
      .whereIn(user, toColumns(this.kinds().roleUser, ids))
      .orderBy(role);
    const links: Row[] = await ofTenant(query, tenant, context);
    const found = new Map<string, string[]>(ids.map((id) => [id, []]));
    for (const link of links) found.get(String(link.user))?.push(String(link.role));
    return found;
  }

  #isActive(row: Row): boolean {
    const { active } = this.table;
    return active === undefined || isSet(active, row.active);
  }
}

function isSet(flag: Flag, value: unknown): boolean {
  if (typeof flag === 'object') return String(value) === String(flag.is);
  return (
    value === true || value === 1 || ['1', 't', 'true', 'y', 'yes'].includes(String(value).toLowerCase())
  );
}

/** Roles that stand in the person's own row: a list of the driver, JSON, or names between commas. */
function rolesIn({ id, roles }: Row): string[] {
  if (Array.isArray(roles)) return roles.map(String);
  const text = textOf(roles)?.trim() ?? '';
  if (text.startsWith('[')) return rolesFromJson(text, String(id));
  return text
    .split(',')
    .map((role) => role.trim())
    .filter((role) => role !== '');
}

function rolesFromJson(text: string, user: string): string[] {
  try {
    return (JSON.parse(text) as unknown[]).map(String);
  } catch (cause) {
    throw new SdkError(
      'HOST_FAILED',
      `The roles of person ${user} cannot be read: expected a JSON list of names. Correct them in the host's table.`,
      { user },
      { cause },
    );
  }
}
