import type { User } from '@dealroute/core';
import { saying } from '../api/outbound.js';
import { type Bot, findUser, type Partner, partnerOf, reaching } from '../bot.js';
import { sendTaskList } from '../conversations/task-list.js';
import { Reader } from '../texts/reader.js';
import type { Words } from '../texts/words.js';
import type { Account } from './link-book.js';

/** `/start <code>`: the account waits until the person confirms it in the CRM. Gives the sentence for it. */
export async function useCode(bot: Bot, account: Account, code: string): Promise<string> {
  const reading = await bot.links.read(code, account);
  if ('refused' in reading) return bot.fallback.linking[reading.refused];
  const user = await findUser(bot, reading.user);
  if (!user) return bot.fallback.linking.personUnknown;
  const { linking } = wordsFor(bot, user);
  if (!user.active) return linking.personInactive;
  const owner = await bot.links.ownerOf(account.id);
  if (owner !== undefined && owner !== user.id) return linking.accountTaken;
  if (!(await bot.links.claim(code, user.id, account))) return linking.codeUsed;
  return linking.waitForCrm;
}

/** `/start` alone. */
export async function start(bot: Bot, account: Account): Promise<string> {
  const owner = await bot.links.userOf(account.id);
  const user = owner === undefined ? undefined : await findUser(bot, owner);
  return user ? wordsFor(bot, user).linking.linked(user.name) : bot.fallback.linking.howToLink;
}

/** The link was confirmed in the CRM: a greeting, and the person's open tasks. */
export async function greet(bot: Bot, user: string): Promise<void> {
  const partner = await partnerOf(bot, user);
  if (partner) await reaching(bot, partner, () => greetPartner(bot, partner));
}

async function greetPartner(bot: Bot, partner: Partner): Promise<void> {
  const { linking } = partner.reader.words;
  const { items } = await bot.engine.myTasks(partner.user.id, { limit: 1 });
  const greeting = linking.greeting(partner.user.name);
  await bot.out.send(partner.chat, saying(items.length > 0 ? greeting : `${greeting}\n${linking.noTasks}`));
  if (items.length > 0) await sendTaskList(bot, partner);
}

/** `/unlink`. */
export async function unlink(bot: Bot, account: Account): Promise<string> {
  const owner = await bot.links.ownerOf(account.id);
  const user = owner === undefined ? undefined : await findUser(bot, owner);
  const { linking } = user ? wordsFor(bot, user) : bot.fallback;
  return owner !== undefined && (await bot.links.unlink(owner)) ? linking.unlinked : linking.notLinked;
}

const wordsFor = (bot: Bot, user: User): Words => new Reader(user, bot.settings).words;
