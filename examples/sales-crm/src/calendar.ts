import { type HolidayCalendarPlugin, holidayCalendar } from '@dealroute/calendar-holidays';
import type { Instant } from '@dealroute/core';
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

/** The instant of a clock time such as `2026-03-05T09:30` where this company works; undefined where it is none. */
export function instantAt(clockTime: string): Instant | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(clockTime)) return undefined;
  const asUtc = Date.parse(`${clockTime}Z`);
  return Number.isNaN(asUtc) ? undefined : asUtc - aheadOfUtc(asUtc - aheadOfUtc(asUtc));
}

function aheadOfUtc(instant: Instant): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: ZONE, timeZoneName: 'longOffset' });
  const name = parts.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = 0, minutes = 0] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
