import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CalendarOptions, explainDeadline, HolidayCalendar } from '../src/index.js';
import { moscow } from './at.js';

const calendarWith = (options: Partial<CalendarOptions> = {}) =>
  new HolidayCalendar({ zone: 'Europe/Moscow', country: 'RU', ...options }).calendar();
const russia = calendarWith();

describe('the explanation', () => {
  test('B34: names the days that counted, were skipped and why', () => {
    const limit = { working: 'P2D' };
    const start = moscow('2026-05-08T16:40');
    expect(russia.deadline(start, limit).explanation).toEqual({
      limit,
      start,
      zone: 'Europe/Moscow',
      counted: [
        { date: '2026-05-08', kind: 'shortened' },
        { date: '2026-05-12', kind: 'working' },
        { date: '2026-05-13', kind: 'working' },
      ],
      skipped: [
        { date: '2026-05-09', kind: 'weekend' },
        { date: '2026-05-10', kind: 'weekend' },
        { date: '2026-05-11', kind: 'off', movedFrom: '2026-05-09' },
      ],
      shortened: [{ date: '2026-05-08', kind: 'shortened' }],
    });
  });

  test('marks working Saturdays and names holidays and decrees', () => {
    const { explanation } = russia.deadline(moscow('2024-11-01T17:30'), { working: 'P2D' });
    expect(explanation.counted?.[1]).toEqual({ date: '2024-11-02', kind: 'shortened', extra: true });
    expect(explanation.skipped?.[1]).toEqual({
      date: '2024-11-04',
      kind: 'off',
      name: 'День народного единства',
    });
    const decree = calendarWith({ decreeNonWorking: true }).deadline(moscow('2021-10-29T12:00'), {
      working: 'P1D',
    });
    expect(decree.explanation.skipped?.[2]).toEqual({ date: '2021-11-01', kind: 'off', reason: 'decree' });
  });

  test('does not count the day of a start after closing, though another start that day did', () => {
    const worked = russia.deadline(moscow('2026-06-05T12:00'), { working: 'P1D' });
    expect(worked.explanation.counted).toHaveLength(2);
    const { explanation } = russia.deadline(moscow('2026-06-05T19:00'), { working: 'PT1H' });
    expect(explanation.counted).toEqual([{ date: '2026-06-08', kind: 'working' }]);
    expect(explanation.skipped?.map(({ date }) => date)).toEqual(['2026-06-06', '2026-06-07']);
  });

  test('begins with the start of a night shift', () => {
    const night = calendarWith({ hours: ['22:00-06:00'] });
    const { explanation } = night.deadline(moscow('2026-06-06T02:00'), { working: 'PT5H' });
    expect(explanation.counted?.map(({ date }) => date)).toEqual(['2026-06-05', '2026-06-08']);
    expect(explanation.skipped?.map(({ date }) => date)).toEqual(['2026-06-06', '2026-06-07']);
  });

  test('of a long limit tells a year of days, and how many follow', () => {
    const start = moscow('2024-01-15T10:00');
    const { dueAt, explanation } = russia.deadline(start, { working: 'P400D' });
    const { counted = [], skipped = [], unlisted = 0 } = explanation;
    expect(counted.length + skipped.length).toBe(366);
    expect(366 + unlisted).toBe(Math.round((dueAt - start) / 86_400_000) + 1);
  });

  test('of elapsed time has no days', () => {
    const limit = { elapsed: 'P3D' };
    const { explanation } = russia.deadline(0, limit);
    expect(explanation).toEqual({ limit, start: 0, zone: 'Europe/Moscow' });
  });

  test('cannot be changed through another deadline of the same days', () => {
    const { explanation } = russia.deadline(moscow('2026-05-08T16:40'), { working: 'P2D' });
    expect(Object.isFrozen(explanation.counted)).toBe(true);
    expect(Object.isFrozen(explanation.skipped?.[0])).toBe(true);
    expect(structuredClone(explanation)).toEqual(explanation);
  });

  test('has each day once, as the calendar has it', () => {
    const starts = fc.integer({ min: 0, max: 3 * 365 * 1_440 }).map((n) => Date.UTC(2024, 0, 1) + n * 60_000);
    const limits = fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 600 }));
    fc.assert(
      fc.property(starts, limits, (start, [days, minutes]) => {
        const { dueAt, explanation } = russia.deadline(start, { working: `P${days}DT${minutes}M` });
        const { counted = [], skipped = [], shortened = [] } = explanation;
        for (const { date } of counted) expect(russia.day(date)?.spans).not.toEqual([]);
        for (const { date } of skipped) expect(russia.day(date)?.spans).toEqual([]);
        expect(shortened).toEqual(counted.filter(({ kind }) => kind === 'shortened'));
        const dates = [...counted, ...skipped].map(({ date }) => date).sort();
        expect(new Set(dates).size).toBe(dates.length);
        const last = new Date(dueAt + 3 * 3_600_000).toISOString().slice(0, 10);
        expect(dates.at(-1)).toBe(last);
        expect(counted.at(-1)?.date).toBe(last);
      }),
      { numRuns: 300 },
    );
  }, 30_000);
});

describe('in words', () => {
  const said = (start: string, working: string, locale: 'ru' | 'en', calendar = russia) => {
    const { dueAt, explanation } = calendar.deadline(moscow(start), { working });
    return explainDeadline(explanation, dueAt, locale);
  };

  test.each([
    [
      'en',
      '2026-05-08T16:40',
      'P2D',
      'Start Fri 16:40, +2 working days; skipped Sat, Sun, Mon 11 May (moved from 9 May); shortened day: Fri 8 May; due Wed 13 May 16:40',
    ],
    [
      'ru',
      '2026-05-08T16:40',
      'P2D',
      'Начало пт 16:40, +2 рабочих дня; пропущены сб, вс, пн 11 мая (перенос с 9 мая); сокращённый день: пт 8 мая; крайний срок ср 13 мая 16:40',
    ],
    ['en', '2026-06-01T10:00', 'PT1H', 'Start Mon 10:00, +1 working hour; due Mon 1 Jun 11:00'],
    ['ru', '2026-06-01T10:00', 'PT1H', 'Начало пн 10:00, +1 рабочий час; крайний срок пн 1 июня 11:00'],
    [
      'ru',
      '2026-06-01T09:00',
      'P1DT2H30M',
      'Начало пн 09:00, +1 рабочий день 2 часа 30 минут; крайний срок вт 2 июня 11:30',
    ],
    [
      'en',
      '2024-11-01T17:30',
      'P1D',
      'Start Fri 17:30, +1 working day; shortened day: Sat 2 Nov; working day off: Sat 2 Nov; due Sat 2 Nov 17:00',
    ],
    [
      'ru',
      '2024-11-01T17:30',
      'P1D',
      'Начало пт 17:30, +1 рабочий день; сокращённый день: сб 2 ноября; рабочий выходной: сб 2 ноября; крайний срок сб 2 ноября 17:00',
    ],
    [
      'ru',
      '2026-05-31T12:00',
      'PT1M',
      'Начало вс 12:00, +1 рабочая минута; пропущен вс; крайний срок пн 1 июня 09:01',
    ],
    ['en', '2028-06-09T10:00', 'P1D', 'provisional: no official calendar for 2028; due'],
  ] as const)('%s: from %s, %s', (locale, start, limit, words) => {
    expect(said(start, limit, locale)).toContain(words);
  });

  test('days of one holiday are a range, and a year is told where it is another', () => {
    const named = calendarWith({ language: 'en' });
    expect(said('2025-12-30T11:00', 'P1D', 'en', named)).toBe(
      "Start Tue 30 Dec 11:00, +1 working day; skipped Wed 31 Dec (moved from 5 Jan), Thu 1 Jan (New Year's Day), Fri 2 Jan (New Year Holiday), Sat, Sun, Mon 5 Jan – Tue 6 Jan (New Year Holiday), Wed 7 Jan (Christmas Day), Thu 8 Jan (New Year Holiday), Fri 9 Jan (moved from 3 Jan), Sat, Sun; due Mon 12 Jan 2026 11:00",
    );
  });

  test.each([
    ['P1D', '1 рабочий день'],
    ['P4D', '4 рабочих дня'],
    ['P5D', '5 рабочих дней'],
    ['P11D', '11 рабочих дней'],
    ['P21D', '21 рабочий день'],
    ['P22D', '22 рабочих дня'],
    ['PT5H', '5 рабочих часов'],
    ['PT2M', '2 рабочие минуты'],
    ['PT11M', '11 рабочих минут'],
    ['P0D', '0 рабочих дней'],
  ])('%s is %s', (limit, words) => {
    expect(said('2026-07-01T10:00', limit, 'ru')).toContain(`+${words}; `);
  });

  test('many weekend days are counted', () => {
    expect(said('2026-07-01T10:00', 'P20D', 'ru')).toContain('; пропущены 8 выходных дней; ');
    expect(said('2026-07-01T10:00', 'P20D', 'en')).toContain('; skipped 8 weekend days; ');
  });

  test('elapsed time says so', () => {
    const { dueAt, explanation } = russia.deadline(moscow('2026-06-05T17:00'), { elapsed: 'P1DT2H' });
    expect(explainDeadline(explanation, dueAt, 'en')).toBe(
      'Start Fri 17:00, +1 day 2 hours (elapsed time); due Sat 6 Jun 19:00',
    );
    expect(explainDeadline(explanation, dueAt, 'ru')).toBe(
      'Начало пт 17:00, +1 день 2 часа (календарное время); крайний срок сб 6 июня 19:00',
    );
  });

  test("times are those of the calendar's zone", () => {
    const vladivostok = calendarWith({ zone: 'Asia/Vladivostok' });
    expect(said('2026-06-01T04:00', 'PT1H', 'en', vladivostok)).toBe(
      'Start Mon 11:00, +1 working hour; due Mon 1 Jun 12:00',
    );
  });

  test('reasons of the company and of decrees are told', () => {
    const overrides = [
      {
        date: '2026-06-02',
        until: '2026-06-03',
        kind: 'off' as const,
        name: 'Отпуск',
        reason: 'заявление 12',
      },
    ];
    expect(said('2026-06-01T10:00', 'P1D', 'ru', calendarWith({ overrides }))).toContain(
      'пропущены вт 2 июня – ср 3 июня (Отпуск, заявление 12);',
    );
    expect(said('2020-06-23T10:00', 'P1D', 'ru', calendarWith({ decreeNonWorking: true }))).toContain(
      'пропущен ср 24 июня (нерабочий день по указу);',
    );
  });

  test('a long limit says how many days it leaves out', () => {
    expect(said('2024-01-15T10:00', 'P400D', 'ru')).toMatch(/; ещё \d+ д\S+ без подробностей; /);
  });
});
