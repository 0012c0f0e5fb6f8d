import { type HolidayCalendarPlugin, holidayCalendar } from '@dealroute/calendar-holidays';
import type { Absence } from './crm/people.js';

/** Where this company works. */
export const ZONE = 'Europe/Moscow';

/** Russian working days, 9 to 18 with lunch from 13 to 14; who is absent has a calendar of their own. */
export function companyCalendar(absences: readonly Absence[]): HolidayCalendarPlugin {
  const calendars = Object.fromEntries(
    [...new Set(absences.map(({ user }) => user))].map((user) => [
      user,
      {
        overrides: absences
          .filter((absence) => absence.user === user)
          .map(({ first_day, last_day, reason }) => ({
            ...{ date: first_day, until: last_day, kind: 'off' as const, name: reason },
          })),
      },
    ]),
  );
  return holidayCalendar({
    zone: ZONE,
    country: 'RU',
    hours: ['09:00-13:00', '14:00-18:00'],
    calendars,
    calendarOf: (user) => (user !== undefined && user in calendars ? user : undefined),
  });
}
