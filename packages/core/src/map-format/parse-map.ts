import { contentOf, offsetIn } from './document-findings.js';
import { parseJson } from './json-text.js';
import { MAP_LIMITS } from './limits.js';
import { parseText } from './map-text.js';
import { type Finding, type MapReading, type Position, refused } from './problem.js';
import { readLocated } from './read-map.js';

export type MapTextFormat = 'json' | 'yaml';

export interface ParseMapOptions {
  /** JSON for a text that begins with a brace, else YAML, when left out. */
  readonly format?: MapTextFormat;
}

/**
 * Reads a map from a text of JSON or YAML 1.2. Each problem says where it is: pointer, line and column. Nothing it is
 * given makes it throw, and no text makes it run long.
 */
export function parseMap(text: string, options: ParseMapOptions = {}): MapReading {
  // Editors on Windows begin a file with a byte order mark.
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (Buffer.byteLength(source) > MAP_LIMITS.bytes) {
    return refused([{ code: 'TOO_LARGE', params: { limit: MAP_LIMITS.bytes }, path: [] }], () => ({
      line: 1,
      column: 1,
    }));
  }
  const format = options.format ?? (/^\s*[{[]/.test(source) ? 'json' : 'yaml');
  return format === 'json' ? parseJsonMap(source) : parseYamlMap(source);
}

function parseJsonMap(text: string): MapReading {
  const json = parseJson(text);
  if (!json.ok) return refused([json.finding], (finding) => positionIn(text, finding.offset ?? 0));
  const parsed = parseText(text);
  if (!parsed.ok) return refused([parsed.finding], (finding) => positionIn(text, finding.offset ?? 0));
  const locate = (finding: Finding): Position => positionIn(text, offsetIn(parsed.document, finding));
  const { findings } = contentOf(parsed.document);
  const duplicates = findings.filter(({ code }) => code === 'DUPLICATE_KEY');
  return duplicates.length > 0 ? refused(duplicates, locate) : readLocated(json.data, locate);
}

function parseYamlMap(text: string): MapReading {
  const parsed = parseText(text);
  if (!parsed.ok) return refused([parsed.finding], (finding) => positionIn(text, finding.offset ?? 0));
  const { document } = parsed;
  const locate = (finding: Finding): Position => positionIn(text, offsetIn(document, finding));
  const [error] = document.errors;
  if (error) {
    return refused(
      [{ code: 'SYNTAX', params: { detail: error.message }, path: [], offset: error.pos[0] }],
      locate,
    );
  }
  const { data, findings } = contentOf(document);
  return findings.length > 0 ? refused(findings, locate) : readLocated(data, locate);
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
