import { type EpochDay, mondayOf, weekdayOf } from './calendar-date.js';
import type { Day, DayFact, DaySource, Span } from './day.js';

const SHORTER_BY = 60;

type WorkingFact = Extract<DayFact, { kind: 'working' | 'shortened' }>;

/** What a calendar knows about its dates, by falling precedence, over the weekly hours. */
export interface DaySources {
  readonly overrides: DaySource;
  readonly official: { readonly day: DaySource; lacks(year: number): boolean };
  readonly publicHolidays: DaySource;
  /** The hours of Monday to Sunday. */
  readonly week: readonly (readonly Span[])[];
}

/** Says of every date whether and when it is worked. */
export class DayBook {
  constructor(private readonly sources: DaySources) {}

  /** Whether a year is computed without the official data that other years of the country have. */
  isProvisional(year: number): boolean {
    return this.sources.official.lacks(year);
  }

  day(day: EpochDay): Day {
    const { overrides, official, publicHolidays } = this.sources;
    const usual = this.#usual(day);
    const fact = overrides(day) ?? official.day(day) ?? publicHolidays(day);
    if (!fact || fact.kind === 'usual' || (usual.length === 0 && !fact.firm)) {
      return { kind: usual.length > 0 ? 'working' : 'weekend', spans: usual };
    }
    const { name, reason } = fact;
    if (fact.kind === 'off')
      return {
        kind: 'off',
        name: name ?? this.#nameOf(fact, day),
        reason,
        movedFrom: fact.movedFrom,
        spans: [],
      };
    const full = this.#hours(fact, day);
    const spans = fact.kind === 'shortened' ? cut(full, closingOf(fact, full)) : full;
    if (spans.length === 0) return { kind: usual.length > 0 ? 'off' : 'weekend', name, reason, spans };
    return { kind: fact.kind, name, reason, spans, ...(usual.length === 0 && { extra: true }) };
  }

  /** A day off that its source leaves without name and reason has the name of the public holiday, unless it was moved there. */
  #nameOf({ reason, movedFrom }: Extract<DayFact, { kind: 'off' }>, day: EpochDay): string | undefined {
    if (reason || movedFrom) return undefined;
    const holiday = this.sources.publicHolidays(day);
    return holiday?.kind === 'off' ? holiday.name : undefined;
  }

  /** A weekday that is usually free has the hours of the day off it is worked for, else of the last day before it. */
  #hours({ hours, instead }: WorkingFact, day: EpochDay): readonly Span[] {
    if (hours) return hours;
    const usual = this.#usual(day);
    if (usual.length > 0) return usual;
    if (instead !== undefined) return this.#usual(instead);
    for (let before = day - 1; before >= mondayOf(day); before--) {
      if (this.#usual(before).length > 0) return this.#usual(before);
    }
    return this.sources.week.find((spans) => spans.length > 0) ?? [];
  }

  #usual(day: EpochDay): readonly Span[] {
    return this.sources.week[weekdayOf(day)] ?? [];
  }
}

/** When a shortened day ends; one hour earlier unless its entry says otherwise. */
function closingOf(
  { closes, minutes }: Extract<DayFact, { kind: 'shortened' }>,
  spans: readonly Span[],
): number {
  return closes ?? (spans.at(-1)?.closes ?? 0) - (minutes ?? SHORTER_BY);
}

const cut = (spans: readonly Span[], closes: number): readonly Span[] =>
  spans
    .filter(({ opens }) => opens < closes)
    .map((span) => ({ opens: span.opens, closes: Math.min(span.closes, closes) }));
