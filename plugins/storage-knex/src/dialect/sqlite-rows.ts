/** `unixepoch('subsec')` is a float of seconds, the same in a whole statement. */
export const SQLITE_NOW = "CAST(round(unixepoch('subsec') * 1000) AS INTEGER)";

/**
 * The parameter's rows, as JSONB, so that a cell is read without parsing its row again: `json_each` takes up to three
 * times as long.
 */
export const ROWS = 'jsonb_each(?) AS e';

/** A cell of such a row. */
export const cell = (place: number): string => `e.value->>${place}`;

/** Inserts rows; `constants` are columns with the same value in each. */
export function insertInto(
  table: string,
  columns: readonly string[],
  constants: Readonly<Record<string, string>> = {},
): string {
  const names = [...columns, ...Object.keys(constants)].map((name) => `"${name}"`);
  const values = [...columns.map((_, place) => cell(place)), ...Object.values(constants)];
  // WHERE tells the parser that an ON CONFLICT after it is no join condition.
  return `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${ROWS} WHERE true`;
}
