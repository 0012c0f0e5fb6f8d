import type { Locale } from '@dealroute/core';
import { en } from './en.js';
import { ru } from './ru.js';

/** Everything that the command line says, in one language. */
export type Words = typeof en;

export const WORDS: Readonly<Record<Locale, Words>> = { ru, en };
