import { SdkError } from '@dealroute/core';

export type Cell = string | number | null;

/** Turns things into rows of one table. */
export interface RowShape<T> {
  readonly columns: readonly string[];
  /** The cells in the order of the columns; throws an SdkError for a string that is too long for its column. */
  readonly row: (from: T) => Cell[];
}

/**
 * A string that fits its column. SQLite would take any length, the other databases would not: what one stores all
 * must store.
 */
export function fit(value: string, size: number): string {
  if (value.length <= size) return value;
  throw new SdkError(
    'REQUEST_INVALID',
    `Could not store "${value.slice(0, 40)}…": it has ${value.length} characters, expected at most ${size}. Shorten it.`,
  );
}

/** What PostgreSQL cannot keep, and no other database what it means by it. */
const UNWRITABLE = /[\0\p{Surrogate}]/u;

/** A text of any length. */
export function writable(text: string): string {
  if (!UNWRITABLE.test(text)) return text;
  throw new SdkError(
    'REQUEST_INVALID',
    `Could not store "${text.slice(0, 40)}…": it holds a NUL or half a character, expected whole ones. Remove it.`,
  );
}

export function fitOrNull(value: string | null | undefined, size: number): string | null {
  return value === null || value === undefined ? null : fit(value, size);
}
