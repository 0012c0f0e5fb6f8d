import { validateMap } from '@dealroute/core';
import { expect, it } from 'vitest';
import { renderMap } from '../src/index.js';
import { playToApproval } from './support/play-sale.js';
import { sale, sales, unsound } from './support/sale.js';

// After a change of the pictures: vitest run -u, and look at them.

it('shows a map in the docs as it is drawn today', async () => {
  const svg = await renderMap(sale, { locale: 'en', pipeline: sales });
  await expect(svg).toMatchFileSnapshot('../docs/map.svg');
});

it('shows a running process in the docs as it is drawn today', async () => {
  const process = await (await playToApproval()).shown();
  const svg = await renderMap(sale, { locale: 'ru', pipeline: sales, process });
  await expect(svg).toMatchFileSnapshot('../docs/process.svg');
});

it('shows a finding in the docs as it is drawn today', async () => {
  const [finding] = validateMap(unsound);
  if (!finding) throw new Error('The map of the docs is sound.');
  const svg = await renderMap(unsound, { locale: 'en', finding, theme: 'dark' });
  await expect(svg).toMatchFileSnapshot('../docs/finding.svg');
});
