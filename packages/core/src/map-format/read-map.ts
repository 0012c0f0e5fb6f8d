import { formFindings } from './form-findings.js';
import { mapSchema } from './map-schema.js';
import { copyPlain } from './plain-data.js';
import { type Finding, type MapReading, type Position, refused } from './problem.js';

/**
 * Reads a map from data that was parsed already: checks its form and its limits, and gives a frozen copy. What the
 * map means is for `validateMap`. Nothing it is given makes it throw.
 */
export const readMap = (data: unknown): MapReading => readLocated(data);

/** The same for data that came from a text. */
export function readLocated(data: unknown, locate?: (finding: Finding) => Position): MapReading {
  const { copy, findings } = copyPlain(withoutSchema(data));
  if (findings.length > 0) return refused(findings, locate);
  const read = mapSchema.safeParse(copy);
  if (!read.success) return refused(formFindings(read.error.issues, copy), locate);
  return { ok: true, map: freeze(read.data) };
}

/** `$schema` tells editors what a file is; it is no part of the map. */
function withoutSchema(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return data;
  if (!('$schema' in data) || typeof data.$schema !== 'string') return data;
  const { $schema: _, ...rest } = data;
  return rest;
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const part of Object.values(Object.freeze(value))) freeze(part);
  return value;
}
