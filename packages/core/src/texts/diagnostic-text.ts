import { type Diagnostic, type JsonValue, type Label, labelText } from '@dealroute/domain';
import type { Locale } from './locale.js';
import { ruleTexts } from './rule-texts.js';

/** A finding about a map as a sentence for its author: what is wrong, in the words of the map, and the remedy. */
export function diagnosticText(diagnostic: Diagnostic, locale: Locale): string {
  return filled(templateOf(diagnostic, locale), diagnostic, locale);
}

/** The second half of {@link diagnosticText}: what the author can do about it. Empty where the text names no remedy. */
export function remedyText(diagnostic: Diagnostic, locale: Locale): string {
  const [, remedy = ''] = /^.*?[.:] (?=\p{Lu})(.*)$/u.exec(templateOf(diagnostic, locale)) ?? [];
  return filled(remedy, diagnostic, locale);
}

const templateOf = ({ rule, code }: Diagnostic, locale: Locale): string =>
  ruleTexts[locale][`${rule}.${code}`] ?? `${rule}.${code}`;

const filled = (template: string, { params }: Diagnostic, locale: Locale): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : wordsOf(value, locale, name === 'missing' ? ', ' : ' → ');
  });

/** A parameter is text, a number, a label, or a list of them: a path through the map, or what is missing. */
function wordsOf(value: JsonValue, locale: Locale, between: string): string {
  if (Array.isArray(value))
    return value.map((part: JsonValue) => wordsOf(part, locale, between)).join(between);
  return typeof value === 'object' && value !== null ? labelText(value as Label, locale) : String(value);
}
