import type { Span } from '../days/day.js';
import type { CalendarOptions, Hours, Weekday } from './calendar-options.js';

const DAY = 1_440;
const WEEK = 7 * DAY;
const WEEKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const OPENING = /^\s*(\d{1,2}):([0-5]\d)\s*[-–]\s*(\d{1,2}):([0-5]\d)\s*$/;

/** Hours that could be read, and what is wrong with the others. */
export interface Read<T> {
  readonly value: T;
  readonly problems: readonly string[];
}

/** The openings of one day, in order. */
export function readHours(hours: Hours, where: string): Read<readonly Span[]> {
  const read = hours.map((text) => spanOf(text));
  const problems = read.flatMap((span, i) =>
    span ? [] : [`${where}: "${hours[i]}": expected an opening such as 09:00-18:00, within 00:00 and 24:00`],
  );
  const spans = read.flatMap((span) => span ?? []).sort((a, b) => a.opens - b.opens);
  return { value: spans, problems: [...problems, ...overlaps(spans, where, DAY)] };
}

/** The openings of Monday to Sunday. */
export function readWeek(
  hours: CalendarOptions['hours'] = ['09:00-18:00'],
): Read<readonly (readonly Span[])[]> {
  const byDay: Partial<Record<string, Hours>> = isList(hours)
    ? Object.fromEntries(WEEKDAYS.slice(0, 5).map((day) => [day, hours]))
    : hours;
  const unknown = Object.keys(byDay).filter((day) => !WEEKDAYS.some((known) => known === day));
  const where = (day: Weekday) => (isList(hours) ? 'hours' : `hours of ${day}`);
  const days = WEEKDAYS.map((day) => readHours(byDay[day] ?? [], where(day)));
  const week = days.map(({ value }) => value);
  const problems = [
    ...unknown.map((day) => `hours of "${day}": expected a weekday of ${WEEKDAYS.join(', ')}`),
    ...new Set(days.flatMap((day) => day.problems)),
  ];
  if (problems.length > 0) return { value: week, problems };
  const empty = week.every((spans) => spans.length === 0);
  return {
    value: week,
    problems: empty ? ['hours: no weekday has an opening: give one, such as mon'] : nightOverlaps(week),
  };
}

const isList = (hours: NonNullable<CalendarOptions['hours']>): hours is Hours => Array.isArray(hours);

function spanOf(text: string): Span | undefined {
  const [, hour, minute, toHour, toMinute] = (OPENING.exec(text) ?? []).map(Number);
  if (hour === undefined || minute === undefined || toHour === undefined || toMinute === undefined)
    return undefined;
  const opens = hour * 60 + minute;
  const closes = toHour * 60 + toMinute;
  if (opens >= DAY || closes > DAY || opens === closes) return undefined;
  return { opens, closes: closes < opens ? closes + DAY : closes };
}

function overlaps(spans: readonly Span[], where: string, period: number): string[] {
  const first = spans[0];
  if (!first || spans.length < 2) return [];
  return spans.flatMap((span, i) => {
    const next = spans[i + 1];
    if (!next || span.closes <= next.opens) return [];
    return [
      `${where}: ${clock(span, period)} overlaps ${clock(next, period)}: let one end before the other begins`,
    ];
  });
}

/** Shifts past midnight that run into the next day's hours; Sunday's into Monday's. */
function nightOverlaps(week: readonly (readonly Span[])[]): string[] {
  const all = week.flatMap((spans, day) =>
    spans.map(({ opens, closes }) => ({ opens: day * DAY + opens, closes: day * DAY + closes })),
  );
  const first = all[0];
  if (!first) return [];
  return overlaps([...all, { opens: first.opens + WEEK, closes: first.closes + WEEK }], 'hours', WEEK);
}

function clock({ opens, closes }: Span, period: number): string {
  const time = (minutes: number) => new Date((minutes % DAY) * 60_000).toISOString().slice(11, 16);
  const day = period === WEEK ? `${WEEKDAYS[Math.floor(opens / DAY) % 7]} ` : '';
  return `${day}${time(opens)}-${time(closes)}`;
}
