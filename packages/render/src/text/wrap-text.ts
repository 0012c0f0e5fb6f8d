import { type TypeStyle, textWidth } from './text-width.js';

/** A text in lines. */
export interface TextBlock {
  readonly lines: readonly string[];
  readonly style: TypeStyle;
  /** Of the widest line. */
  readonly width: number;
  readonly height: number;
  /** Whether something was left out at its end. */
  readonly cut: boolean;
}

export interface WrapLimits {
  readonly width: number;
  /** How wide a line may be rather than break a word; no wider than `width` when left out. */
  readonly stretch?: number;
  readonly lines: number;
}

const ELLIPSIS = '…';

/** Wraps a text on words; a word that is wider than a line is broken, and what is beyond the last line left out. */
export function wrapText(text: string, style: TypeStyle, limits: WrapLimits): TextBlock {
  const words = wordsOf(text);
  const longest = Math.max(0, ...words.map((word) => textWidth(word, style)));
  const width = Math.max(limits.width, Math.min(limits.stretch ?? limits.width, longest));
  const lines = linesOf(words, style, width);
  const cut = lines.length > limits.lines;
  const shown = cut ? shortened(lines.slice(0, limits.lines), style, width) : lines;
  return {
    lines: shown,
    style,
    width: Math.max(0, ...shown.map((line) => textWidth(line, style))),
    height: shown.length * style.lineHeight,
    cut,
  };
}

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

function linesOf(words: readonly string[], style: TypeStyle, width: number): string[] {
  const lines: string[] = [];
  for (const piece of words.flatMap((word) => piecesOf(word, style, width))) {
    const last = lines.at(-1);
    const longer = last === undefined ? piece : `${last} ${piece}`;
    if (last !== undefined && textWidth(longer, style) <= width) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  return lines;
}

/** A word whole, or broken into pieces that fit: after a hyphen or slash where it has one. */
function piecesOf(word: string, style: TypeStyle, width: number): string[] {
  if (textWidth(word, style) <= width) return [word];
  const pieces: string[] = [];
  for (const part of word.split(/(?<=[-/–—])/).flatMap((part) => letters(part, style, width))) {
    const last = pieces.at(-1);
    if (last !== undefined && textWidth(last + part, style) <= width) pieces[pieces.length - 1] = last + part;
    else pieces.push(part);
  }
  return pieces;
}

const letters = (part: string, style: TypeStyle, width: number): string[] =>
  textWidth(part, style) <= width ? [part] : [...part];

/** The lines with an ellipsis in the last one. */
function shortened(lines: readonly string[], style: TypeStyle, width: number): string[] {
  const last = [...(lines.at(-1) ?? '')];
  while (last.length > 0 && textWidth(last.join('') + ELLIPSIS, style) > width) last.pop();
  return [...lines.slice(0, -1), last.join('').trimEnd() + ELLIPSIS];
}
