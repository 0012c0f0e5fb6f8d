import type { OfficialCalendar, OfficialYear } from '../days/official-calendar.js';
import { checkedCalendar, type FileText, invalidFile, lineAt } from './calendar-file.js';

const DATE_LISTS = ['off', 'workingWeekends', 'shortened', 'decreeNonWorking'] as const;
const DATE_MAPS = ['moved', 'names'] as const;
const KEYS: readonly string[] = [...DATE_LISTS, ...DATE_MAPS];

/**
 * Reads official calendars in the plugin's JSON form: `{ "country": "RU", "years": { "2028": { "off": ["2028-01-03"] } } }`.
 * The README has all keys.
 *
 * @param name of the file, for messages
 * @throws SdkError CALENDAR_INVALID with the line
 */
export function readJsonCalendar(text: string, name = 'calendar.json'): OfficialCalendar {
  const file = { text, name };
  const fail = (key: string, expected: string): never => {
    throw invalidFile(
      file,
      lineAt(file, Math.max(0, text.indexOf(`"${key}"`))),
      `"${key}": expected ${expected}`,
    );
  };
  const value = parsed(file);
  if (!isObject(value)) throw invalidFile(file, 1, 'expected an object with country and years');
  const { country, source, years } = value;
  if (typeof country !== 'string') return fail('country', 'a text such as "RU"');
  if (source !== undefined && typeof source !== 'string') return fail('source', 'a text');
  if (!isObject(years)) return fail('years', 'an object with a key for each year');
  const read = Object.entries(years).map(
    ([year, days]) => [year, isYear(days) ? days : fail(year, yearForm(days))] as const,
  );
  return checkedCalendar(file, {
    country: country.toUpperCase(),
    ...(source !== undefined && { source }),
    years: Object.fromEntries(read),
  });
}

function parsed(file: FileText): unknown {
  try {
    return JSON.parse(file.text);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const position = /position (\d+)/.exec(message)?.[1];
    throw invalidFile(
      file,
      lineAt(file, position === undefined ? file.text.length : Number(position)),
      message,
      cause,
    );
  }
}

function yearForm(days: unknown): string {
  const unknown = isObject(days) ? Object.keys(days).find((key) => !KEYS.includes(key)) : undefined;
  if (unknown !== undefined) return `no key "${unknown}", only ${KEYS.join(', ')}`;
  return 'a list "off" of dates, and lists or objects of texts beside it';
}

function isYear(days: unknown): days is OfficialYear {
  if (!isObject(days) || !isTexts(days.off)) return false;
  return (
    Object.keys(days).every((key) => KEYS.includes(key)) &&
    DATE_LISTS.every((key) => days[key] === undefined || isTexts(days[key])) &&
    DATE_MAPS.every(
      (key) => days[key] === undefined || (isObject(days[key]) && isTexts(Object.values(days[key]))),
    )
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');
