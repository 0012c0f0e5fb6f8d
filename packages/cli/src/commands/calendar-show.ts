import type { Command } from 'commander';
import { type CalendarOptions, calendarOf, settingsOf } from '../calendar/calendar-settings.js';
import { hoursOf, MARKS, type Month, markOf, monthsOf, yearGrid } from '../calendar/year-grid.js';
import { CliError, EXIT, type ExitCode } from '../exit.js';
import type { Shell } from '../shell.js';

/** `dealroute calendar show ru 2027`: a year at a glance. */
export function addCalendarShow(parent: Command, shell: Shell): void {
  const { calendar, calendarOptions: options } = shell.words;
  parent
    .command('show')
    .description(calendar.show)
    .argument('<country>', calendar.country)
    .argument('<year>', calendar.whichYear)
    .option('--region <region>', options.region)
    .option('--hours <hours>', options.hours)
    .action(
      shell.runs((country: string, year: string, given: CalendarOptions) =>
        show(shell, year, { ...given, calendar: country }),
      ),
    );
}

async function show(shell: Shell, text: string, options: CalendarOptions): Promise<ExitCode> {
  const { words } = shell;
  const year = Number(text);
  if (!/^(19|20|21)\d{2}$/.test(text)) throw new CliError(EXIT.usage, words.calendar.yearWrong(text));
  const { calendar, clock } = calendarOf(settingsOf(shell, options));
  const months = monthsOf(calendar, year);
  const start = clock.read(`${year}-01-01`) as number;
  const { provisional } = calendar.deadline(start, { working: 'P1D' }).explanation;
  shell.answer({ country: options.calendar?.toUpperCase(), year, ...dataOf(months, provisional) }, () => [
    words.calendar.title(options.calendar?.toUpperCase() ?? '', year),
    '',
    ...yearGrid(shell, year, months),
    ...specialDays(shell, months),
    '',
    legend(shell),
    words.calendar.total(sum(months, 'workingDays'), hoursOf(sum(months, 'minutes'))),
    ...(provisional?.includes(year) ? [shell.paint('yellow', words.calendar.provisional(year))] : []),
  ]);
  return EXIT.fine;
}

const sum = (months: readonly Month[], what: 'workingDays' | 'minutes'): number =>
  months.reduce((total, month) => total + month[what], 0);

function dataOf(months: readonly Month[], provisional: readonly number[] = []): object {
  return {
    provisional: provisional.length > 0,
    workingDays: sum(months, 'workingDays'),
    workingHours: Number(hoursOf(sum(months, 'minutes'))),
    months: months.map(({ month, days, workingDays, minutes }) => ({
      month,
      workingDays,
      workingHours: Number(hoursOf(minutes)),
      days: days.filter((day) => markOf(day) !== undefined).map(({ spans: _, ...day }) => day),
    })),
  };
}

/** Every day that is particular for another reason than being a weekend: `8 Mar #  International Women's Day`. */
function specialDays(shell: Shell, months: readonly Month[]): readonly string[] {
  const { movedFrom } = shell.words.calendar;
  const format = new Intl.DateTimeFormat(shell.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const dateText = (date: string) => format.format(Date.parse(date));
  return months.flatMap(({ days }) =>
    days.flatMap((day) => {
      const mark = markOf(day);
      if (!mark || mark === 'weekend') return [];
      const why = [day.name, day.movedFrom && movedFrom(dateText(day.movedFrom))].filter(Boolean).join(', ');
      const kinds = day.extra && day.kind === 'shortened' ? ['extra' as const, 'shortened' as const] : [mark];
      const words = kinds.map((kind) => shell.words.calendar.legend[kind]).join(', ');
      const sign = shell.paint(MARKS[mark].colour, MARKS[mark].sign);
      return [`${dateText(day.date).padStart(8)} ${sign}  ${words}${why ? `: ${why}` : ''}`];
    }),
  );
}

const legend = (shell: Shell): string =>
  (['weekend', 'off', 'shortened', 'extra'] as const)
    .map(
      (mark) => `${shell.paint(MARKS[mark].colour, MARKS[mark].sign)} ${shell.words.calendar.legend[mark]}`,
    )
    .join('   ');
