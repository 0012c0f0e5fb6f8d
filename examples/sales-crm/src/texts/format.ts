import type { Instant, Locale } from '@dealroute/core';
import { ZONE } from '../calendar.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TAGS: Readonly<Record<Locale, string>> = { ru: 'ru-RU', en: 'en-GB' };

/** A sum in whole roubles. */
export const money = (amount: number, locale: Locale): string =>
  new Intl.NumberFormat(TAGS[locale], {
    style: 'currency',
    currency: 'RUB',
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  }).format(amount);

/** "Mon, 23 Nov, 10:15" in the company's time zone. */
export const moment = (instant: Instant, locale: Locale): string =>
  new Intl.DateTimeFormat(TAGS[locale], {
    timeZone: ZONE,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant);

/** "in 2 hours", "3 days ago"; at least a minute. */
export function distance(instant: Instant, now: Instant, locale: Locale): string {
  const words = new Intl.RelativeTimeFormat(TAGS[locale], { numeric: 'always' });
  const difference = instant - now;
  if (Math.abs(difference) >= DAY) return words.format(Math.trunc(difference / DAY), 'day');
  if (Math.abs(difference) >= HOUR) return words.format(Math.trunc(difference / HOUR), 'hour');
  const minutes = Math.max(1, Math.trunc(Math.abs(difference) / MINUTE));
  return words.format(difference < 0 ? -minutes : minutes, 'minute');
}

/** The letters of a person's name for a small round sign. */
export const initials = (name: string): string =>
  name
    .split(' ')
    .map((part) => part[0] ?? '')
    .slice(0, 2)
    .join('');
