import { type Element, element, words } from '../svg/element.js';
import { textWidth } from '../text/text-width.js';
import type { TextBlock } from '../text/wrap-text.js';

export const FONT_FAMILY = "'PT Sans', 'Segoe UI', Arial, sans-serif";

export interface TextLook {
  readonly color: string;
  readonly anchor?: 'start' | 'middle';
}

/** A block of text, one element a line; `x` is its left side, or its middle. */
export function drawText(
  { lines, style }: TextBlock,
  x: number,
  y: number,
  { color, anchor = 'start' }: TextLook,
): readonly Element[] {
  // The first line stands where the letters of a line of this height have their feet.
  const foot = y + (style.lineHeight + 0.7 * style.size) / 2;
  return lines.map((line, n) =>
    element(
      'text',
      {
        ...{ x, y: foot + n * style.lineHeight, fill: color, 'font-size': style.size },
        'font-weight': style.weight === 'bold' ? 700 : undefined,
        'text-anchor': anchor === 'start' ? undefined : anchor,
        // Whatever font the reader has, the line keeps to the room that was measured for it.
        ...{ textLength: textWidth(line, style), lengthAdjust: 'spacingAndGlyphs' },
      },
      words(line),
    ),
  );
}
