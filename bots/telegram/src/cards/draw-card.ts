import { type ChecklistStep, contactText, type UserId } from '@dealroute/core';
import { clipped, type Html, html, lines } from '../texts/html.js';
import type { Reader } from '../texts/reader.js';
import type { Rows } from './action.js';
import { cardButtons, MOST_STEPS } from './card-buttons.js';
import { endingOf } from './card-ending.js';
import { type CardFacts, roleOf } from './card-facts.js';

/** A message before its buttons are bound. */
export interface Drawn {
  readonly text: Html;
  readonly rows: Rows;
}

export interface DrawOptions {
  readonly user: UserId;
  readonly reader: Reader;
  /** `watch` is for somebody who looks after another's task. */
  readonly kind: 'card' | 'watch';
  /** A line above the card: why it comes. */
  readonly head?: string;
  /** A line below the card: what is missing, or asked. */
  readonly note?: string;
  /** Other buttons than those of the card. */
  readonly rows?: Rows;
}

/** Draws a task for one person: what it is about, until when, and what they may press. */
export function drawCard(facts: CardFacts, options: DrawOptions): Drawn {
  const { user, reader, kind } = options;
  const ending = endingOf(facts, user, reader);
  const text = lines(
    options.head !== undefined && html`<i>${clipped(options.head, 300)}</i>`,
    ...subject(facts, options),
    ...deadlineLines(facts, options),
    facts.card.suspendedAt !== null && html`<b>${options.reader.words.card.suspended}</b>`,
    ...(ending === null ? work(facts, options) : []),
    ending !== null && html`\n<b>${ending}</b>`,
    options.note !== undefined && html`\n⚠️ ${clipped(options.note, 400)}`,
  );
  return { text, rows: ending === null ? (options.rows ?? cardButtons(facts, user, kind, reader)) : [] };
}

function subject({ card, stage, names }: CardFacts, { reader, user }: DrawOptions): (Html | string)[] {
  const { words } = reader;
  const title = html`<b>${clipped(reader.label(card.title), 200)}</b>`;
  if (reader.settings.privacy === 'minimal') return [title, words.card.deal(card.deal)];
  const deal = card.dealSnapshot;
  if (!deal) return [title, words.card.deal(card.deal), words.card.dealGone];
  const holder = card.assignee === null ? words.card.nobody : (names.get(card.assignee) ?? card.assignee);
  return [
    title,
    words.card.deal(clipped(deal.title, 200)),
    ...(stage === null || card.ended ? [] : [words.card.stage(clipped(reader.label(stage), 100))]),
    ...reader.dealFacts(deal),
    ...(roleOf(card, user) === 'watcher' && !card.ended ? [words.card.assignee(clipped(holder, 100))] : []),
  ];
}

function deadlineLines({ card, now }: CardFacts, { reader }: DrawOptions): (Html | string)[] {
  const { words } = reader;
  if (card.dueAt === null) return [words.card.noDeadline];
  if (card.ended) return [words.card.deadline(reader.when(card.dueAt, now))];
  const line = words.card.deadline(reader.deadline(card.dueAt, now));
  return [card.overdue ? html`❗ <b>${line}</b>` : html`${line}`];
}

function work({ card, done }: CardFacts, { reader }: DrawOptions): (Html | string)[] {
  const { words, settings } = reader;
  if (settings.privacy === 'minimal') return [];
  const description = card.description === null ? '' : reader.label(card.description).trim();
  return [
    ...(description === '' ? [] : [html`\n<b>${words.card.toDo}</b>\n${clipped(description, 1_000)}`]),
    ...(card.checklist.length === 0 ? [] : [html`\n<b>${words.card.checklist}</b>`]),
    ...card.checklist.slice(0, MOST_STEPS).map((step) => stepLine(step, done, reader)),
    ...(card.requiredFields.length === 0
      ? []
      : [html`\n${words.card.fields(clipped(card.requiredFields.join(', '), 300))}`]),
  ];
}

function stepLine(
  { key, title, optional, evidence }: ChecklistStep,
  done: readonly string[],
  reader: Reader,
): string {
  const { locale, card } = reader.words;
  const isProved = evidence?.kind === 'contact' && !done.includes(key);
  const text = `${clipped(reader.label(title), 80)}${isProved ? ` — ${card.needsContact(contactText(evidence, locale))}` : ''}`;
  return `${done.includes(key) ? '☑' : '☐'} ${text}${optional ? ` (${reader.words.card.optional})` : ''}`;
}
