import type { SdkError } from '@dealroute/core';
import { parseXml, XmlElement, XmlError } from '@rgrove/parse-xml';
import { toEpochDay } from '../days/calendar-date.js';
import type { OfficialCalendar } from '../days/official-calendar.js';
import { checkedCalendar, type FileText, invalidFile, lineAt } from './calendar-file.js';

/**
 * Reads one year in the form of the community site xmlcalendar.ru:
 * `<calendar year="2025" country="ru"><holidays>…</holidays><days><day d="05.02" t="1" f="01.04"/></days></calendar>`,
 * where `t` is 1 for a day off, 2 for a shortened and 3 for a working weekend day, `h` a holiday, `f` moved from.
 *
 * @param name of the file, for messages
 * @throws SdkError CALENDAR_INVALID with the line
 */
export function readXmlCalendar(text: string, name = 'calendar.xml'): OfficialCalendar {
  const file = { text, name };
  const root = parsed(file);
  if (root?.name !== 'calendar')
    throw invalidFile(file, lineAt(file, root?.start ?? 0), 'expected <calendar year="…" country="…">');
  const year = attribute(file, root, 'year', /^\d{4}$/);
  const country = attribute(file, root, 'country', /^[A-Za-z]{2}$/);
  const titles = new Map(
    within(root, 'holidays', 'holiday').map(
      (holiday) => [holiday.attributes.id, holiday.attributes.title] as const,
    ),
  );
  const seen = new Set<string>();
  const days = within(root, 'days', 'day').map((day) => {
    const read = readDay(file, day, year, titles);
    if (seen.has(read.date)) throw wrong(file, day, 'd', 'each date once');
    seen.add(read.date);
    return read;
  });
  if (days.length === 0)
    throw invalidFile(
      file,
      lineAt(file, root.start),
      'expected <days> with a <day> for each day that differs',
    );
  const dates = (...types: string[]) =>
    days.filter(({ type }) => types.includes(type)).map(({ date }) => date);
  return checkedCalendar(file, {
    country: country.toUpperCase(),
    source: `xmlcalendar.ru, ${year}`,
    years: {
      [year]: {
        off: dates('1'),
        workingWeekends: dates('3'),
        shortened: dates('2'),
        moved: Object.fromEntries(
          days.flatMap(({ date, type, from }) => (type === '1' && from ? [[date, from]] : [])),
        ),
        names: Object.fromEntries(days.flatMap(({ date, title }) => (title ? [[date, title]] : []))),
      },
    },
  });
}

interface ReadDay {
  readonly date: string;
  readonly type: string;
  readonly from: string | undefined;
  readonly title: string | undefined;
}

function readDay(
  file: FileText,
  day: XmlElement,
  year: string,
  titles: ReadonlyMap<string | undefined, string | undefined>,
): ReadDay {
  const { h, f } = day.attributes;
  if (h !== undefined && !titles.has(h)) throw wrong(file, day, 'h', 'the id of a <holiday>');
  return {
    date: dateOf(file, day, 'd', year),
    type: attribute(file, day, 't', /^[123]$/),
    from: f === undefined ? undefined : dateOf(file, day, 'f', year),
    title: h === undefined ? undefined : titles.get(h),
  };
}

function dateOf(file: FileText, day: XmlElement, name: 'd' | 'f', year: string): string {
  const date = `${year}-${attribute(file, day, name, /^\d{2}\.\d{2}$/).replace('.', '-')}`;
  if (toEpochDay(date) === undefined) throw wrong(file, day, name, `a date MM.DD of ${year}`);
  return date;
}

function parsed(file: FileText): XmlElement | null {
  try {
    return parseXml(file.text, { includeOffsets: true }).root;
  } catch (cause) {
    if (!(cause instanceof XmlError)) throw cause;
    throw invalidFile(file, cause.line, cause.message.split('\n')[0] ?? 'no XML', cause);
  }
}

function attribute(file: FileText, element: XmlElement, name: string, form: RegExp): string {
  const value = element.attributes[name];
  if (value !== undefined && form.test(value)) return value;
  throw wrong(file, element, name, form.source.replace(/[\^$]/g, ''));
}

function wrong(file: FileText, element: XmlElement, name: string, expected: string): SdkError {
  const problem = `<${element.name}> has ${name}="${element.attributes[name] ?? ''}": expected ${expected}`;
  return invalidFile(file, lineAt(file, element.start), problem);
}

const within = (root: XmlElement, list: string, item: string): XmlElement[] =>
  elements(root, list).flatMap((found) => elements(found, item));

const elements = (parent: XmlElement, name: string): XmlElement[] =>
  parent.children.filter((node): node is XmlElement => node instanceof XmlElement && node.name === name);
