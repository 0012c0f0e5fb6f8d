import type { Locale } from '@dealroute/core';

/** The forms of a counted word: `one` and `other` in English, `one`, `few` and `many` in Russian. */
export type Forms = Partial<Readonly<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

const RULES: Readonly<Record<Locale, Intl.PluralRules>> = {
  ru: new Intl.PluralRules('ru'),
  en: new Intl.PluralRules('en'),
};

/** A number with its word: `3 задачи`, `1 task`. */
export const counted = (locale: Locale, n: number, forms: Forms): string =>
  `${n} ${forms[RULES[locale].select(n)] ?? forms.other}`;
