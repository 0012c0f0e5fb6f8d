import type { YearDatabase } from './year-database.js';

/** The copies that are made next: a row for each, with what differs from the sale that it is a copy of. */
export const COPIES = 'dealroute_year_copy';

/** A sale that was played, and what its rows can be known by. */
export interface PlayedSale {
  readonly stem: string;
  readonly salt: string;
  /** What stands in its rows, and the column of {@link COPIES} with what a copy has in its place. */
  readonly marks: Readonly<Record<string, string>>;
  /** When it began, and how far it came. Its deadlines may lie later. */
  readonly from: number;
  readonly to: number;
}

/** No instant of a sale lies further from its beginning. */
const LONGEST = 2 * 365 * 86_400_000;

/** What to run for the copies. */
export interface CopyStatements {
  /** Once for each batch of copies. */
  readonly copy: readonly string[];
  /** Once: the sales that were played make room. */
  readonly forget: readonly string[];
}

/**
 * The statements that give each copy of a sale all its rows: every row of every table in which the sale's ids or keys
 * stand, with the copy's ids, people and instants instead. JSON is written as the engine wrote it, so that a copy's
 * journal gives its state back as that of the sale does.
 */
export async function copyStatements(
  database: YearDatabase,
  sales: readonly PlayedSale[],
): Promise<CopyStatements> {
  const copy: string[] = [];
  const forget: string[] = [];
  for (const table of await database.tables()) {
    const rows = await database.rows(`SELECT * FROM ${table}`);
    for (const [sale, played] of sales.entries()) {
      const own = rows.filter((row) => belongsTo(row, played));
      copy.push(...own.map((row) => insertion(database, { table, row, sale, played })));
      forget.push(...new Set(own.map((row) => deletion(database, { table, row, played }))));
    }
  }
  return { copy, forget };
}

const belongsTo = (row: object, played: PlayedSale): boolean =>
  Object.values(row).some((value) => isMarked(value, played));

const isMarked = (value: unknown, { stem, salt }: PlayedSale): boolean =>
  typeof value === 'string' && (value.includes(stem) || value.includes(salt));

interface PlayedRow {
  readonly table: string;
  readonly row: object;
  readonly played: PlayedSale;
}

interface Insertion extends PlayedRow {
  readonly sale: number;
}

/** What else has the same id belongs to the same sale. */
function deletion(database: YearDatabase, { table, row, played }: PlayedRow): string {
  const [column = '', value] = Object.entries(row).find(([, one]) => isMarked(one, played)) ?? [];
  return `DELETE FROM ${table} WHERE ${database.column(column)} = ${database.text(String(value))}`;
}

function insertion(database: YearDatabase, { table, row, sale, played }: Insertion): string {
  const cells = Object.entries(row).filter(([, value]) => value !== null);
  const columns = cells.map(([name]) => database.column(name));
  const values = cells.map(([, value]) => expression(database, value, played));
  return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM ${COPIES} c
    WHERE c.sale = ${sale} ORDER BY c.stem`;
}

/** A value of the sale as a copy has it. */
function expression(database: YearDatabase, value: unknown, played: PlayedSale): string {
  const text = String(value);
  if (isInstant(text, played)) return `c.shift + ${text}`;
  if (typeof value === 'number') return text;
  const pieces = text
    .split(patternOf(played))
    .filter((piece) => piece !== '')
    .map((piece) => {
      const column = played.marks[piece];
      if (column !== undefined) return `c.${column}`;
      return isInstant(piece, played) ? database.digits(`c.shift + ${piece}`) : database.text(piece);
    });
  return pieces.length > 1 ? database.joined(pieces) : (pieces[0] ?? "''");
}

const patternOf = ({ marks }: PlayedSale): RegExp =>
  new RegExp(`(${Object.keys(marks).join('|')}|\\b\\d{13}\\b)`);

const isInstant = (text: string, { from }: PlayedSale): boolean =>
  /^\d{13}$/.test(text) && Number(text) >= from && Number(text) <= from + LONGEST;
