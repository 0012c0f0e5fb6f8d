import { type Outgoing, saying } from '../api/outbound.js';
import type { Bot, Partner } from '../bot.js';
import { crmLink } from '../cards/card-buttons.js';
import { cardFacts } from '../cards/card-facts.js';
import { start, unlink, useCode } from '../links/start-command.js';
import { welcome } from '../links/welcome.js';
import type { Words } from '../texts/words.js';
import type { Incoming } from '../updates/incoming.js';
import { answer } from './answer.js';
import { sendLeadList } from './lead-list.js';
import { sendTaskList } from './task-list.js';

type TextIncoming = Extract<Incoming, { kind: 'text' }>;

/** Somebody wrote to the bot: a command, the answer to a question, or something else. */
export async function onText(bot: Bot, incoming: TextIncoming): Promise<void> {
  const [command = '', argument] = (incoming.text ?? '').trim().split(/\s+/, 2);
  const name = command.startsWith('/') ? command.slice(1).split('@')[0]?.toLowerCase() : undefined;
  if (!incoming.isPrivate) {
    if (name !== undefined) await bot.out.send(incoming.chat, saying(bot.fallback.linking.privateOnly));
    return;
  }
  const said = await replyTo(bot, incoming, name, argument);
  if (said === null) return;
  await bot.out.send(incoming.chat, typeof said === 'string' ? saying(said) : said);
}

/** What answers a message; null when the answer has been given otherwise. */
async function replyTo(
  bot: Bot,
  incoming: TextIncoming,
  command: string | undefined,
  argument: string | undefined,
): Promise<string | Outgoing | null> {
  if (command === 'start')
    return argument === undefined ? start(bot, incoming.from) : useCode(bot, incoming.from, argument);
  if (command === 'unlink') return unlink(bot, incoming.from);
  const met = await welcome(bot, incoming.from);
  if ('refused' in met) return met.refused;
  const { partner } = met;
  const { words } = partner.reader;
  const { ask } = words;
  if (command === 'tasks') return sendTaskList(bot, partner).then(() => null);
  if (command === 'leads') return sendLeadList(bot, partner).then(() => null);
  if (command === 'cancel')
    return (await bot.prompts.dropAll(incoming.chat)) ? ask.cancelled : ask.nothingToCancel;
  if (command === 'help') return helpIn(words);
  if (incoming.replyTo !== null) return replyToPrompt(bot, partner, incoming, incoming.replyTo);
  return (await bot.prompts.any(incoming.chat)) ? ask.answerByReply : helpIn(words);
}

async function replyToPrompt(
  bot: Bot,
  partner: Partner,
  incoming: TextIncoming,
  replied: number,
): Promise<string | Outgoing | null> {
  const { words } = partner.reader;
  const { ask } = words;
  const prompt = await bot.prompts.find(incoming.chat, replied);
  if (!prompt) return (await bot.prompts.any(incoming.chat)) ? ask.answerByReply : helpIn(words);
  const board = await bot.boards.find(prompt.board);
  if (!board || prompt.user !== partner.user.id) return ask.tooLate;
  const text = incoming.text?.trim() ?? '';
  if (text === '') return ask.textOnly;
  const facts = board.task === null ? undefined : await cardFacts(bot, board.task);
  const key = `telegram:message:${incoming.chat}.${incoming.message}`;
  const { reaction, keep } = await answer({ bot, partner, board, key }, facts, prompt.question, text);
  await reaction.after?.();
  // Dropped last: an answer that is treated again after a failure finds its question.
  if (!keep) await bot.prompts.drop(incoming.chat, replied);
  if (!reaction.toast) return null;
  const links = keep && facts ? crmLink(facts.card.deal, partner.reader) : [];
  const keyboard = links.flatMap((link) => ('url' in link ? [[{ text: link.label, url: link.url }]] : []));
  return { ...saying(reaction.toast), keyboard };
}

const helpIn = ({ help, commands }: Words): string =>
  [help, ...Object.entries(commands).map(([command, text]) => `/${command}: ${text}`)].join('\n');
