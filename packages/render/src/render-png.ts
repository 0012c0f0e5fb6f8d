import { renderAsync } from '@resvg/resvg-js';
import { fontFiles } from './text/fonts.js';

/** Twice as many pixels as the SVG has, for sharp displays. */
const SCALE = 2;
/** Telegram takes photos of at most 10,000 pixels of width and height together. */
const MOST_SIDES = 9_800;
/** More than these makes files that are slow to send, and no clearer. */
const MOST_PIXELS = 5_000_000;

/**
 * Turns a picture of {@link renderMap} into a PNG, without a browser and with the font that comes along. Pictures of
 * large maps have fewer pixels: at most 5 million, and at most 9,800 in width and height together.
 */
export async function renderPng(svg: string): Promise<Uint8Array> {
  const [, width = '1', height = '1'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  const [x, y] = [Number(width), Number(height)];
  const value = Math.min(SCALE, MOST_SIDES / (x + y), Math.sqrt(MOST_PIXELS / (x * y)));
  const image = await renderAsync(svg, {
    font: { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: 'PT Sans' },
    fitTo: { mode: 'zoom', value },
  });
  return image.asPng();
}
