import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** In the order of their cascade. */
export const styles = [
  'theme.css',
  'column.css',
  'message.css',
  'rich-text.css',
  'composer.css',
  'frame.css',
];

const names = new Set([
  ...styles,
  ...['main.js', 'column.js', 'composer.js', 'dom.js', 'message.js', 'notices.js'],
  ...['rich-text.js', 'server.js', 'thread.js'],
]);

/**
 * The files that the browser loads lie in `src`, which is published. The package finds itself by its name, so that
 * they are found from the sources and from the build alike.
 */
const folder = join(
  dirname(createRequire(import.meta.url).resolve('@dealroute/testing/package.json')),
  'src/telegram/page/assets',
);

export function readAsset(name: string): { readonly type: string; readonly text: string } | undefined {
  if (!names.has(name)) return undefined;
  const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
  return { type: `${type}; charset=utf-8`, text: readFileSync(join(folder, name), 'utf8') };
}
