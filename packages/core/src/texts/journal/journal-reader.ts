import type { Instant, MapNode, UserId } from '@dealroute/domain';
import type { Locale } from '../locale.js';

/** Whom a journal is told to, and what things are called where they read it. */
export interface JournalReader {
  readonly locale: Locale;
  person(user: UserId): string;
  /** A stage of the deal's pipeline by its key. */
  stage(key: string): string;
  node(node: MapNode): string;
  /** An instant in the reader's form and time zone. */
  moment(at: Instant): string;
}
