import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
} from 'yaml';
import type { Finding, Path } from './problem.js';

/** What a parsed text holds, and what is wrong with how it is written. */
export interface DocumentContent {
  readonly data: unknown;
  readonly findings: readonly Finding[];
}

/** Reads the data of a document: duplicate keys, and the parts of YAML that a map may not use, are findings. */
export function contentOf(document: Document): DocumentContent {
  const findings: Finding[] = [];
  const data = dataOf(document.contents, []);
  return { data, findings };

  function dataOf(node: unknown, path: Path): unknown {
    if (!isNode(node)) return null;
    refuseFeatures(node, path);
    if (isScalar(node)) return node.value;
    if (isSeq(node)) return node.items.map((item, index) => dataOf(item, [...path, index]));
    return isMap(node) ? objectOf(node.items, path) : null;
  }

  function objectOf(pairs: readonly Pair[], path: Path): unknown {
    const entries = new Map<string, unknown>();
    for (const pair of pairs) {
      if (isNode(pair.key)) refuseFeatures(pair.key, path);
      const key = keyOf(pair);
      if (entries.has(key))
        findings.push({ code: 'DUPLICATE_KEY', params: { key }, path, ...offsetOf(pair.key) });
      entries.set(key, dataOf(pair.value, [...path, key]));
    }
    return Object.fromEntries(entries);
  }

  function refuseFeatures(node: Node, path: Path): void {
    const feature = featureOf(node);
    if (feature) findings.push({ code: 'YAML_FEATURE', params: { feature }, path, ...offsetOf(node) });
  }
}

/** Where a finding stands in the text: the key or value it is about, else the nearest thing around it. */
export function offsetIn(document: Document, { path, key, offset }: Finding): number {
  if (offset !== undefined) return offset;
  let node: unknown = document.contents;
  for (const part of path) {
    const next = isSeq(node) ? node.items[Number(part)] : pairIn(node, String(part))?.value;
    if (!isNode(next)) break;
    node = next;
  }
  const pair = key === undefined ? undefined : pairIn(node, key);
  return startOf(pair?.key) ?? startOf(node) ?? 0;
}

function featureOf(node: Node): string | undefined {
  if (isAlias(node)) return 'alias';
  if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) return 'anchor';
  return node.tag === undefined ? undefined : 'tag';
}

const pairIn = (node: unknown, key: string): Pair | undefined =>
  isMap(node) ? node.items.find((pair) => keyOf(pair) === key) : undefined;

const keyOf = ({ key }: Pair): string => (isScalar(key) ? String(key.value) : '');

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined);

function offsetOf(node: unknown): { offset?: number } {
  const offset = startOf(node);
  return offset === undefined ? {} : { offset };
}
