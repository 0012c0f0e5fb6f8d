import type { UserId } from '@dealroute/core';
import { clipped } from '../texts/html.js';
import type { Reader } from '../texts/reader.js';
import type { EndingWords } from '../texts/words.js';
import type { CardFacts } from './card-facts.js';

/** Whether there is nothing left to press for this person. */
export const isOver = (facts: CardFacts, user: UserId): boolean =>
  facts.card.ended !== null ||
  (facts.card.assignee !== null && facts.card.assignee !== user && facts.card.candidates.includes(user));

/** The line that stays in the thread; null while the person has something to do. */
export function endingOf(facts: CardFacts, user: UserId, reader: Reader): string | null {
  const { card, names, heir, failed } = facts;
  const { words } = reader;
  const shown = (id: UserId | null) => (id === null ? null : nameIn(names, id, reader));
  if (!card.ended) return isOver(facts, user) ? words.ended.taken(shown(card.assignee)) : null;
  const by = endingWords(facts, reader);
  if (card.ended.as === 'handedOver') return words.ended.handedOver(shown(heir), by);
  if (card.ended.as === 'withdrawn') return words.ended.withdrawn(by.when);
  const line = words.ended.completed(resultTitle(facts, reader), by);
  return failed ? line.replace('✅', '❌') : line;
}

/** Who ended the task, and when. */
export function endingWords({ card, names, now }: CardFacts, reader: Reader): EndingWords {
  const { ended } = card;
  const who = ended?.by == null ? null : nameIn(names, ended.by, reader);
  return { who, when: reader.when(ended?.at ?? now, now) };
}

/** The title of the result that the task ended with. */
export function resultTitle({ card }: CardFacts, reader: Reader): string | null {
  const result = card.results.find(({ key }) => key === card.ended?.result);
  return result ? reader.label(result.title) : (card.ended?.result ?? null);
}

/** Names of people are no business of a foreign messenger in minimal mode. */
export const nameIn = (names: CardFacts['names'], user: UserId, { settings }: Reader): string | null =>
  settings.privacy === 'minimal' ? null : clipped(names.get(user) ?? user, 100);
