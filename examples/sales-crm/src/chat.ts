import type { Locale, UserId } from '@dealroute/core';
import { type TelegramBot, telegramBot } from '@dealroute/telegram';
import {
  type FakeTelegram,
  type PageHandler,
  type Person,
  startFakeTelegram,
} from '@dealroute/testing/telegram';
import type { Knex } from 'knex';
import { ZONE } from './calendar.js';
import type { Config } from './config.js';
import { readSetting, writeSetting } from './crm/settings.js';

const RUN = 'practice-run';
const UPDATES_PER_RUN = 1_000_000;
const FIRST_ACCOUNT = 700_000;
const ACCOUNTS_PER_RUN = 100;
const FIRST_BOT = 100_000;
const ANSWER_MS = 20_000;

/** Who has a chat in the practice Telegram: a manager, their head, and the admin. */
const PLAYERS: readonly UserId[] = ['ivanova', 'orlova', 'belova'];

/** The messenger of this CRM: a bot, and without a token a practice Telegram that it talks to. */
export interface Chat {
  readonly bot: TelegramBot;
  /** The page where one plays everybody; only with the practice Telegram. */
  readonly page: PageHandler | undefined;
  /** Links the people of the practice Telegram, as they would do it themselves. */
  connect(): Promise<void>;
  close(): Promise<void>;
}

export async function startChat(config: Config, db: Knex, url: () => string): Promise<Chat> {
  const { telegram, locale, publicUrl } = config;
  const options = { locale, timeZone: ZONE, currency: 'RUB' };
  if (!telegram) return practice(db, options, url);
  // Telegram refuses buttons with addresses of this machine.
  const dealUrl = publicUrl === undefined ? {} : { dealUrl: (deal: string) => `${publicUrl}/deals/${deal}` };
  return {
    bot: telegramBot({ ...telegram, ...options, ...dealUrl }),
    page: undefined,
    connect: async () => undefined,
    close: async () => undefined,
  };
}

interface PracticeOptions {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly currency: string;
}

/**
 * A practice Telegram forgets its chats when the program ends, but the bot remembers accounts, messages, updates, and
 * that it polls. So each run has a bot, accounts and numbers of its own.
 */
async function practice(db: Knex, options: PracticeOptions, url: () => string): Promise<Chat> {
  const run = Number((await readSetting(db, RUN)) ?? 0) + 1;
  await writeSetting(db, RUN, String(run));
  const telegram = await startFakeTelegram({
    token: `${FIRST_BOT + run}:practice-token`,
    bot: { firstName: 'Dealroute', username: 'dealroute_practice_bot' },
    firstUpdateId: run * UPDATES_PER_RUN,
  });
  const players = await addPlayers(telegram, db, options.locale, FIRST_ACCOUNT + run * ACCOUNTS_PER_RUN);
  const dealUrl = (deal: string) => `${url()}/deals/${deal}`;
  const bot = telegramBot({ token: telegram.token, apiRoot: telegram.url, dealUrl, ...options });
  return {
    bot,
    page: telegram.handlerAt('/chat'),
    connect: () => link(bot, players),
    close: () => telegram.close(),
  };
}

type Players = readonly { readonly user: UserId; readonly person: Person }[];

async function addPlayers(telegram: FakeTelegram, db: Knex, locale: Locale, first: number): Promise<Players> {
  const people: { id: string; name: string; name_en: string }[] = await db('users').whereIn('id', PLAYERS);
  return PLAYERS.flatMap((user, i) => {
    const found = people.find(({ id }) => id === user);
    if (!found) return [];
    const [firstName = '', lastName = ''] = (locale === 'en' ? found.name_en : found.name).split(' ');
    return [{ user, person: telegram.person({ id: first + i, firstName, lastName, languageCode: locale }) }];
  });
}

async function link({ links }: TelegramBot, players: Players): Promise<void> {
  for (const { user, person } of players) {
    await links.unlink(user);
    const { code } = await links.invite(user);
    person.start(code);
    // The bot answers when it has noted whose account waits for the confirmation.
    await person.waitFor(() => true, { timeoutMs: ANSWER_MS });
    if (!(await links.confirm(user))) throw new Error(`The practice account of ${user} was not linked.`);
  }
  for (const { person } of players) person.send('/tasks');
}
