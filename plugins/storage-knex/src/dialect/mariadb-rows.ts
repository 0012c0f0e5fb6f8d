/**
 * The beginning of the statement, in a transaction too. Not by the local time of the session, of which there is an hour
 * twice each autumn.
 */
export const MARIADB_NOW = "(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(3)) DIV 1000)";

/**
 * Compares byte by byte, and trailing blanks count. The two servers have it under two names, and each reads its own
 * comment only.
 */
export const BINARY = '/*M! utf8mb4_nopad_bin */ /*!80017 utf8mb4_0900_bin */';

/** Types of the cells after the keys: `t` a text, `w` a whole number. */
const TYPES: Readonly<Record<string, string>> = { t: 'LONGTEXT', w: 'BIGINT' };

const KEY = `VARCHAR(200) CHARACTER SET utf8mb4 COLLATE ${BINARY}`;

/** The parameter's rows: so many keys, then cells of the types that the letters stand for. */
export function rowsOf(keys: number, others = ''): string {
  const types = [...Array.from({ length: keys }, () => KEY), ...[...others].map((letter) => TYPES[letter])];
  const columns = types.map((type, place) => `${cell(place).slice(2)} ${type} PATH '$[${place}]'`);
  return `JSON_TABLE(?, '$[*]' COLUMNS (place FOR ORDINALITY, ${columns.join(', ')})) AS e`;
}

/** The place of such a row, from 0. */
export const PLACE = 'e.place - 1 AS place';

/** A cell of it. */
export const cell = (place: number): string => `e.c${place}`;

/** Inserts rows; `constants` are columns with the same value in each. */
export function insertInto(
  table: string,
  columns: readonly string[],
  constants: Readonly<Record<string, string>> = {},
): string {
  const names = [...columns, ...Object.keys(constants)].map((name) => `\`${name}\``);
  const values = [...columns.map((_, place) => cell(place)), ...Object.values(constants)];
  const rows = rowsOf(0, 't'.repeat(columns.length));
  return `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${rows}`;
}
