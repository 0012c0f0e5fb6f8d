/** The languages that the texts of Dealroute are in. */
export type Locale = 'ru' | 'en';

export const LOCALES: readonly Locale[] = ['ru', 'en'];
