import type { Knex } from 'knex';
import { type IdKind, idKindOf } from './column-value.js';
import { invalid } from './options/check-options.js';
import type { Flag, HostSqlOptions } from './options/host-sql-options.js';

/** The kinds of the columns that hold ids. */
export interface IdKinds {
  readonly ref: IdKind;
  readonly stage: IdKind;
  readonly user: IdKind;
  readonly department: IdKind;
  /** Of the instants at which deals were created. */
  readonly createdAt: IdKind;
  /** Of the ids of people in a table of roles. */
  readonly roleUser: IdKind;
}

/** A table that the options name, and the columns that it must have, by the option that names them. */
interface Named {
  readonly option: string;
  readonly table: string;
  readonly columns: Readonly<Record<string, string | undefined>>;
}

type Columns = Readonly<Record<string, { readonly type: string }>>;

/**
 * Looks at the host's tables: whether everything that the options name is there, and what the ids are.
 *
 * @throws SdkError COMPOSITION_INVALID with every table and column that is missing
 */
export async function readTables(knex: Knex, options: HostSqlOptions): Promise<IdKinds> {
  const named = namedTables(options);
  const found = new Map<string, Columns>();
  for (const { table } of named) {
    if (!found.has(table)) found.set(table, (await knex(table).columnInfo()) as unknown as Columns);
  }
  const problems = named.flatMap((one) => problemsOf(one, found.get(one.table) ?? {}));
  if (problems.length > 0) throw invalid(problems);
  const { deals, users } = options;
  const kind = (table: string, column = '') => idKindOf(found.get(table)?.[column]?.type ?? '');
  const { roles } = users;
  return {
    ref: kind(deals.table, deals.ref),
    stage: kind(deals.table, deals.stage),
    user: kind(users.table, users.id),
    department: kind(users.table, users.department),
    createdAt: kind(deals.view ?? deals.table, deals.createdAt),
    roleUser: typeof roles === 'object' ? kind(roles.table, roles.user) : 'text',
  };
}

/** Every table of the options with the columns that are read or written there. */
function namedTables({ deals, pipelines, lossReasons, users }: HostSqlOptions): Named[] {
  const { table, view = table, ref, stage, stageSeq, tenant, fields = {}, ...read } = deals;
  const fieldColumns = Object.entries(fields).map(([field, column]) => [`fields.${field}`, column]);
  const { table: people, active, roles, ...person } = users;
  const named: Named[] = [
    { option: 'deals', table, columns: { ref, stage, stageSeq, tenant } },
    {
      option: 'deals',
      table: view,
      columns: { ref, stage, tenant, ...read, ...Object.fromEntries(fieldColumns) },
    },
    {
      option: 'users',
      table: people,
      columns: {
        ...person,
        active: active && columnOf(active),
        ...(typeof roles === 'string' && { roles }),
      },
    },
  ];
  if (typeof roles === 'object') named.push(namedBy('users.roles', roles));
  if (lossReasons && 'table' in lossReasons) named.push(namedBy('lossReasons', lossReasons));
  if ('table' in pipelines) {
    const { stages, ...own } = pipelines;
    named.push(namedBy('pipelines', own), namedBy('pipelines.stages', stages));
  }
  return named;
}

/** The column of a flag. */
export const columnOf = (flag: Flag): string => (typeof flag === 'string' ? flag : flag.column);

/** Options of which all but the table are columns. */
function namedBy(option: string, { table, ...columns }: { readonly table: string } & object): Named {
  return { option, table, columns };
}

function problemsOf({ option, table, columns }: Named, found: Columns): string[] {
  const names = Object.keys(found);
  if (names.length === 0)
    return [`${option}: the database has no table "${table}"; create it, or correct its name`];
  return Object.entries(columns)
    .filter(([, column]) => column !== undefined && !Object.hasOwn(found, column))
    .map(
      ([key, column]) =>
        `${option}.${key}: table "${table}" has no column "${column}"; it has ${names.join(', ')}`,
    );
}
