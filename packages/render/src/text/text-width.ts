import { fontOf, type Weight } from './fonts.js';

/** How a text is set: its size in pixels, and its weight. */
export interface TypeStyle {
  readonly size: number;
  readonly weight: Weight;
  readonly lineHeight: number;
}

/** Of a character that PT Sans does not have: as wide as it can be. */
const FOREIGN_WIDTH = 1.1;

const known: Readonly<Record<Weight, Map<number, number>>> = { regular: new Map(), bold: new Map() };

/** The width of a text in pixels. */
export function textWidth(text: string, { size, weight }: TypeStyle): number {
  let width = 0;
  for (const character of text) width += characterWidth(character.codePointAt(0) ?? 0, weight);
  return width * size;
}

function characterWidth(codePoint: number, weight: Weight): number {
  const kept = known[weight].get(codePoint);
  if (kept !== undefined) return kept;
  const width = fontOf(weight).widthOf(codePoint) ?? FOREIGN_WIDTH;
  known[weight].set(codePoint, width);
  return width;
}
