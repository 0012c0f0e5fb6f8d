import { afterEach, expect, test, vi } from 'vitest';

const before = process.env.TZ;

afterEach(() => {
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
});

/** Deadlines of calendars that are loaded and made while the process lives in a time zone. */
async function answersIn(zone: string) {
  process.env.TZ = zone;
  vi.resetModules();
  const { HolidayCalendar, explainDeadline } = await import('../src/index.js');
  const places = [
    { zone: 'Europe/Moscow', country: 'RU' },
    { zone: 'Europe/Berlin', country: 'DE', region: 'BY' },
    { zone: 'America/New_York', country: 'US', hours: ['22:00-06:00'] },
    { zone: 'Asia/Jerusalem', country: 'IL', hours: { sun: ['09:00-17:00'], mon: ['09:00-17:00'] } },
  ];
  const starts = Array.from({ length: 60 }, (_, i) => Date.UTC(2023, 11, 20) + i * 20.3 * 86_400_000);
  const answers = places.flatMap((place) => {
    const calendar = new HolidayCalendar(place).calendar();
    return starts.map((start) => {
      const { dueAt, explanation } = calendar.deadline(start, { working: 'P3DT5H' });
      return { dueAt, explanation, words: explainDeadline(explanation, dueAt, 'en') };
    });
  });
  return { offset: new Date(0).getTimezoneOffset(), answers };
}

test('deadlines and their words are the same wherever the process runs', async () => {
  const utc = await answersIn('UTC');
  for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kolkata']) {
    const there = await answersIn(zone);
    expect(there.offset).not.toBe(utc.offset);
    expect(there.answers).toEqual(utc.answers);
  }
}, 30_000);
