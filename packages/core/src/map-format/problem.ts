import type { JsonValue, RouteMap } from '@dealroute/domain';
import { MAP_LIMITS } from './limits.js';

/** What can be wrong with the form of a map; `docs/map-format.md` has a line for each. */
export type FormatCode =
  | 'DUPLICATE_KEY'
  | 'FORBIDDEN_KEY'
  | 'KEY_MISSING'
  | 'NOT_JSON'
  | 'SYNTAX'
  | 'TOO_DEEP'
  | 'TOO_LARGE'
  | 'TOO_LONG'
  | 'TOO_MANY'
  | 'TOO_SMALL'
  | 'UNKNOWN_KEY'
  | 'WRONG_TYPE'
  | 'WRONG_VALUE'
  | 'YAML_FEATURE';

/** One thing that is wrong with the form of a map: a code with parameters, and where it is. */
export interface FormatProblem {
  readonly code: FormatCode;
  /** What the sentence names: `{ key: 'titel', suggestion: 'title' }`. */
  readonly params: Readonly<Record<string, JsonValue>>;
  /** JSON pointer (RFC 6901) of the value, or of the object whose key is wrong; empty for the map itself. */
  readonly pointer: string;
  /** Line and column of a text, from 1; columns count UTF-16 units. */
  readonly line?: number;
  readonly column?: number;
}

/** A map, frozen, or up to 100 problems in the order in which they were found. */
export type MapReading =
  | { readonly ok: true; readonly map: RouteMap }
  | { readonly ok: false; readonly problems: readonly FormatProblem[] };

export type Path = readonly (string | number)[];

/** A problem before it is known where in a text it stands. */
export interface Finding {
  readonly code: FormatCode;
  readonly params: Readonly<Record<string, JsonValue>>;
  readonly path: Path;
  /** The key of the object at `path` that it is about, where it is about a key. */
  readonly key?: string;
  /** Where in the text, if that is known already. */
  readonly offset?: number;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Turns findings into what a caller gets. */
export function refused(findings: readonly Finding[], locate?: (finding: Finding) => Position): MapReading {
  const problems = findings.slice(0, MAP_LIMITS.problems).map((finding) => {
    const { code, params, path } = finding;
    return { code, params, pointer: pointerOf(path), ...locate?.(finding) };
  });
  return { ok: false, problems };
}

const pointerOf = (path: Path): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
