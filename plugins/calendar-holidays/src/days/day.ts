import type { EpochDay } from './calendar-date.js';

/** One opening, in minutes after the midnight that its day begins with; past midnight it closes after 1,440. */
export interface Span {
  readonly opens: number;
  readonly closes: number;
}

interface DayWords {
  readonly name?: string | undefined;
  readonly reason?: string | undefined;
}

/** What a source says about one date. `usual` leaves it to the weekly hours, whatever later sources say. */
export type DayFact = DayWords & {
  /** Holds on a weekday that the weekly hours leave free, too. */
  readonly firm?: boolean;
} & (
    | { readonly kind: 'usual' }
    | { readonly kind: 'off'; readonly movedFrom?: string | undefined }
    | ({ readonly kind: 'working' } & WorkingHours)
    | ({ readonly kind: 'shortened'; readonly minutes?: number; readonly closes?: number } & WorkingHours)
  );

interface WorkingHours {
  /** Hours of this date alone. */
  readonly hours?: readonly Span[] | undefined;
  /** The day off that this day is worked for: its weekday's hours apply. */
  readonly instead?: EpochDay | undefined;
}

/** Says what it knows about a date; undefined leaves it to the next source. */
export type DaySource = (day: EpochDay) => DayFact | undefined;

/** A date as the calendar has it. A `weekend` has no hours in the weekly pattern. */
export interface Day extends DayWords {
  readonly kind: 'working' | 'shortened' | 'off' | 'weekend';
  readonly spans: readonly Span[];
  readonly movedFrom?: string | undefined;
  /** Worked although its weekday is free. */
  readonly extra?: true;
}
