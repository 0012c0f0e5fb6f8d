import { COMMENT_LENGTH, type TextId, type WrittenText } from '@dealroute/domain';
import { done, type Outcome, refused } from './outcome.js';

/** What a person wrote, ready to be kept beside what refers to it. */
export interface Words {
  /** Null for no words. */
  readonly id: TextId | null;
  readonly texts: readonly WrittenText[];
}

/** Gives words the id under which they are kept; refuses too many of them. */
export function wordsOf(id: TextId, words: string | undefined): Outcome<Words> {
  const text = words?.trim();
  if (!text) return done({ id: null, texts: [] });
  if (text.length > COMMENT_LENGTH) return refused({ code: 'COMMENT_TOO_LONG', limit: COMMENT_LENGTH });
  return done({ id, texts: [{ id, text }] });
}
