import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

test('the plugin of docs/write-a-plugin.md is the one that runs here', async () => {
  const [, shown] = /^```ts\n([\s\S]*?)\n```$/m.exec(read('../../docs/write-a-plugin.md')) ?? [];
  expect(shown).toBe(read('./console-notices.ts').trim());
  await import('./console-notices.js');
});
