import { type JsonValue, type Label, labelText, type MapChange, type MapPart } from '@dealroute/domain';
import type { Locale } from './locale.js';
import { mapChangeTexts, partNames, valueWords } from './map-change-texts.js';

/** Most characters of a value in a sentence. */
const VALUE_LENGTH = 80;
/** So many characters before the first difference are shown of a long value. */
const CONTEXT_LENGTH = 20;

/** A difference between two versions of a map as a sentence for its author. Of long values it shows where they differ. */
export function mapChangeText({ code, part, params }: MapChange, locale: Locale): string {
  const [before, after] = valuesText(params.before ?? null, params.after ?? null, part, locale);
  const words: Record<string, string> = { before, after, part: part ? partNames[locale][part] : '' };
  return mapChangeTexts[locale][code].replace(
    /\{(\w+)\}/g,
    (_, name: string) => words[name] ?? labelText((params[name] ?? '') as Label, locale),
  );
}

function valuesText(
  before: JsonValue,
  after: JsonValue,
  part: MapPart | undefined,
  locale: Locale,
): [before: string, after: string] {
  let texts = [before, after].map((value) => valueText(value, part, locale));
  // A title may have changed in the other language only.
  if (texts[0] === texts[1]) texts = [before, after].map((value) => JSON.stringify(value));
  const [was = [], is = []] = texts.map((text) => [...text]);
  const same = was.findIndex((character, i) => character !== is[i]);
  const first = same < 0 ? was.length : same;
  return [cut(was, first), cut(is, first)];
}

function valueText(value: JsonValue, part: MapPart | undefined, locale: Locale): string {
  const words = valueWords[locale];
  if (value === null) return words.none;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value !== 'object') return String(value);
  if (part === 'title' || part === 'description') return labelText(value as Label, locale);
  if (part === 'timeLimit' || part === 'wait') return timeText(value, locale);
  return JSON.stringify(value);
}

/** `{ working: 'P2D' }` and its kind. */
function timeText(value: object, locale: Locale): string {
  const words: Readonly<Record<string, string>> = valueWords[locale];
  return Object.entries(value)
    .map(([unit, length]) => `${length} ${words[unit] ?? unit}`)
    .join(', ');
}

function cut(characters: readonly string[], difference: number): string {
  if (characters.length <= VALUE_LENGTH) return characters.join('');
  const from = difference < VALUE_LENGTH - CONTEXT_LENGTH ? 0 : difference - CONTEXT_LENGTH;
  const until = from + VALUE_LENGTH;
  const shown = characters.slice(from, until).join('');
  return `${from > 0 ? '…' : ''}${shown}${until < characters.length ? '…' : ''}`;
}
