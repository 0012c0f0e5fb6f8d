import { workingCalendarContract } from '@dealroute/testing/contracts';
import { HolidayCalendar } from '../src/index.js';

workingCalendarContract('HolidayCalendar of Moscow', () => ({
  calendar: new HolidayCalendar({
    zone: 'Europe/Moscow',
    country: 'RU',
    hours: ['09:00-13:00', '14:00-18:00'],
  }),
}));

workingCalendarContract('HolidayCalendar of nights in Bavaria', () => ({
  calendar: new HolidayCalendar({
    zone: 'Europe/Berlin',
    country: 'DE',
    region: 'BY',
    hours: {
      mon: ['22:00-06:00'],
      tue: ['22:00-06:00'],
      wed: ['12:00-14:00', '22:00-06:00'],
      sat: ['00:00-24:00'],
    },
    calendarOf: async () => undefined,
  }),
}));
