import type { JsonValue } from '@dealroute/domain';
import { MAP_LIMITS } from './limits.js';
import type { Finding, Path } from './problem.js';

/** Keys that mean something to JavaScript itself. */
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Most values in one map: with shared parts, small data can stand for endless much. */
const VALUES = 300_000;

/**
 * Copies data that came from outside, if it is what JSON can hold within the limits. Keys without a value
 * (`undefined`) are left out, as JSON does. Findings are in the order of the data.
 */
export function copyPlain(data: unknown): {
  readonly copy: JsonValue;
  readonly findings: readonly Finding[];
} {
  const copier = new PlainCopier();
  return { copy: copier.copy(data, []), findings: copier.findings };
}

class PlainCopier {
  readonly findings: Finding[] = [];
  #bytes = 0;
  #values = 0;

  copy(value: unknown, path: Path): JsonValue {
    if (this.#isTooLarge(value)) return null;
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        // JSON has one zero.
        return Number.isFinite(value) ? value || 0 : this.#refuse('NOT_JSON', { found: String(value) }, path);
      case 'object':
        return value === null ? null : this.#copyObject(value, path);
      default:
        return this.#refuse('NOT_JSON', { found: typeof value }, path);
    }
  }

  #copyObject(value: object, path: Path): JsonValue {
    if (path.length >= MAP_LIMITS.depth) return this.#refuse('TOO_DEEP', { limit: MAP_LIMITS.depth }, path);
    if (Array.isArray(value))
      return Array.from(value, (item: unknown, index) => this.copy(item, [...path, index]));
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      return this.#refuse('NOT_JSON', { found: value.constructor?.name ?? 'object' }, path);
    }
    const copy: Record<string, JsonValue> = {};
    for (const [key, part] of Object.entries(value)) {
      if (FORBIDDEN.has(key)) this.#refuse('FORBIDDEN_KEY', { key }, path, key);
      else if (part !== undefined && !this.#isTooLarge(key)) copy[key] = this.copy(part, [...path, key]);
    }
    return copy;
  }

  /** Counts a value or key, and says once when there is too much to go on. */
  #isTooLarge(value: unknown): boolean {
    const wasTooLarge = this.#bytes > MAP_LIMITS.bytes || this.#values > VALUES;
    if (wasTooLarge) return true;
    this.#values += 1;
    if (typeof value === 'string') this.#bytes += Buffer.byteLength(value);
    const isTooLarge = this.#bytes > MAP_LIMITS.bytes || this.#values > VALUES;
    if (isTooLarge) this.#refuse('TOO_LARGE', { limit: MAP_LIMITS.bytes }, []);
    return isTooLarge;
  }

  #refuse(code: Finding['code'], params: Finding['params'], path: Path, key?: string): null {
    this.findings.push({ code, params, path, ...(key !== undefined && { key }) });
    return null;
  }
}
