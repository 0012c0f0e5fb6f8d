/** An element of a picture as it is written. Texts in it are escaped: labels are shown and never evaluated. */
export interface Element {
  readonly svg: string;
}

type Value = string | number | undefined;

/** An element with its attributes and what it holds; attributes that are undefined are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, Value>>,
  ...children: readonly (Element | undefined)[]
): Element {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? rounded(value) : escaped(value ?? '')}"`);
  const inside = children.map((child) => child?.svg ?? '').join('');
  const open = `<${name}${written.join('')}`;
  return { svg: inside === '' ? `${open}/>` : `${open}>${inside}</${name}>` };
}

/** A text inside an element. */
export const words = (text: string): Element => ({ svg: escaped(text) });

/** What a reader sees who points at something. */
export const tooltip = (text: string): Element => element('title', {}, words(text));

/** The way of a line, as a template whose numbers are rounded. */
export const way = (texts: TemplateStringsArray, ...numbers: readonly number[]): string =>
  String.raw({ raw: texts }, ...numbers.map(rounded));

/** Pixels with one decimal: finer differences are not seen. */
export const rounded = (value: number): string => String(Math.round(value * 10) / 10);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What XML cannot hold (control characters, halves of characters), and what turns the direction of a text. */
const UNFIT = /(?![\t\n])\p{Cc}|\p{Cs}|\p{Noncharacter_Code_Point}|\p{Bidi_Control}/gu;

const escaped = (text: string): string =>
  text.replace(UNFIT, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
