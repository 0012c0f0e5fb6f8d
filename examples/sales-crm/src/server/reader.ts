import { LOCALES, type Locale, type UserId } from '@dealroute/core';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { type Person, personName, readPeople } from '../crm/people.js';
import type { Texts } from '../texts/ru.js';
import { TEXTS } from '../texts/texts.js';
import type { Office } from './office.js';

/** Who looks at a page, and in which language. */
export interface Reader {
  readonly me: Person;
  readonly people: readonly Person[];
  readonly locale: Locale;
  readonly t: Texts;
  /** A person's name in the reader's language; a dash for nobody. */
  name(id: UserId | null): string;
}

/** The person of the cookie, else the first one; the language of the cookie, else of the browser, else the CRM's. */
export async function readReader(office: Office, context: Context): Promise<Reader> {
  const people = await readPeople(office.db);
  const me = people.find(({ id }) => id === getCookie(context, 'person')) ?? people[0];
  if (!me)
    throw new Error('The CRM has no active people: expected at least one. Set one active in its table.');
  const locale =
    knownLocale(getCookie(context, 'language')) ??
    acceptedLocale(context.req.header('accept-language')) ??
    office.locale;
  const names = new Map(people.map((person) => [person.id, personName(person, locale)]));
  return {
    ...{ me, people, locale, t: TEXTS[locale] },
    name: (id) => (id === null ? '—' : (names.get(id) ?? id)),
  };
}

const knownLocale = (text: string | undefined): Locale | undefined =>
  LOCALES.find((locale) => locale === text);

/** The first language of the browser that the pages speak. */
function acceptedLocale(header: string | undefined): Locale | undefined {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return tags.map(knownLocale).find((locale) => locale !== undefined);
}
