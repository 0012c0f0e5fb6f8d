import { explainDeadline } from '@dealroute/calendar-holidays';
import { type Deadline, type Instant, type Locale, parseDuration } from '@dealroute/core';
import type { Words } from '../texts/words.js';
import { type CalendarSettings, calendarOf, type LocalCalendar } from './calendar-settings.js';
import { explanationData } from './explanation-data.js';

/** Most calendars that are kept: a stream with a calendar of its own on each line must not fill the memory. */
const MOST_CALENDARS = 64;

const KEYS = ['start', 'end', 'limit', 'elapsed', 'calendar', 'region', 'zone', 'hours'];

/** An answer to one line of a batch. */
export type BatchAnswer =
  | { readonly deadline: string; readonly explanation: object }
  | { readonly minutes: number }
  | { readonly error: string };

/** A mistake in a line, told in its place. */
class LineError extends Error {}

/** Answers lines of a batch. Calendars with the same settings are made once. */
export class BatchLines {
  readonly #calendars = new Map<string, LocalCalendar>();

  constructor(
    private readonly words: Words,
    private readonly locale: Locale,
    /** What lines have where they say nothing else. */
    private readonly usual: CalendarSettings & { readonly elapsed?: boolean },
  ) {}

  /** Never throws: what is wrong with a line is its answer. */
  answer(line: string): BatchAnswer {
    try {
      return this.#answer(this.#read(line));
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  #answer(request: Readonly<Record<string, unknown>>): BatchAnswer {
    const local = this.#calendarOf(request);
    const start = this.#instant(request.start, local);
    if (request.end !== undefined && request.limit === undefined) {
      return { minutes: local.calendar.between(start, this.#instant(request.end, local)) };
    }
    if (request.limit === undefined || request.end !== undefined)
      throw new LineError(this.words.deadline.lineNeeds);
    const { dueAt, explanation } = this.#deadline(request, start, local);
    const text = explainDeadline(explanation, dueAt, this.locale);
    return { deadline: local.clock.write(dueAt), explanation: { text, ...explanationData(explanation) } };
  }

  #deadline(
    request: Readonly<Record<string, unknown>>,
    start: Instant,
    { calendar }: LocalCalendar,
  ): Deadline {
    const limit = this.#text(request, 'limit') ?? '';
    if (!parseDuration(limit)) throw new LineError(this.words.errors.limitWrong(limit));
    const { elapsed = this.usual.elapsed ?? false } = request;
    if (typeof elapsed !== 'boolean') throw this.#wrong('elapsed');
    return calendar.deadline(start, elapsed ? { elapsed: limit } : { working: limit });
  }

  #read(line: string): Readonly<Record<string, unknown>> {
    const data = parsed(line);
    if (typeof data !== 'object' || data === null || Array.isArray(data))
      throw new LineError(this.words.deadline.lineNotJson);
    const unknown = Object.keys(data).find((key) => !KEYS.includes(key));
    if (unknown !== undefined) throw new LineError(this.words.deadline.lineUnknownKey(unknown));
    return data as Readonly<Record<string, unknown>>;
  }

  #instant(value: unknown, { clock }: LocalCalendar): Instant {
    if (value === undefined) throw new LineError(this.words.deadline.lineNeeds);
    const instant = typeof value === 'string' ? clock.read(value) : undefined;
    if (instant === undefined) throw new LineError(this.words.errors.instantWrong(String(value)));
    return instant;
  }

  #calendarOf(request: Readonly<Record<string, unknown>>): LocalCalendar {
    const settings = {
      calendar: this.#text(request, 'calendar') ?? this.usual.calendar,
      region: this.#text(request, 'region') ?? this.usual.region,
      zone: this.#text(request, 'zone') ?? this.usual.zone,
      hours: this.#hours(request.hours) ?? this.usual.hours,
      language: this.usual.language,
    };
    const key = JSON.stringify(settings);
    const known = this.#calendars.get(key);
    if (known) return known;
    const made = calendarOf(settings);
    if (this.#calendars.size >= MOST_CALENDARS) this.#calendars.clear();
    this.#calendars.set(key, made);
    return made;
  }

  /** `[["09:00","13:00"]]` or `["09:00-13:00"]`. */
  #hours(value: unknown): readonly string[] | undefined {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw this.#wrong('hours');
    return value.map((opening: unknown) => {
      const text = Array.isArray(opening) ? opening.join('-') : opening;
      if (typeof text !== 'string') throw this.#wrong('hours');
      return text;
    });
  }

  #text(request: Readonly<Record<string, unknown>>, key: string): string | undefined {
    const value = request[key];
    if (value === undefined || typeof value === 'string') return value;
    throw this.#wrong(key);
  }

  #wrong(key: string): LineError {
    return new LineError(this.words.deadline.lineWrong(key));
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
