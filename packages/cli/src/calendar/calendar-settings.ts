import { type Calendar, HolidayCalendar, type HolidayCalendarOptions } from '@dealroute/calendar-holidays';
import type { Command } from 'commander';
import type { Shell } from '../shell.js';
import type { Words } from '../texts/words.js';
import { WallClock } from './wall-clock.js';

/** How a calendar is described on a command line or in a line of a batch. */
export interface CalendarSettings {
  /** Country, in small or capital letters. */
  readonly calendar?: string | undefined;
  readonly region?: string | undefined;
  readonly zone?: string | undefined;
  /** Openings of Monday to Friday: `09:00-13:00`. */
  readonly hours?: readonly string[] | undefined;
  /** Of the holidays' names. */
  readonly language?: string | undefined;
}

/** A calendar and its clock on the wall. */
export interface LocalCalendar {
  readonly calendar: Calendar;
  readonly clock: WallClock;
}

/** Where the local times of a country are, when nothing else is said. */
const ZONES: Readonly<Record<string, string>> = { RU: 'Europe/Moscow' };

/** The options of a `HolidayCalendar` for some settings. */
export function holidayOptions({
  calendar,
  region,
  zone,
  hours,
  language,
}: CalendarSettings): HolidayCalendarOptions {
  const country = calendar?.toUpperCase();
  return {
    zone: zone ?? ZONES[country ?? ''] ?? 'UTC',
    ...(country !== undefined && { country }),
    ...(region !== undefined && { region }),
    ...(hours !== undefined && { hours }),
    ...(language !== undefined && { language }),
  };
}

/** Makes a calendar; throws SdkError `CALENDAR_INVALID` with everything that is wrong with the settings. */
export function calendarOf(settings: CalendarSettings): LocalCalendar {
  const calendar = new HolidayCalendar(holidayOptions(settings)).calendar();
  return { calendar, clock: new WallClock(calendar.zone) };
}

/** What the options `--calendar --region --zone --hours` hold. */
export interface CalendarOptions extends Omit<CalendarSettings, 'hours' | 'language'> {
  readonly hours?: string;
}

export function addCalendarOptions(command: Command, { calendarOptions: words }: Words): Command {
  return command
    .option('--calendar <country>', words.country)
    .option('--region <region>', words.region)
    .option('--hours <hours>', words.hours)
    .option('--zone <zone>', words.zone);
}

export function settingsOf(
  { locale }: Shell,
  { calendar, region, zone, hours }: CalendarOptions,
): CalendarSettings {
  return { calendar, region, zone, hours: hours?.split(','), language: locale };
}
