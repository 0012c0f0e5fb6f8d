import { saying } from '../api/outbound.js';
import type { Bot } from '../bot.js';
import type { Action } from '../cards/action.js';
import { cardFacts } from '../cards/card-facts.js';
import { redrawCard } from '../cards/show-card.js';
import { welcome } from '../links/welcome.js';
import type { Incoming } from '../updates/incoming.js';
import { complete } from './complete.js';
import { contact } from './contact.js';
import { backToDeal, openDeal, showNext } from './deal-card.js';
import { chooseHeir, commentHeir, confirmHeir, handOver, searchHeir } from './hand-over.js';
import { history } from './history.js';
import { askDiscardReason, openLead, takeLead } from './lead-buttons.js';
import { turnLeadList } from './lead-list.js';
import { showMap } from './map.js';
import { openTask } from './open-task.js';
import type { Press, Reaction, TaskPress } from './press.js';
import { claim, completeStep, release } from './task-buttons.js';
import { turnTaskList } from './task-list.js';
import { askTerminationComment, terminate } from './terminate.js';
import { Toast } from './toast.js';

/** What our buttons hold: the token of their message, and which of its buttons they are. */
const BUTTON = /^([\w-]{22})\.(\d{1,4})$/;

type PressIncoming = Extract<Incoming, { kind: 'press' }>;

/** A button was pressed: the person, their link and the button are looked at anew; the press itself proves nothing. */
export async function onPress(bot: Bot, incoming: PressIncoming): Promise<void> {
  const toast = new Toast(bot, incoming.press, incoming.from.id);
  try {
    const reaction = await reactionTo(bot, incoming);
    const seen = await toast.say(reaction.toast ?? '', reaction.alert ?? false);
    if (!seen && reaction.alert && reaction.toast)
      await bot.out.send(incoming.from.id, saying(reaction.toast));
    await reaction.after?.();
  } finally {
    toast.end();
  }
}

async function reactionTo(bot: Bot, incoming: PressIncoming): Promise<Reaction> {
  const met = await welcome(bot, incoming.from);
  if ('refused' in met) return { toast: met.refused, alert: true };
  const { partner } = met;
  const { toasts } = partner.reader.words;
  const [, token, number] = BUTTON.exec(incoming.data) ?? [];
  const board = token === undefined ? undefined : await bot.boards.find(token);
  const action = board?.actions[Number(number)];
  if (!board || !action) return { toast: toasts.buttonOld, alert: true };
  if (board.user !== partner.user.id) return { toast: toasts.notYours, alert: true };
  return act({ bot, partner, board, key: `telegram:press:${incoming.press}` }, action);
}

async function act(press: Press, action: Action): Promise<Reaction> {
  switch (action.do) {
    case 'open':
      return openTask(press, action.task);
    case 'list':
      return turnTaskList(press, action.filter, action.page);
    case 'deal':
      return openDeal(press, action.deal);
    case 'map':
      return showMap(press, action.process, action.visit);
    case 'backToDeal':
      return backToDeal(press, action.deal);
    case 'next':
      return showNext(press, action.deal);
    case 'contact':
      return contact(press, action);
    case 'leads':
      return turnLeadList(press, action.page);
    case 'lead':
      return openLead(press, action.lead);
    case 'takeLead':
      return takeLead(press, action.lead);
    case 'discardLead':
      return askDiscardReason(press, action.lead);
    case 'terminate':
      return terminate(press, action);
    case 'terminateComment':
      return askTerminationComment(press, action);
    default:
      return actOnTask(press, action);
  }
}

type TaskAction = Exclude<
  Action,
  {
    do:
      | 'open'
      | 'list'
      | 'map'
      | 'deal'
      | 'backToDeal'
      | 'next'
      | 'contact'
      | 'leads'
      | 'lead'
      | 'takeLead'
      | 'discardLead'
      | 'terminate'
      | 'terminateComment';
  }
>;

async function actOnTask(press: Press, action: TaskAction): Promise<Reaction> {
  const facts = press.board.task === null ? undefined : await cardFacts(press.bot, press.board.task);
  if (!facts) return { toast: press.partner.reader.words.toasts.buttonOld, alert: true };
  const pressed: TaskPress = { ...press, facts };
  switch (action.do) {
    case 'complete':
      return complete(pressed, action);
    case 'step':
      return completeStep(pressed, action.step);
    case 'claim':
      return claim(pressed);
    case 'release':
      return release(pressed);
    case 'history':
      return history(pressed);
    case 'card':
      return { toast: '', after: () => redrawCard(press.bot, press.partner, press.board, facts) };
    case 'heirs':
      return chooseHeir(pressed);
    case 'search':
      return searchHeir(pressed);
    case 'heir':
      return confirmHeir(pressed, action.to);
    case 'handOver':
      return handOver(pressed, action.to);
    case 'handOverComment':
      return commentHeir(pressed, action.to);
  }
}
