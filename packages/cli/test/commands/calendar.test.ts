import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { temporary } from '../support/office.js';
import { run } from '../support/run.js';

describe('dealroute calendar show', () => {
  it('shows a year with its particular days and sums', async () => {
    const { code, out } = await run(['calendar', 'show', 'ru', '2027', '--hours', '09:00-13:00,14:00-18:00']);
    expect(code).toBe(0);
    expect(out).toContain('15  16  17  18  19  20+ 21-');
    expect(out).toContain('Feb 20 +  working weekend day, shortened day');
    expect(out).toContain('247 working days and 1972 working hours in the year');
    expect(out).not.toContain('\u001b');
  });

  it('colours it on a terminal only, and not where colours are not wanted', async () => {
    const argv = ['calendar', 'show', 'ru', '2027'];
    expect((await run(argv, { tty: true })).out).toContain('\u001b[31m');
    expect((await run(argv, { tty: true, env: { NO_COLOR: '1' } })).out).not.toContain('\u001b');
  });

  it('says where a year has no official data', async () => {
    const { out } = await run(['calendar', 'show', 'ru', '2031', '--lang', 'ru']);
    expect(out).toContain('Официального календаря на 2031 год нет');
  });

  it('gives machines every month', async () => {
    const { out } = await run(['calendar', 'show', 'de', '2026', '--region', 'BY', '--json']);
    const { months, workingDays, provisional } = JSON.parse(out);
    expect([months.length, provisional]).toEqual([12, false]);
    expect(months.reduce((sum: number, month: { workingDays: number }) => sum + month.workingDays, 0)).toBe(
      workingDays,
    );
    expect(months[0].days[0]).toMatchObject({ date: '2026-01-01', kind: 'off' });
  });

  it('refuses what is no year', async () => {
    expect(await run(['calendar', 'show', 'ru', '27'])).toMatchObject({ code: 2 });
  });
});

describe('dealroute calendar check', () => {
  const check = (name: string, text: string, ...more: string[]) => {
    writeFileSync(temporary(name), text);
    return run(['calendar', 'check', temporary(name), ...more]);
  };

  it('counts what a sound file in JSON or XML says', async () => {
    const json = '{"country":"RU","years":{"2028":{"off":["2028-01-03"],"shortened":["2028-02-22"]}}}';
    expect(await check('a.json', json)).toMatchObject({
      code: 0,
      out: expect.stringContaining('2028: 1 weekday off, 0 working weekend days, 1 shortened day'),
    });
    const xml = '<calendar year="2028" country="ru"><days><day d="01.03" t="1"/></days></calendar>';
    expect(await check('a.xml', xml)).toMatchObject({ code: 0, out: expect.stringContaining('RU') });
  });

  it('says what is wrong, with the line', async () => {
    const { code, out } = await check(
      'b.json',
      '{\n"country":"RU",\n"years":{"2028":{"off":["2027-01-03"]}}}',
      '--json',
    );
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      line: 3,
      problem: expect.stringContaining('2027-01-03'),
    });
  });
});
