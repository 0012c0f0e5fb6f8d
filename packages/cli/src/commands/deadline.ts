import { explainDeadline } from '@dealroute/calendar-holidays';
import { type Deadline, parseDuration } from '@dealroute/core';
import type { Command } from 'commander';
import { answerLines } from '../calendar/answer-lines.js';
import { BatchLines } from '../calendar/batch-line.js';
import {
  addCalendarOptions,
  type CalendarOptions,
  calendarOf,
  type LocalCalendar,
  settingsOf,
} from '../calendar/calendar-settings.js';
import { explanationData } from '../calendar/explanation-data.js';
import { CliError, EXIT, type ExitCode } from '../exit.js';
import type { Shell } from '../shell.js';

interface Options extends CalendarOptions {
  readonly start?: string;
  readonly limit?: string;
  readonly elapsed?: boolean;
  readonly explain?: boolean;
  readonly batch?: boolean;
}

/** `dealroute deadline`: one deadline, or one for each line of a batch. */
export function addDeadline(program: Command, shell: Shell): void {
  const { deadline } = shell.words;
  const command = program.command('deadline').description(deadline.about);
  addCalendarOptions(command, shell.words)
    .option('--start <time>', deadline.start)
    .option('--limit <limit>', deadline.limit)
    .option('--elapsed', deadline.elapsed)
    .option('--explain', deadline.explain)
    .option('--batch', deadline.batch)
    .action(shell.runs((options: Options) => (options.batch ? batch(shell, options) : one(shell, options))));
}

async function one(shell: Shell, options: Options): Promise<ExitCode> {
  const { start, limit, elapsed = false, explain = false } = options;
  if (start === undefined || limit === undefined) throw new CliError(EXIT.usage, shell.words.deadline.needed);
  if (!parseDuration(limit)) throw new CliError(EXIT.usage, shell.words.errors.limitWrong(limit));
  const local = calendarOf(settingsOf(shell, options));
  const instant = local.clock.read(start);
  if (instant === undefined) throw new CliError(EXIT.usage, shell.words.errors.instantWrong(start));
  const deadline = local.calendar.deadline(instant, elapsed ? { elapsed: limit } : { working: limit });
  tell(shell, local, deadline, explain);
  return EXIT.fine;
}

/** A year without official data is always told, whether or not an explanation is asked for. */
function tell(shell: Shell, local: LocalCalendar, { dueAt, explanation }: Deadline, explain: boolean): void {
  const deadline = local.clock.write(dueAt);
  const text = explainDeadline(explanation, dueAt, shell.locale);
  const data = { text, ...explanationData(explanation) };
  const answer = { deadline, zone: local.calendar.zone, instant: new Date(dueAt).toISOString() };
  const isDoubtful = explanation.provisional !== undefined;
  if (isDoubtful && !explain && !shell.json) {
    for (const year of explanation.provisional) shell.complain(shell.words.calendar.provisional(year));
  }
  shell.answer({ ...answer, explanation: data }, () => (explain ? [deadline, text] : [deadline]));
}

async function batch(shell: Shell, options: Options): Promise<ExitCode> {
  if (options.start !== undefined || options.limit !== undefined)
    throw new CliError(EXIT.usage, shell.words.deadline.batchAlone);
  const { elapsed = false } = options;
  const lines = new BatchLines(shell.words, shell.locale, { ...settingsOf(shell, options), elapsed });
  const allGood = await answerLines(shell.streams, (line) => {
    const answer = lines.answer(line);
    return { text: JSON.stringify(answer), good: !('error' in answer) };
  });
  return allGood ? EXIT.fine : EXIT.no;
}
