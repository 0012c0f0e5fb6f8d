import { type Label, type Pipeline, parseMap, type RouteMap, SdkError } from '@dealroute/core';
import { b2bSales, retailSales } from './pipelines.js';
import { readMapFile } from './read-map-file.js';

const KEYS = ['b2b-sale', 'retail-sale', 'contract-approval', 'shipment', 'complaint'] as const;

/** The key of a template, of the map in it, and of its file: `maps/<key>.yaml`. */
export type TemplateKey = (typeof KEYS)[number];

/** A ready-made map: what it is for, and what it expects of the host. */
export interface Template {
  readonly key: TemplateKey;
  readonly title: Label;
  readonly purpose: Label;
  readonly kind: RouteMap['kind'];
  /** The pipeline that a governing map expects, with the deal fields it uses; null for independent maps. */
  readonly pipeline: Pipeline | null;
  /** The templates that it calls: activate them first. */
  readonly calls: readonly string[];
  /** The map as YAML, with the comments that say what to adapt. */
  readonly yaml: string;
}

const pipelines: Partial<Record<TemplateKey, Pipeline>> = {
  'b2b-sale': b2bSales,
  'retail-sale': retailSales,
};

/**
 * All templates. A file is read when something of its template is asked for; throws SdkError `MAP_INVALID` where it
 * cannot be read.
 */
export const templates: readonly Template[] = KEYS.map((key) => ({
  key,
  pipeline: pipelines[key] ?? null,
  get title() {
    return template(key).title;
  },
  get purpose() {
    return template(key).description ?? '';
  },
  get kind() {
    return template(key).kind;
  },
  get calls() {
    return template(key).nodes.flatMap((node) => (node.kind === 'call' ? [node.map] : []));
  },
  get yaml() {
    return readMapFile(key);
  },
}));

/**
 * The map of a template, read afresh and frozen: spread it to adapt it. Throws SdkError `REQUEST_INVALID` for an unknown
 * key, `MAP_INVALID` where its file cannot be read.
 */
export function template(key: TemplateKey): RouteMap {
  if (!KEYS.includes(key)) {
    throw new SdkError(
      'REQUEST_INVALID',
      `There is no template "${key}": expected one of ${KEYS.join(', ')}. Correct the key.`,
    );
  }
  const reading = parseMap(readMapFile(key), { format: 'yaml' });
  if (reading.ok) return reading.map;
  const [{ line, code } = { line: 1, code: 'SYNTAX' }] = reading.problems;
  throw new SdkError(
    'MAP_INVALID',
    `The file of template ${key} is damaged in line ${line} (${code}): expected a map. Install @dealroute/templates again.`,
    { map: key },
  );
}
