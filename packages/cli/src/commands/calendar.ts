import type { Command } from 'commander';
import type { Shell } from '../shell.js';
import { addCalendarCheck } from './calendar-check.js';
import { addCalendarShow } from './calendar-show.js';

/** `dealroute calendar check|show`. */
export function addCalendar(program: Command, shell: Shell): void {
  const calendar = program.command('calendar').description(shell.words.calendar.about);
  addCalendarCheck(calendar, shell);
  addCalendarShow(calendar, shell);
}
