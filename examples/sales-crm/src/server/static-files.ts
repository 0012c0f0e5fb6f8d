import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const NAMES = new Set(['style.css', 'app.js', 'live.js', 'forms.js', 'clock.js']);

/** The package finds itself by its name, so that its files are found from the sources and from the build alike. */
const folder = join(
  dirname(createRequire(import.meta.url).resolve('@dealroute/example-sales-crm/package.json')),
  'src/static',
);

/** A file that the browser loads; undefined for any other name. */
export function readStaticFile(name: string): { readonly type: string; readonly text: string } | undefined {
  if (!NAMES.has(name)) return undefined;
  const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
  return { type: `${type}; charset=utf-8`, text: readFileSync(join(folder, name), 'utf8') };
}
