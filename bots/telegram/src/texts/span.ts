import type { Locale } from '@dealroute/core';
import { counted, type Forms } from './plural.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A length of time in its largest unit: minutes below an hour and a half, hours below two days. At least a minute. */
export function span(locale: Locale, ms: number, forms: Record<'minute' | 'hour' | 'day', Forms>): string {
  if (ms < 1.5 * HOUR) return counted(locale, Math.max(1, Math.round(ms / MINUTE)), forms.minute);
  if (ms < 2 * DAY) return counted(locale, Math.round(ms / HOUR), forms.hour);
  return counted(locale, Math.round(ms / DAY), forms.day);
}
