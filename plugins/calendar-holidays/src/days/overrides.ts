import type { DayOverride } from '../options/calendar-options.js';
import { readHours } from '../options/weekly-hours.js';
import { type EpochDay, toEpochDay } from './calendar-date.js';
import type { DayFact, DaySource, Span } from './day.js';

const LONGEST = 3_660;

/** The company's own days as a source. The overrides must be sound. */
export function overrideDays(overrides: readonly DayOverride[]): DaySource {
  const facts = new Map<EpochDay, DayFact>();
  for (const override of overrides) {
    const fact = factOf(override);
    const [first, last] = rangeOf(override);
    for (let day = first; day <= last; day++) facts.set(day, fact);
  }
  return (day) => facts.get(day);
}

function factOf({ kind, hours, minutes, name, reason, movedFrom }: DayOverride): DayFact {
  const words = { firm: true, name, reason };
  if (kind === 'off') return { kind, movedFrom, ...words };
  const spans: readonly Span[] | undefined = hours && readHours(hours, '').value;
  return kind === 'working'
    ? { kind, hours: spans, ...words }
    : { kind, hours: spans, ...words, ...(minutes !== undefined && { minutes }) };
}

/** What is wrong with an override, in sentences; nothing when it is sound. */
export function problemsOfOverride(override: DayOverride): readonly string[] {
  const { date, until, kind, hours, minutes, movedFrom } = override;
  const where = `override of ${date}`;
  const problems: string[] = [];
  for (const given of [date, until, movedFrom]) {
    if (given !== undefined && toEpochDay(given) === undefined)
      problems.push(`${where}: "${given}": expected a date YYYY-MM-DD`);
  }
  const [first, last] = rangeOf(override);
  if (last < first || last - first > LONGEST)
    problems.push(`${where}: until ${until}: expected 0 to ${LONGEST} days later`);
  if (!['working', 'off', 'shortened'].includes(kind))
    problems.push(`${where}: kind "${kind}": expected working, off or shortened`);
  if (kind === 'off' && hours)
    problems.push(`${where}: hours on a day off: let its kind be working or shortened`);
  if (kind !== 'off' && movedFrom)
    problems.push(`${where}: movedFrom on a working day: expected it on days off only`);
  if (minutes !== undefined && kind !== 'shortened')
    problems.push(`${where}: minutes: expected them on shortened days only`);
  if (minutes !== undefined && !(minutes > 0 && minutes < 1_440))
    problems.push(`${where}: minutes ${minutes}: expected 1 to 1,439`);
  return hours ? [...problems, ...readHours(hours, where).problems] : problems;
}

function rangeOf({ date, until }: DayOverride): [EpochDay, EpochDay] {
  const first = toEpochDay(date) ?? Number.NaN;
  return [first, until === undefined ? first : (toEpochDay(until) ?? Number.NaN)];
}
