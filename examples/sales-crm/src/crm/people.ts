import type { Locale, UserId } from '@dealroute/core';
import type { Knex } from 'knex';

/** A person as the pages show them. */
export interface Person {
  readonly id: UserId;
  readonly name: string;
  readonly name_en: string;
  readonly title: string;
  readonly title_en: string;
  readonly department: string | null;
  readonly head: UserId | null;
  readonly roles: string;
  readonly locale: string | null;
}

export interface Absence {
  readonly user: UserId;
  readonly first_day: string;
  readonly last_day: string;
  readonly reason: string;
}

/** The active people, in the order in which they were hired. */
export const readPeople = (db: Knex): Promise<Person[]> =>
  db('staff').where({ active: 1 }).select('*').orderBy('hired');

export const readAbsences = (db: Knex): Promise<Absence[]> => db('absences').select('*').orderBy('first_day');

export const personName = (person: Person | undefined, locale: Locale): string =>
  person === undefined ? '—' : locale === 'en' ? person.name_en : person.name;

export const isAdmin = (person: Person): boolean => person.roles.includes('"admin"');
