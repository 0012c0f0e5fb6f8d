import { PLUGIN_API_VERSION, type Plugin, WORKING_CALENDAR } from '@dealroute/core';
import { HolidayCalendar } from './holiday-calendar.js';
import type { HolidayCalendarOptions } from './options/calendar-options.js';

/** The plugin, with the calendar it binds: for its warnings, and for fronts that count working time themselves. */
export interface HolidayCalendarPlugin extends Plugin {
  readonly calendar: HolidayCalendar;
}

/**
 * Gives an engine a working calendar with holidays.
 *
 * @throws SdkError CALENDAR_INVALID with all problems of the options
 */
export function holidayCalendar(options: HolidayCalendarOptions): HolidayCalendarPlugin {
  const calendar = new HolidayCalendar(options);
  return {
    name: 'calendar-holidays',
    apiVersion: PLUGIN_API_VERSION,
    calendar,
    provide: (registry) => registry.bind(WORKING_CALENDAR, calendar),
    start: ({ logger }) => calendar.logTo(logger),
  };
}
