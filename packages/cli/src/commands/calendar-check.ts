import { type OfficialCalendar, readJsonCalendar, readXmlCalendar } from '@dealroute/calendar-holidays';
import { SdkError } from '@dealroute/core';
import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit.js';
import { readText } from '../files.js';
import type { Shell } from '../shell.js';

/** `dealroute calendar check FILE`: can this calendar be used? */
export function addCalendarCheck(parent: Command, shell: Shell): void {
  const { calendar } = shell.words;
  parent
    .command('check')
    .description(calendar.check)
    .argument('<file>', calendar.file)
    .action(shell.runs((file: string) => check(shell, file)));
}

async function check(shell: Shell, file: string): Promise<ExitCode> {
  const text = await readText(shell, file);
  try {
    tell(shell, file, /^\uFEFF?\s*</.test(text) ? readXmlCalendar(text, file) : readJsonCalendar(text, file));
    return EXIT.fine;
  } catch (error) {
    if (!SdkError.is(error, 'CALENDAR_INVALID')) throw error;
    const { message, ids } = error;
    shell.answer({ file, ok: false, line: ids.line ?? null, problem: message }, () => [
      `${shell.paint('red', '✖')} ${message}`,
    ]);
    return EXIT.no;
  }
}

function tell(shell: Shell, file: string, { country, source, years }: OfficialCalendar): void {
  const { calendar } = shell.words;
  const counts = Object.entries(years).map(([year, { off, workingWeekends = [], shortened = [] }]) => ({
    year,
    off: off.length,
    workingWeekends: workingWeekends.length,
    shortened: shortened.length,
  }));
  shell.answer({ file, ok: true, country, source: source ?? null, years: counts }, () => [
    `${shell.paint('green', '✔')} ${calendar.sound(file, country)}`,
    ...counts.map((one) => `  ${calendar.year(one.year, one.off, one.workingWeekends, one.shortened)}`),
  ]);
}
