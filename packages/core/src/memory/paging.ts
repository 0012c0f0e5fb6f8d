import { SdkError } from '../errors/sdk-error.js';
import type { Page, PageRequest } from '../ports/process-queries.js';

/** Where a row stands in a list: compared part by part. */
type Position = readonly (number | string)[];

const DEFAULT_LIMIT = 50;

/** How a list is ordered: its rows' positions, rising unless it is `descending`. */
export interface Order<T> {
  readonly position: (row: T) => Position;
  readonly descending?: true;
}

/**
 * One page of rows in their order. The next page is asked for by the position of the last row shown,
 * so rows that come or go in between shift nothing.
 */
export function pageOf<T>(
  rows: readonly T[],
  order: Order<T>,
  { limit = DEFAULT_LIMIT, after }: PageRequest,
): Page<T> {
  const compare = (a: Position, b: Position) => comparePositions(a, b) * (order.descending ? -1 : 1);
  const last = after === undefined ? undefined : readPosition(after);
  const rest = rows
    .map((row) => ({ row, position: order.position(row) }))
    .filter(({ position }) => last === undefined || compare(position, last) > 0)
    .sort((a, b) => compare(a.position, b.position));
  const shown = rest.slice(0, limit);
  const end = shown.at(-1);
  const next = end && rest.length > shown.length ? JSON.stringify(end.position) : null;
  return { items: shown.map(({ row }) => row), next };
}

/** Orders ids by their characters' codes, whatever the locale. */
export const compareIds = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function comparePositions(a: Position, b: Position): number {
  for (const [i, part] of a.entries()) {
    const other = b[i];
    if (other === undefined) return 1;
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}

function readPosition(after: string): Position {
  try {
    const position: unknown = JSON.parse(after);
    if (Array.isArray(position)) return position as Position;
  } catch {
    // Falls through to the one message for everything that no page gave.
  }
  throw new SdkError(
    'REQUEST_INVALID',
    `The page after "${after}" can't be found: expected the \`next\` of a page before. Ask for the first page without \`after\`.`,
    { after },
  );
}
