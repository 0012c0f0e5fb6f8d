import {
  compileCel,
  type Diagnostic,
  diagnosticText,
  type FormatProblem,
  type Label,
  type Locale,
  labelText,
  type RouteMap,
  remedyText,
  validateMap,
} from '@dealroute/core';
import { CliError, EXIT } from '../exit.js';
import type { Shell } from '../shell.js';
import type { MapFile } from './map-file.js';
import { problemText } from './problem-text.js';

/** A finding about a map, ready to be read. */
export interface Finding {
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly node: string | null;
  readonly flow: string | null;
  /** The whole sentence, remedy included. */
  readonly message: string;
  readonly remedy: string;
  /** The shortest way through the map that shows it, in its words; null where no way is needed. */
  readonly path: readonly string[] | null;
}

/** What is to be said of one file. */
export interface Checked {
  readonly file: string;
  /** Null where the file holds no map. */
  readonly key: string | null;
  readonly ok: boolean;
  readonly problems: readonly (FormatProblem & { readonly message: string })[];
  readonly findings: readonly Finding[];
}

/** The maps that can be called, by key; two files with one key end the command. */
export function calledMaps({ words }: Shell, files: readonly MapFile[]): ReadonlyMap<string, RouteMap> {
  const maps = new Map<string, RouteMap>();
  for (const { reading } of files) {
    if (!reading.ok) continue;
    const { key } = reading.map;
    const same = files.filter((other) => other.reading.ok && other.reading.map.key === key);
    if (same.length > 1) {
      throw new CliError(EXIT.usage, words.errors.keyTwice(key, same.map(({ file }) => file).join(', ')));
    }
    maps.set(key, reading.map);
  }
  return maps;
}

/** Checks a file as an activation would, with the other files as the maps that it may call. */
export function checkMap(
  { words, locale }: Shell,
  { file, reading }: MapFile,
  called: ReadonlyMap<string, RouteMap>,
): Checked {
  if (!reading.ok) {
    const problems = reading.problems.map((problem) => ({
      ...problem,
      message: problemText(words, problem),
    }));
    return { file, key: null, ok: false, problems, findings: [] };
  }
  const diagnostics = diagnosticsOf(reading.map, called);
  const findings = diagnostics.map((diagnostic) => findingOf(diagnostic, locale));
  const ok = findings.every(({ severity }) => severity !== 'error');
  return { file, key: reading.map.key, ok, problems: [], findings };
}

/** What validation and proof find, without knowledge of a host. */
export function diagnosticsOf(map: RouteMap, called: ReadonlyMap<string, RouteMap>): readonly Diagnostic[] {
  return validateMap(map, { compileCondition: compileCel, calledMap: (key) => called.get(key) });
}

function findingOf(diagnostic: Diagnostic, locale: Locale): Finding {
  const { rule, severity, code, node, flow, params } = diagnostic;
  const path = Array.isArray(params.path) ? (params.path as Label[]) : null;
  return {
    rule,
    severity,
    code,
    node: node ?? null,
    flow: flow ?? null,
    message: diagnosticText(diagnostic, locale),
    remedy: remedyText(diagnostic, locale),
    path: path?.map((step) => labelText(step, locale)) ?? null,
  };
}
