import type { ChecklistStep, UserId } from '@dealroute/core';
import { clipped, type Html, html, lines } from '../texts/html.js';
import type { Reader } from '../texts/reader.js';
import type { EndingWords } from '../texts/words.js';
import { type Button, inRows, type Rows } from './action.js';
import { type CardFacts, roleOf } from './card-facts.js';

/** What fits into 4096 characters and a keyboard of 100 buttons; the rest is in the CRM. */
const MOST_STEPS = 12;
const MOST_RESULTS = 40;

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
  const ending = endingOf(facts, options);
  const text = lines(
    options.head !== undefined && html`<i>${options.head}</i>`,
    ...subject(facts, options),
    ...deadlineLines(facts, options),
    ...(ending === null ? work(facts, options) : []),
    ending !== null && html`\n<b>${ending}</b>`,
    options.note !== undefined && html`\n⚠️ ${clipped(options.note, 400)}`,
  );
  return { text, rows: ending === null ? (options.rows ?? buttons(facts, options)) : [] };
}

/** Whether there is nothing left to press for this person. */
export const isOver = (facts: CardFacts, user: UserId): boolean =>
  facts.card.ended !== null ||
  (facts.card.assignee !== null && facts.card.assignee !== user && facts.card.candidates.includes(user));

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

function stepLine({ key, title, optional }: ChecklistStep, done: readonly string[], reader: Reader): string {
  const text = clipped(reader.label(title), 80);
  return `${done.includes(key) ? '☑' : '☐'} ${text}${optional ? ` (${reader.words.card.optional})` : ''}`;
}

/** The line that stays in the thread; null while the person has something to do. */
function endingOf(facts: CardFacts, options: DrawOptions): string | null {
  const { card, names, heir, failed } = facts;
  const { words } = options.reader;
  const shown = (user: UserId | null) => (user === null ? null : nameIn(names, user, options.reader));
  if (!card.ended) return isOver(facts, options.user) ? words.ended.taken(shown(card.assignee)) : null;
  const by = endingWords(facts, options.reader);
  if (card.ended.as === 'handedOver') return words.ended.handedOver(shown(heir), by);
  if (card.ended.as === 'withdrawn') return words.ended.withdrawn(by.when);
  const line = words.ended.completed(resultTitle(facts, options.reader), by);
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

function buttons(facts: CardFacts, { user, reader, kind }: DrawOptions): Rows {
  const { card } = facts;
  const role = roleOf(card, user);
  const { buttons: words } = reader.words;
  if (kind === 'watch')
    return inRows([{ label: words.open, action: { do: 'open', task: card.id } }, ...second(facts, reader)]);
  if (role === 'candidate')
    return [[{ label: words.take, action: { do: 'claim' } }], ...inRows(links(facts, reader))];
  const release: Button[] =
    role === 'holder' && card.candidates.length > 0
      ? [{ label: words.giveBack, action: { do: 'release' } }]
      : [];
  return [
    ...inRows(steps(facts, reader)),
    ...inRows(results(facts, reader)),
    ...inRows([...second(facts, reader), ...release]),
  ];
}

function results({ card }: CardFacts, reader: Reader): Button[] {
  if (card.results.length === 0)
    return [{ label: reader.words.buttons.complete, action: { do: 'complete', result: null } }];
  return card.results.slice(0, MOST_RESULTS).map(({ key, title }) => ({
    label: reader.label(title),
    action: { do: 'complete', result: key },
  }));
}

function steps({ card, done }: CardFacts, reader: Reader): Button[] {
  return card.checklist
    .filter(({ key }) => !done.includes(key))
    .slice(0, MOST_STEPS)
    .map(({ key, title }) => ({ label: `☐ ${reader.label(title)}`, action: { do: 'step', step: key } }));
}

function second(facts: CardFacts, reader: Reader): Button[] {
  const { buttons: words } = reader.words;
  const handOver: Button = { label: words.handOver, action: { do: 'heirs' } };
  const [history, ...rest] = links(facts, reader);
  return history && 'action' in history && history.action.do === 'history'
    ? [history, handOver, ...rest]
    : [handOver, ...(history ? [history, ...rest] : rest)];
}

/** What shows more: history and deal here, the rest in the CRM. */
function links({ card }: CardFacts, reader: Reader): Button[] {
  const { buttons: words } = reader.words;
  const minimal = reader.settings.privacy === 'minimal';
  return [
    ...(minimal ? [] : [{ label: words.history, action: { do: 'history' } } as const]),
    ...(minimal ? [] : [{ label: words.deal, action: { do: 'deal', deal: card.deal } } as const]),
    ...crmLink(card.deal, reader),
  ];
}

/** The button to the CRM; none where the bot knows no addresses. */
export function crmLink(deal: string, { settings, words }: Reader): Button[] {
  const url = settings.dealUrl?.(deal);
  return url === undefined || !/^https?:\/\//i.test(url) ? [] : [{ label: words.buttons.openInCrm, url }];
}
