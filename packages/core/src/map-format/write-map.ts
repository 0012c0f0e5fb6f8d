import type { RouteMap } from '@dealroute/domain';
import { stringify } from 'yaml';
import type { MapTextFormat } from './parse-map.js';

/** Writes a map as a text that `parseMap` reads back without loss. */
export function writeMap(map: RouteMap, format: MapTextFormat): string {
  if (format === 'json') return `${JSON.stringify(map, null, 2)}\n`;
  // Quotes what other programs' YAML 1.1 would take for something else (no, 1_000), and never writes an alias.
  return stringify(map, { version: '1.2', compat: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false });
}
