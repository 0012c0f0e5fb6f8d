import type { Locale } from '@dealroute/core';

/** The forms of a noun by `Intl.PluralRules`: `one`, `few`, `many`, `other`. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

/** A number with its noun: `2 ошибки`. */
export function counted(locale: Locale, count: number, forms: Forms): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other ?? forms.many ?? '';
  return `${count} ${form}`;
}
