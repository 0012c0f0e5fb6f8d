import { describe, expect, it } from 'vitest';
import { openInput, run } from '../support/run.js';

const one = (...more: string[]) => run(['deadline', ...more]);
const batch = (lines: readonly unknown[], ...more: string[]) =>
  run(['deadline', '--batch', ...more], {
    input: lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  });
const answers = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('dealroute deadline', () => {
  it('B33: counts working days by the official calendar of the country, in its zone', async () => {
    const { code, out } = await one('--calendar', 'ru', '--start', '2026-04-30T16:40', '--limit', 'P2D');
    expect([code, out]).toEqual([0, '2026-05-05T16:40\n']);
  });

  it('B34: explains the deadline', async () => {
    const start = ['--calendar', 'ru', '--start', '2026-05-08T16:40', '--limit', 'P2D', '--explain'];
    expect((await one(...start)).out).toContain('Mon 11 May');
    expect((await one(...start, '--lang', 'ru')).out).toContain('+2 рабочих дня');
  });

  it('takes hours, a zone and an instant with its offset', async () => {
    const hours = ['--hours', '10:00-14:00', '--zone', 'Asia/Tokyo'];
    const { out } = await one('--start', '2026-03-02T02:00Z', '--limit', 'PT4H', ...hours, '--json');
    expect(JSON.parse(out)).toMatchObject({
      deadline: '2026-03-03T11:00',
      zone: 'Asia/Tokyo',
      instant: '2026-03-03T02:00:00.000Z',
    });
  });

  it('counts elapsed time when asked', async () => {
    const { out } = await one('--start', '2026-05-01T12:00', '--limit', 'P2D', '--elapsed');
    expect(out).toBe('2026-05-03T12:00\n');
  });

  it('B35: warns of a year without official data', async () => {
    const { code, err } = await one('--calendar', 'ru', '--start', '2031-03-03T12:00', '--limit', 'P1D');
    expect(code).toBe(0);
    expect(err).toContain('There is no official calendar of 2031');
  });

  it.each([
    [['--start', '2026-02-30T12:00', '--limit', 'P1D'], '"2026-02-30T12:00" is no time'],
    [['--start', '2026-03-02T12:00', '--limit', 'P1W'], '"P1W" is no time limit'],
    [['--start', '2026-03-02T12:00', '--limit', 'P1D', '--zone', 'Mars'], 'zone "Mars"'],
    [['--start', '2026-03-02T12:00', '--limit', 'P1D', '--calendar', 'xx'], 'country "XX"'],
    [['--start', '2026-03-02T12:00', '--limit', 'P1D', '--hours', 'nine'], '"nine": expected an opening'],
    [['--limit', 'P1D'], 'Give --start and --limit'],
    [['--batch', '--limit', 'P1D'], 'With --batch'],
  ])('refuses %j', async (options, expected) => {
    const { code, out, err } = await one(...options);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(expected);
  });
});

describe('dealroute deadline --batch', () => {
  it('answers a line with a line', async () => {
    const request =
      '{"start":"2024-11-01T17:30","limit":"P1D","calendar":"ru","hours":[["09:00","13:00"],["14:00","18:00"]],"zone":"Europe/Moscow"}';
    const { code, out } = await batch([request]);
    const [answer] = answers(out);
    expect(code).toBe(0);
    expect(answer.deadline).toBe('2024-11-02T17:00');
    expect(answer.explanation.text).toContain('Sat 2 Nov');
    expect(answer.explanation.shortened).toEqual([{ date: '2024-11-02', kind: 'shortened', extra: true }]);
  });

  it('counts the working minutes between two times', async () => {
    const line = { start: '2024-11-01T09:00', end: '2024-11-08T18:00', calendar: 'ru' };
    const hours = [
      ['09:00', '13:00'],
      ['14:00', '18:00'],
    ];
    // Friday, the shortened Saturday, 5 to 8 November.
    expect(answers((await batch([{ ...line, hours }])).out)).toEqual([{ minutes: 480 + 420 + 4 * 480 }]);
  });

  it('answers bad lines in their places, goes on, and says no at the end', async () => {
    const good = { start: '2026-03-02T10:00', limit: 'PT1H' };
    const { code, out } = await batch([
      'nonsense',
      good,
      { ...good, limit: 'P1W' },
      { ...good, start: 'soon' },
      { ...good, colour: 'red' },
      { ...good, hours: 'all' },
      { start: good.start },
      { ...good, elapsed: true },
    ]);
    expect(code).toBe(1);
    expect(answers(out).map((answer) => answer.deadline ?? answer.error)).toEqual([
      'The line is no JSON object.',
      '2026-03-02T11:00',
      expect.stringContaining('"P1W" is no time limit'),
      expect.stringContaining('"soon" is no time'),
      'Unknown key "colour".',
      'The value of "hours" has another form than expected.',
      expect.stringContaining('Expected "start" with "limit"'),
      '2026-03-02T11:00',
    ]);
  });

  it('keeps the calendars of lines apart', async () => {
    const line = { start: '2026-05-08T16:40', limit: 'P1D' };
    const { out } = await batch([
      { ...line, calendar: 'ru' },
      { ...line, calendar: 'de' },
      { ...line, calendar: 'ru', hours: ['09:00-12:00'] },
      { ...line, calendar: 'ru' },
    ]);
    expect(answers(out).map(({ deadline }) => deadline)).toEqual([
      '2026-05-12T16:40',
      '2026-05-11T16:40',
      // After closing: it counts from the next opening.
      '2026-05-13T09:00',
      '2026-05-12T16:40',
    ]);
  });

  it('takes what lines leave out from the command line', async () => {
    const { out } = await batch([{ start: '2026-04-30T16:40', limit: 'P2D' }], '--calendar', 'ru');
    expect(answers(out)[0].deadline).toBe('2026-05-05T16:40');
  });

  it('answers as the lines come', async () => {
    const input = openInput();
    let running: ReturnType<typeof run> | undefined;
    await new Promise<void>((onOutput) => {
      running = run(['deadline', '--batch'], { input, onOutput });
      input.write('{"start":"2026-03-02T10:00","limit":"PT1H"}\n');
    });
    input.end('{"start":"2026-03-02T10:00","limit":"PT2H"}\n');
    expect(answers((await running)?.out ?? '')).toHaveLength(2);
  });

  it('answers thousands of lines of one calendar, each with its own times', async () => {
    const lines = Array.from({ length: 3_000 }, (_, i) => ({
      start: `2026-${String(1 + (i % 12)).padStart(2, '0')}-1${i % 10}T1${i % 8}:00`,
      limit: `P${i % 7}DT${i % 5}H`,
      calendar: 'ru',
    }));
    const { code, out } = await batch(lines);
    expect(code).toBe(0);
    expect(new Set(out.trim().split('\n')).size).toBeGreaterThan(400);
    expect(answers(out)).toHaveLength(3_000);
  });
});
