import type { Locale } from '@dealroute/core';
import { en } from './en.js';
import { ru, type Texts } from './ru.js';

export const TEXTS: Readonly<Record<Locale, Texts>> = { ru, en };
