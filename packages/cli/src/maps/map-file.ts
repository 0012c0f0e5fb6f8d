import { extname } from 'node:path';
import { type MapReading, type MapTextFormat, parseMap, type RouteMap } from '@dealroute/core';
import { CliError, EXIT } from '../exit.js';
import { readText } from '../files.js';
import type { Shell } from '../shell.js';
import { problemLines } from './problem-text.js';

/** A file that should hold a map. */
export interface MapFile {
  readonly file: string;
  readonly reading: MapReading;
}

const FORMATS: Readonly<Record<string, MapTextFormat>> = { '.json': 'json', '.yaml': 'yaml', '.yml': 'yaml' };

/** Reads files that should hold maps; `.json` and `.yaml` say the form, other names leave it to the content. */
export function readMapFiles(shell: Shell, files: readonly string[]): Promise<MapFile[]> {
  return Promise.all(
    files.map(async (file) => {
      const format = FORMATS[extname(file).toLowerCase()];
      return { file, reading: parseMap(await readText(shell, file), format ? { format } : {}) };
    }),
  );
}

/** The map of one file; a file that holds none ends the command with its problems. */
export async function readMapFile(shell: Shell, file: string): Promise<RouteMap> {
  const [read] = await readMapFiles(shell, [file]);
  return mapOf(shell, read as MapFile);
}

/** The map of a file that was read; a file that holds none ends the command with its problems. */
export function mapOf(shell: Shell, { file, reading }: MapFile): RouteMap {
  if (reading.ok) return reading.map;
  const lines = reading.problems.flatMap((problem) => problemLines(shell.words, problem));
  throw new CliError(EXIT.no, [shell.words.errors.mapUnreadable(file), ...lines].join('\n'));
}
