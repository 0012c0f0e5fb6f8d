import type { JsonValue, Label } from '@dealroute/core';

/** What the ids in a column are: the host may number what we name. */
export type IdKind = 'integer' | 'text';

const INTEGER_TYPE = /^(big|small|medium|tiny)?(int|serial)/i;
const WHOLE_NUMBER = /^(0|-?[1-9]\d{0,18})$/;

/** The kind of a column by its type in the database. */
export const idKindOf = (type: string): IdKind => (INTEGER_TYPE.test(type) ? 'integer' : 'text');

/** An id as its column has it; undefined for one that the column cannot hold, which therefore nothing has. */
export function toColumn(kind: IdKind, id: string): string | number | undefined {
  if (kind === 'text') return id;
  if (!WHOLE_NUMBER.test(id)) return undefined;
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : id;
}

/** The ids that a column can hold. */
export const toColumns = (kind: IdKind, ids: readonly string[]): (string | number)[] =>
  [...new Set(ids)].map((id) => toColumn(kind, id)).filter((value) => value !== undefined);

/** A text of a column; null for nothing, and for an empty text. */
export const textOf = (value: unknown): string | null =>
  value === null || value === undefined || value === '' ? null : String(value);

/** A column's value as plain JSON: dates become ISO 8601, numbers that JSON cannot hold become texts, bytes nothing. */
export function plainValue(value: unknown): JsonValue {
  if (value === null || value === undefined || value instanceof Uint8Array) return null;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value)))
    return String(value);
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}

/** A title: a text, or JSON with a text per locale. */
export function labelOf(value: unknown): Label {
  const text = textOf(typeof value === 'object' && value !== null ? JSON.stringify(value) : value) ?? '';
  if (!text.startsWith('{')) return text;
  try {
    const parsed: unknown = JSON.parse(text);
    const texts = Object.entries(parsed as object).filter(([, one]) => typeof one === 'string');
    return texts.length > 0 ? (Object.fromEntries(texts) as Label) : text;
  } catch {
    return text;
  }
}
