import { expect, it } from 'vitest';
import { renderMap, renderPng } from '../src/index.js';
import { longMap } from './support/long-map.js';
import { approval } from './support/sale.js';

const sizeOf = (png: Uint8Array): [number, number] => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

it('turns a picture into a PNG of twice its size', async () => {
  const svg = await renderMap(approval, { locale: 'ru' });
  const png = await renderPng(svg);
  const [, width = '', height = ''] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  expect(String.fromCharCode(...png.slice(1, 4))).toBe('PNG');
  const [x, y] = sizeOf(png);
  expect([Math.abs(x - 2 * Number(width)) <= 2, Math.abs(y - 2 * Number(height)) <= 2]).toEqual([true, true]);
});

it('draws texts without fonts of the system', async () => {
  const svg = await renderMap(approval, { locale: 'ru' });
  const mute = svg.replace(/<text[^>]*>[^<]*<\/text>/g, '');
  expect((await renderPng(svg)).length).toBeGreaterThan(1.3 * (await renderPng(mute)).length);
});

it('keeps thirty nodes with long names below 500 kB', async () => {
  const png = await renderPng(await renderMap(longMap(30), { locale: 'ru' }));
  expect(png.length).toBeLessThan(500_000);
});

it('makes a picture of a very large map small enough for a messenger', async () => {
  const svg = await renderMap(approval, { locale: 'ru' });
  const long = svg
    .replace(/viewBox="[^"]*"/, 'viewBox="0 0 900 20000"')
    .replace(/height="[^"]*"/, 'height="20000"');
  const [x, y] = sizeOf(await renderPng(long));
  expect(x + y).toBeLessThanOrEqual(10_000);
});
