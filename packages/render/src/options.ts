import type {
  Diagnostic,
  Instant,
  JournalEntry,
  Locale,
  Pipeline,
  ProcessId,
  ProcessState,
} from '@dealroute/core';

export type ThemeName = 'light' | 'dark';

/** A process whose way through the map is shown: where it stands, and how it came there. */
export interface ShownProcess {
  readonly state: ProcessState;
  /** All entries of its journal, or those up to the moment that `state` is of. */
  readonly journal: readonly Pick<JournalEntry, 'events'>[];
  /** The called process whose map is drawn; the started one when left out. */
  readonly called?: ProcessId;
}

/** What a picture of a map shows, and for whom. */
export interface RenderOptions {
  readonly locale: Locale;
  /** `light` when left out. */
  readonly theme?: ThemeName;
  /** The pipeline of a governing map: without it stages go by their keys. */
  readonly pipeline?: Pipeline;
  readonly process?: ShownProcess;
  /** The present moment: deadlines before it are shown as overdue. None is when left out. */
  readonly at?: Instant;
  /** IANA name of the reader's time zone, in which deadlines are told; `UTC` when left out. */
  readonly timeZone?: string;
  /** A finding about the map: it is told above the picture, and its path drawn in red. */
  readonly finding?: Diagnostic;
}
