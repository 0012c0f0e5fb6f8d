import type { Calendar, Day } from '@dealroute/calendar-holidays';
import type { Locale } from '@dealroute/core';
import type { Colour, Shell } from '../shell.js';

type Mark = 'weekend' | 'off' | 'shortened' | 'extra';

/** How a day is marked where there are no colours, and its colour where there are. */
export const MARKS: Readonly<Record<Mark, { readonly sign: string; readonly colour: Colour }>> = {
  weekend: { sign: '-', colour: 'dim' },
  off: { sign: '#', colour: 'red' },
  shortened: { sign: '*', colour: 'yellow' },
  extra: { sign: '+', colour: 'cyan' },
};

/** One month: its days from the first, and what they sum up to. */
export interface Month {
  /** From 1. */
  readonly month: number;
  readonly days: readonly (Day & { readonly date: string })[];
  readonly workingDays: number;
  readonly minutes: number;
}

const CELL = 4;
const WIDTH = 7 * CELL;
const MONTHS_IN_ROW = 3;
/** Monday 5 January 1970. */
const MONDAY = Date.UTC(1970, 0, 5);
const DAY = 86_400_000;

/** The twelve months of a year. */
export function monthsOf(calendar: Calendar, year: number): readonly Month[] {
  return Array.from({ length: 12 }, (_, index) => {
    const length = new Date(Date.UTC(year, index + 1, 0)).getUTCDate();
    const days = Array.from({ length }, (_, day) => {
      const date = new Date(Date.UTC(year, index, day + 1)).toISOString().slice(0, 10);
      return { date, ...(calendar.day(date) as Day) };
    });
    const workingDays = days.filter(({ spans }) => spans.length > 0).length;
    return {
      month: index + 1,
      days,
      workingDays,
      minutes: days.reduce((sum, day) => sum + minutesOf(day), 0),
    };
  });
}

const minutesOf = ({ spans }: Day): number =>
  spans.reduce((sum, { opens, closes }) => sum + closes - opens, 0);

/** What is particular about a day; a working Saturday that is shortened too is a working Saturday first. */
export function markOf({ kind, extra }: Day): Mark | undefined {
  if (extra) return 'extra';
  return kind === 'working' ? undefined : kind;
}

/** The year as lines for a terminal: three months beside one another. */
export function yearGrid(shell: Shell, year: number, months: readonly Month[]): readonly string[] {
  const blocks = months.map((month) => monthBlock(shell, year, month));
  const rows = [0, 3, 6, 9].map((first) => blocks.slice(first, first + MONTHS_IN_ROW));
  return rows.flatMap((row) => [...besideOneAnother(row), '']);
}

function monthBlock(
  shell: Shell,
  year: number,
  { month, days, workingDays, minutes }: Month,
): readonly string[] {
  const first = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const cells = [
    ...Array.from({ length: first }, () => ' '.repeat(CELL)),
    ...days.map((day) => cell(shell, day)),
  ];
  const weeks = Array.from({ length: 6 }, (_, week) => {
    const row = cells.slice(week * 7, week * 7 + 7);
    return row.join('') + ' '.repeat(CELL * (7 - row.length));
  });
  const title = monthName(shell.locale, year, month);
  const sum = shell.words.calendar.month(workingDays, hoursOf(minutes));
  const gap = ' '.repeat(Math.max(1, WIDTH - title.length - sum.length - 1));
  return [`${shell.paint('bold', title)}${gap}${sum} `, weekdayNames(shell.locale), ...weeks];
}

function cell(shell: Shell, day: Day & { readonly date: string }): string {
  const mark = markOf(day);
  const number = String(Number(day.date.slice(8))).padStart(2);
  const { sign, colour } = mark ? MARKS[mark] : { sign: ' ', colour: undefined };
  return `${colour ? shell.paint(colour, number + sign) : number + sign} `;
}

const besideOneAnother = (blocks: readonly (readonly string[])[]): readonly string[] =>
  (blocks[0] ?? []).map((_, line) =>
    blocks
      .map((block) => block[line])
      .join('  ')
      .trimEnd(),
  );

function weekdayNames(locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) =>
    format
      .format(MONDAY + day * DAY)
      .slice(0, 2)
      .padStart(2)
      .padEnd(CELL),
  ).join('');
}

function monthName(locale: Locale, year: number, month: number): string {
  const name = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(year, month - 1, 1),
  );
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Hours with at most two decimals: `159`, `158.5`. */
export const hoursOf = (minutes: number): string => String(Math.round((minutes / 60) * 100) / 100);
