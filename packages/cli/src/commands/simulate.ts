import { HolidayCalendar } from '@dealroute/calendar-holidays';
import type { RouteMap } from '@dealroute/core';
import type { Command } from 'commander';
import {
  addCalendarOptions,
  type CalendarOptions,
  holidayOptions,
  settingsOf,
} from '../calendar/calendar-settings.js';
import { WallClock } from '../calendar/wall-clock.js';
import { CliError, EXIT, type ExitCode } from '../exit.js';
import { calledMaps, diagnosticsOf } from '../maps/check-maps.js';
import { mapOf, readMapFiles } from '../maps/map-file.js';
import type { Shell } from '../shell.js';
import type { Asker } from '../simulation/asker.js';
import { LineAsker } from '../simulation/line-asker.js';
import { type Ending, fieldValue, Play } from '../simulation/play.js';
import { PromptAsker } from '../simulation/prompt-asker.js';
import { Simulation } from '../simulation/simulation.js';

interface Options extends CalendarOptions {
  readonly start?: string;
  readonly field: readonly string[];
}

/** `dealroute simulate FILE…`: plays a map by hand. */
export function addSimulate(program: Command, shell: Shell): void {
  const { simulate } = shell.words;
  const command = program
    .command('simulate')
    .description(simulate.about)
    .argument('<file...>', simulate.file);
  addCalendarOptions(command, shell.words)
    .option('--start <time>', simulate.start)
    .option('--field <name=value>', simulate.field, (text, all: string[]) => [...all, text], [])
    .action(shell.runs((files: string[], options: Options) => play(shell, files, options)));
}

async function play(shell: Shell, files: readonly string[], options: Options): Promise<ExitCode> {
  const maps = await soundMaps(shell, files);
  const holidays = holidayOptions(settingsOf(shell, options));
  const calendar = new HolidayCalendar(holidays);
  const clock = new WallClock(holidays.zone);
  const start = options.start === undefined ? Date.now() : clock.read(options.start);
  if (start === undefined)
    throw new CliError(EXIT.usage, shell.words.errors.instantWrong(options.start ?? ''));
  const fields = Object.fromEntries(options.field.map((text) => fieldOf(shell, text)));
  const simulation = await Simulation.begin(shell, { maps, start, fields, calendar: { calendar } });
  const asker: Asker = shell.isInteractive && !shell.json ? new PromptAsker(shell) : new LineAsker(shell);
  try {
    shell.say(shell.words.simulate.howTo);
    return await tell(shell, simulation, await new Play(shell, simulation, asker, clock).run());
  } finally {
    asker.close();
    await simulation.stop();
  }
}

async function tell(shell: Shell, simulation: Simulation, ending: Ending): Promise<ExitCode> {
  const { status, outcome, lossReason, stage } = await simulation.state();
  const { left, inputEnded } = shell.words.simulate;
  const said = ending === 'ended' ? [] : [ending === 'asked' ? left : inputEnded];
  shell.answer({ status, outcome, lossReason, stage }, () => said);
  return ending === 'inputEnded' ? EXIT.no : EXIT.fine;
}

async function soundMaps(shell: Shell, names: readonly string[]): Promise<[RouteMap, ...RouteMap[]]> {
  const files = await readMapFiles(shell, names);
  const called = calledMaps(shell, files);
  const maps = files.map((file) => {
    const map = mapOf(shell, file);
    const isSound = diagnosticsOf(map, called).every(({ severity }) => severity !== 'error');
    if (!isSound) throw new CliError(EXIT.no, shell.words.errors.mapUnsound(file.file));
    return map;
  });
  return maps as [RouteMap, ...RouteMap[]];
}

function fieldOf({ words }: Shell, text: string): [string, string | number | boolean] {
  const at = text.indexOf('=');
  if (at < 1) throw new CliError(EXIT.usage, words.simulate.fieldWrong(text));
  return [text.slice(0, at), fieldValue(text.slice(at + 1))];
}
