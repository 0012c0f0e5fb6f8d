import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { fontFiles } from '../../src/text/fonts.js';
import { type TypeStyle, textWidth } from '../../src/text/text-width.js';
import { wrapText } from '../../src/text/wrap-text.js';

const style: TypeStyle = { size: 14, weight: 'regular', lineHeight: 17 };

describe('the width of a text', () => {
  it.each([
    'Согласование договора',
    'Prepare the offer',
    'Электрооборудование, 2-я очередь',
    '№ 5: 1 000 ₽ — «да»',
  ])('is that of the drawn letters: %s', (text) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="40"><text y="20" font-family="PT Sans" font-size="14">|${text}|</text></svg>`;
    const drawn = new Resvg(svg, { font: { fontFiles: fontFiles(), loadSystemFonts: false } }).innerBBox();
    const width = textWidth(`|${text}|`, style);
    // Kerning and the room beside the outer letters make the difference.
    expect(Math.abs(width - (drawn?.width ?? 0))).toBeLessThan(0.03 * width + 4);
  });

  it('takes a letter that the font lacks for a wide one', () => {
    expect(textWidth('漢', style)).toBeGreaterThan(textWidth('Щ', style));
  });
});

describe('wrapping', () => {
  it('breaks between words', () => {
    const { lines, cut } = wrapText('Позвонить и выяснить потребность', style, { width: 100, lines: 5 });
    expect([lines, cut]).toEqual([['Позвонить и', 'выяснить', 'потребность'], false]);
  });

  it('makes room for a long word rather than break it', () => {
    const { lines } = wrapText('Ремонт электрооборудования', style, { width: 80, stretch: 200, lines: 5 });
    expect(lines).toEqual(['Ремонт', 'электрооборудования']);
  });

  it('breaks a word that is too long after its hyphen, else between letters', () => {
    const { lines } = wrapText('технико-коммерческое', style, { width: 100, lines: 5 });
    expect(lines).toEqual(['технико-', 'коммерческое']);
    const letters = wrapText('x'.repeat(60), style, { width: 100, lines: 9 });
    expect(letters.lines.join('')).toBe('x'.repeat(60));
    expect(letters.width).toBeLessThanOrEqual(100);
  });

  it('leaves out what is beyond the last line, and says so', () => {
    const block = wrapText('один два три четыре пять шесть семь восемь', style, { width: 60, lines: 2 });
    expect(block.lines).toHaveLength(2);
    expect(block.lines[1]).toMatch(/…$/);
    expect(block.cut).toBe(true);
    expect(block.width).toBeLessThanOrEqual(60);
  });

  it('has no lines where there is nothing to say', () => {
    expect(wrapText(' \n ', style, { width: 60, lines: 2 })).toMatchObject({
      lines: [],
      width: 0,
      height: 0,
    });
  });
});
