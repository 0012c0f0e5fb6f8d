import { readFileSync } from 'node:fs';
import { SdkError } from '@dealroute/core';

/** The text of `maps/<key>.yaml`, which lies one level above both `src` and `dist`. */
export function readMapFile(key: string): string {
  try {
    return readFileSync(new URL(`../maps/${key}.yaml`, import.meta.url), 'utf8');
  } catch (cause) {
    throw new SdkError(
      'MAP_INVALID',
      `The template ${key} cannot be read: expected its file in the folder maps of @dealroute/templates. If you bundle your program, leave this package outside the bundle.`,
      { map: key },
      { cause },
    );
  }
}
