/**
 * A text for people: one string for every language, or one per locale (`{ ru: 'Согласовано', en: 'Agreed' }`).
 * Labels are inert: they are shown and never evaluated.
 */
export type Label = string | Readonly<Record<string, string>>;

/** The text of a label in a locale; the first text it has where that locale is missing. */
export function labelText(label: Label, locale: string): string {
  if (typeof label === 'string') return label;
  return label[locale] ?? Object.values(label)[0] ?? '';
}
