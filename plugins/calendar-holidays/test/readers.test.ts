import { SdkError } from '@dealroute/core';
import { describe, expect, test } from 'vitest';
import { RUSSIA } from '../src/days/russia.js';
import { HolidayCalendar, readJsonCalendar, readXmlCalendar } from '../src/index.js';
import { inMoscow, moscow } from './at.js';

const XML = `<?xml version="1.0" encoding="UTF-8"?>
<calendar year="2028" lang="ru" date="2027.10.01" country="ru">
  <holidays>
    <holiday id="1" title="День России" />
  </holidays>
  <days>
    <day d="06.09" t="2" />
    <day d="06.12" t="1" h="1" />
    <day d="06.13" t="1" f="06.10" />
    <day d="06.10" t="3" />
  </days>
</calendar>
`;

function lineOf(read: () => unknown): [line: unknown, message: string] {
  try {
    read();
  } catch (error) {
    if (SdkError.is(error, 'CALENDAR_INVALID')) return [error.ids.line, error.message];
    throw error;
  }
  return ['accepted', ''];
}

describe('XML of xmlcalendar.ru', () => {
  test('becomes an official calendar', () => {
    expect(readXmlCalendar(XML)).toEqual({
      country: 'RU',
      source: 'xmlcalendar.ru, 2028',
      years: {
        2028: {
          off: ['2028-06-12', '2028-06-13'],
          workingWeekends: ['2028-06-10'],
          shortened: ['2028-06-09'],
          moved: { '2028-06-13': '2028-06-10' },
          names: { '2028-06-12': 'День России' },
        },
      },
    });
  });

  test('decides deadlines when it is given', () => {
    const calendar = new HolidayCalendar({
      zone: 'Europe/Moscow',
      country: 'RU',
      official: [readXmlCalendar(XML)],
    }).calendar();
    const due = (start: string) => inMoscow(calendar.deadline(moscow(start), { working: 'P1D' }).dueAt);
    expect(due('2028-06-08T17:30')).toBe('2028-06-09T17:00');
    expect(due('2028-06-09T12:00')).toBe('2028-06-10T12:00');
    expect(due('2028-06-10T12:00')).toBe('2028-06-14T12:00');
  });

  test.each([
    [1, 'calendar file', ''],
    [
      2,
      'expected <calendar',
      XML.replace(/<calendar [^>]*>/, '<kalender>').replace('</calendar>', '</kalender>'),
    ],
    [2, 'year="28"', XML.replace('2028', '28')],
    [8, 'd="13.12"', XML.replace('06.12', '13.12')],
    [8, 't="4"', XML.replace('d="06.12" t="1"', 'd="06.12" t="4"')],
    [8, 'h="7": expected the id', XML.replace('h="1"', 'h="7"')],
    [9, 'f="06.31"', XML.replace('f="06.10"', 'f="06.31"')],
    [10, 'each date once', XML.replace('d="06.10" t="3"', 'd="06.09" t="3"')],
    [12, 'missing end tag for element days', XML.replace('</days>', '')],
    [2, 'expected <days>', XML.replace(/<day .*\/>/g, '')],
  ])('is refused with line %i: %s', (line, problem, text) => {
    const [found, message] = lineOf(() => readXmlCalendar(text, '2028.xml'));
    expect(message).toMatch(/\[2028\.xml, line \d+\]/);
    expect(message.toLowerCase()).toContain(problem.toLowerCase());
    expect(found).toBe(line);
  });

  test('cannot name entities of its own', () => {
    const bomb = `<!DOCTYPE calendar [<!ENTITY a "aaaa">]>\n<calendar year="2028" country="ru">&a;</calendar>`;
    expect(lineOf(() => readXmlCalendar(bomb))[0]).toBe(2);
  });
});

describe('the JSON form', () => {
  const JSON_TEXT = `{
  "country": "ru",
  "source": "somebody",
  "years": {
    "2028": {
      "off": ["2028-06-12", "2028-06-13"],
      "workingWeekends": ["2028-06-10"],
      "names": { "2028-06-12": "День России" }
    }
  }
}`;

  test('is what the shipped calendar has', () => {
    expect(readJsonCalendar(JSON.stringify(RUSSIA))).toEqual(RUSSIA);
    expect(readJsonCalendar(JSON_TEXT)).toEqual({ ...JSON.parse(JSON_TEXT), country: 'RU' });
  });

  test.each([
    [6, '"2028-06-31": expected a date YYYY-MM-DD of 2028', JSON_TEXT.replace('2028-06-13', '2028-06-31')],
    [7, '"2029-06-10": expected a date YYYY-MM-DD of 2028', JSON_TEXT.replace('2028-06-10', '2029-06-10')],
    [6, '"2028-06-13": expected either off or working', JSON_TEXT.replace('2028-06-10', '2028-06-13')],
    [5, '"2028": expected a list "off"', JSON_TEXT.replace('["2028-06-12", "2028-06-13"]', '7')],
    [5, 'no key "of"', JSON_TEXT.replace('"off"', '"of"')],
    [5, '"28": expected four digits', JSON_TEXT.replace('"2028"', '"28"')],
    [2, '"country": expected a text', JSON_TEXT.replace('"ru"', '7')],
    [2, '"RUS": expected two letters', JSON_TEXT.replace('"ru"', '"RUS"')],
    [4, '"years": expected an object', JSON_TEXT.replace(/"years": .*/s, '"years": []}')],
    [1, 'expected an object', '[]'],
    [3, 'JSON', '{\n  "country": "RU",\n  years: {}\n}'],
    [2, 'JSON', '{ "country": "RU",\n'],
  ])('is refused with line %i: %s', (line, problem, text) => {
    const [found, message] = lineOf(() => readJsonCalendar(text, 'ru.json'));
    expect(message).toContain(problem);
    expect(found).toBe(line);
  });
});
