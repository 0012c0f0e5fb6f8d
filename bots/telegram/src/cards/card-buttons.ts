import { type UserId, visitOf } from '@dealroute/core';
import type { Reader } from '../texts/reader.js';
import { type Button, inRows, type Rows } from './action.js';
import { type CardFacts, roleOf } from './card-facts.js';

/** What fits into a keyboard of 100 buttons; the rest is in the CRM. */
export const MOST_STEPS = 12;
const MOST_RESULTS = 40;

/** What a person may press on the card of an open task. */
export function cardButtons(facts: CardFacts, user: UserId, kind: 'card' | 'watch', reader: Reader): Rows {
  const { card } = facts;
  const role = roleOf(card, user);
  const { buttons: words } = reader.words;
  if (kind === 'watch') {
    const open: Button = { label: words.open, action: { do: 'open', task: card.id } };
    return inRows([open, ...further(facts, reader, true)]);
  }
  if (role === 'candidate' && card.suspendedAt === null) {
    return [[{ label: words.take, action: { do: 'claim' } }], ...inRows(further(facts, reader, false))];
  }
  // Nobody works on it until its process is resumed.
  if (card.suspendedAt !== null) return inRows(further(facts, reader, false));
  const mayRelease = role === 'holder' && card.candidates.length > 0;
  const release: Button = { label: words.giveBack, action: { do: 'release' } };
  return [
    ...inRows(steps(facts, reader)),
    ...inRows(results(facts, reader)),
    ...inRows([...further(facts, reader, true), ...(mayRelease ? [release] : [])]),
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

/** What leads further: who has it, what the deal is, the rest in the CRM. */
function further({ card }: CardFacts, reader: Reader, mayHandOver: boolean): Button[] {
  const { buttons: words } = reader.words;
  const map: Button = {
    label: words.map,
    action: { do: 'map', process: card.process, visit: visitOf(card.id) },
  };
  const history: Button = { label: words.history, action: { do: 'history' } };
  const handOver: Button = { label: words.handOver, action: { do: 'heirs' } };
  const deal: Button = { label: words.deal, action: { do: 'deal', deal: card.deal } };
  const minimal = reader.settings.privacy === 'minimal';
  return [
    ...(minimal ? [] : [map, history]),
    ...(mayHandOver ? [handOver] : []),
    ...(minimal ? [] : [deal]),
    ...crmLink(card.deal, reader),
  ];
}

/** The button to the CRM; none where the bot knows no addresses. */
export function crmLink(deal: string, { settings, words }: Reader): Button[] {
  const url = settings.dealUrl?.(deal);
  return url === undefined || !/^https?:\/\//i.test(url) ? [] : [{ label: words.buttons.openInCrm, url }];
}
