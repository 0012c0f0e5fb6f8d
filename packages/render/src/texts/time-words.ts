import {
  durationOf,
  type Instant,
  isWorking,
  type Locale,
  SdkError,
  type TimeLimit,
  type TimerNode,
} from '@dealroute/core';
import { WORDS } from './words.js';

const TAGS: Readonly<Record<Locale, string>> = { ru: 'ru-RU', en: 'en-GB' };

/** A time limit as people say it: "2 working days", "48 hours". */
export function limitWords(limit: TimeLimit, locale: Locale): string {
  const duration = durationOf(limit);
  if (!duration) return isWorking(limit) ? limit.working : limit.elapsed;
  const { working, elapsed } = WORDS[locale];
  const parts = [
    [duration.days, 'day'],
    [Math.floor(duration.minutes / 60), 'hour'],
    [duration.minutes % 60, 'minute'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0);
  const rules = new Intl.PluralRules(locale);
  return (shown.length > 0 ? shown : parts.slice(0, 1))
    .map(([count, unit], n) => {
      const forms = (isWorking(limit) && n === 0 ? working : elapsed)[unit];
      return `${count} ${forms[rules.select(count)] ?? forms.other}`;
    })
    .join(' ');
}

/** What a timer waits for. */
export const waitWords = ({ wait }: TimerNode, locale: Locale): string =>
  'untilField' in wait ? WORDS[locale].until(wait.untilField) : limitWords(wait, locale);

/** Tells instants in a reader's time zone: "12 May, 15:00". Throws SdkError `REQUEST_INVALID` for an unknown zone. */
export function momentTeller(locale: Locale, timeZone = 'UTC'): (instant: Instant) => string {
  try {
    const format = new Intl.DateTimeFormat(TAGS[locale], {
      timeZone,
      ...{ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
    });
    return (instant) => format.format(instant);
  } catch (cause) {
    throw new SdkError(
      'REQUEST_INVALID',
      `The picture cannot be drawn: "${timeZone}" is no time zone, expected an IANA name such as Europe/Moscow. Correct it.`,
      {},
      { cause },
    );
  }
}
