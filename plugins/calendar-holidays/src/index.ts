export { Calendar } from './calendar.js';
export type { Day, Span } from './days/day.js';
export type { OfficialCalendar, OfficialYear } from './days/official-calendar.js';
export type { DeadlineLocale } from './explanation/deadline-texts.js';
export { explainDeadline } from './explanation/explain-deadline.js';
export { type CalendarWarning, HolidayCalendar } from './holiday-calendar.js';
export type {
  CalendarOptions,
  DayOverride,
  HolidayCalendarOptions,
  Hours,
  Weekday,
} from './options/calendar-options.js';
export { type HolidayCalendarPlugin, holidayCalendar } from './plugin.js';
export { readJsonCalendar } from './readers/read-json-calendar.js';
export { readXmlCalendar } from './readers/read-xml-calendar.js';
