import {
  type DeadlineExplanation,
  durationOf,
  type ExplainedDay,
  type Instant,
  isWorking,
  type TimeLimit,
} from '@dealroute/core';
import { Dates } from './dates.js';
import { DEADLINE_TEXTS, type DeadlineLocale, type DeadlineTexts, pluralOf } from './deadline-texts.js';
import { runsOf } from './runs.js';

const WEEK = 7 * 24 * 60 * 60_000;
/** More weekend days than these are counted, not named. */
const NAMED_WEEKEND_DAYS = 4;

/**
 * A deadline's explanation as a sentence without a full stop, in the time zone of its calendar: "Start Fri 16:40, +2
 * working days; skipped Sat, Sun, Mon 11 May (moved from 9 May); due Wed 13 May 16:40".
 */
export function explainDeadline(
  explanation: DeadlineExplanation,
  dueAt: Instant,
  locale: DeadlineLocale,
): string {
  const texts = DEADLINE_TEXTS[locale];
  const { start, zone, limit, counted = [], shortened = [], unlisted = 0, provisional = [] } = explanation;
  const extra = counted.filter((day) => day.extra);
  const dates = new Dates(texts, zone, start);
  const begins = dueAt - start < WEEK ? dates.clock(start) : dates.moment(start);
  const list = (days: readonly ExplainedDay[]) => days.map((day) => dates.day(day.date)).join(', ');
  return [
    `${fill(texts.start, { time: begins })}, ${lengthOf(limit, texts)}`,
    skippedDays(explanation, texts, dates),
    shortened.length > 0 &&
      fill(pluralOf(texts, shortened.length, texts.shortened), { days: list(shortened) }),
    extra.length > 0 && fill(pluralOf(texts, extra.length, texts.extra), { days: list(extra) }),
    unlisted > 0 && fill(texts.unlisted, { days: `${unlisted} ${pluralOf(texts, unlisted, texts.day)}` }),
    provisional.length > 0 && fill(texts.provisional, { years: provisional.join(', ') }),
    fill(texts.due, { time: dates.moment(dueAt) }),
  ]
    .filter(Boolean)
    .join('; ');
}

/** "+1 working day 2 hours": the first unit says what kind of time it is. */
function lengthOf(limit: TimeLimit, texts: DeadlineTexts): string {
  const { days, minutes } = durationOf(limit) ?? { days: 0, minutes: 0 };
  const parts = [
    { count: days, unit: 'day' as const },
    { count: Math.floor(minutes / 60), unit: 'hour' as const },
    { count: minutes % 60, unit: 'minute' as const },
  ].filter(({ count }) => count > 0);
  const shown = parts.length > 0 ? parts : [{ count: 0, unit: 'day' as const }];
  const words = shown.map(({ count, unit }, i) => {
    const forms = i === 0 && isWorking(limit) ? texts.working[unit] : texts[unit];
    return `${count} ${pluralOf(texts, count, forms)}`;
  });
  return `+${words.join(' ')}${isWorking(limit) ? '' : ` (${texts.elapsed})`}`;
}

function skippedDays({ skipped = [] }: DeadlineExplanation, texts: DeadlineTexts, dates: Dates) {
  if (skipped.length === 0) return undefined;
  const weekend = skipped.filter(isPlain).length;
  const counted = weekend > NAMED_WEEKEND_DAYS;
  const items = runsOf(counted ? skipped.filter((day) => !isPlain(day)) : skipped).map(([first, last]) => {
    if (isPlain(first)) return dates.weekday(first.date);
    const range =
      first === last ? dates.day(first.date) : `${dates.day(first.date)} – ${dates.day(last.date)}`;
    return range + because(first, texts, dates);
  });
  if (counted) items.push(`${weekend} ${pluralOf(texts, weekend, texts.weekendDays)}`);
  return fill(pluralOf(texts, skipped.length, texts.skipped), { days: items.join(', ') });
}

/** Free by the weekly hours, with nothing to say about it. */
const isPlain = ({ kind, name, reason }: ExplainedDay): boolean => kind === 'weekend' && !name && !reason;

function because(
  { date, name, reason, movedFrom }: ExplainedDay,
  texts: DeadlineTexts,
  dates: Dates,
): string {
  const why = reason === 'decree' ? texts.decree : reason;
  const moved = movedFrom && fill(texts.moved, { date: dates.origin(movedFrom, date) });
  const words = [name, why, moved].filter(Boolean).join(', ');
  return words === '' ? '' : ` (${words})`;
}

const fill = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
