/** The beginning of the statement, in a transaction too, and stable, so that indexes of instants can be searched by it. */
export const POSTGRES_NOW = '(extract(epoch FROM statement_timestamp()) * 1000)::bigint';

/**
 * The parameter's rows. All of them are arrays; the planner takes that for rare, and so expects one row instead of a
 * hundred and searches indexes for each, whatever it knows about the size of the tables.
 */
export const ROWS = `(SELECT r.value, r.place FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS r(value, place)
    WHERE jsonb_typeof(r.value) = 'array') AS e`;

/** The place of such a row, from 0. */
export const PLACE = 'e.place - 1 AS place';

/** A cell of it, as text. */
export const cell = (place: number): string => `(e.value->>${place})`;

/** A cell that holds a whole number. */
export const whole = (place: number): string => `(e.value->>${place})::bigint`;

/** Columns of rows that hold whole numbers: PostgreSQL makes none of a text by itself. */
const WHOLE = new Set([
  'at',
  'created_at',
  'due_at',
  'ended_at',
  'kept_at',
  'last_at',
  'leading',
  'map_version',
  'n',
  'open_due',
  'remind_at',
  'revision',
  'started_at',
  'suspended_at',
  'version',
]);

export const cellOf = (column: string, place: number): string =>
  WHOLE.has(column) ? whole(place) : cell(place);

/** Inserts rows; `constants` are columns with the same value in each. */
export function insertInto(
  table: string,
  columns: readonly string[],
  constants: Readonly<Record<string, string>> = {},
): string {
  const names = [...columns, ...Object.keys(constants)].map((name) => `"${name}"`);
  const values = [...columns.map(cellOf), ...Object.values(constants)];
  return `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${ROWS}`;
}
