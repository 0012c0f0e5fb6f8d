import type {
  AccessPolicy,
  CallContext,
  Clock,
  Engine,
  HostCrm,
  IncidentReport,
  IncidentStore,
  Logger,
  User,
  UserDirectory,
  UserId,
} from '@dealroute/core';
import { ApiError } from './api/api-error.js';
import type { Outbound } from './api/outbound.js';
import type { BoardBook } from './cards/board-book.js';
import type { PromptBook } from './conversations/prompt-book.js';
import type { LinkBook } from './links/link-book.js';
import type { BotSettings } from './options.js';
import type { Pace } from './pace.js';
import { digest, type Records } from './records.js';
import { Reader } from './texts/reader.js';
import type { Words } from './texts/words.js';

/** Keys of incidents have room for 200 characters. */
const LONG_ID = 150;

/** Everything that the parts of a started bot work with. */
export interface Bot {
  readonly settings: BotSettings;
  readonly pace: Pace;
  /** For the bot's tenant, through the door `telegram`. */
  readonly engine: Engine;
  readonly context: CallContext;
  readonly records: Records;
  readonly directory: UserDirectory;
  readonly host: HostCrm;
  readonly incidents: IncidentStore;
  readonly policy: AccessPolicy;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly out: Outbound;
  readonly links: LinkBook;
  readonly boards: BoardBook;
  readonly prompts: PromptBook;
  /** For accounts that are nobody's. */
  readonly fallback: Words;
  /** Aborted when the bot stops. */
  readonly signal: AbortSignal;
}

/** A person who is spoken with. */
export interface Partner {
  readonly user: User;
  readonly chat: number;
  readonly reader: Reader;
}

export async function findUser(bot: Bot, id: UserId): Promise<User | undefined> {
  return (await bot.directory.users([id], bot.context))[0];
}

/** Somebody to whom messages can be sent; undefined for people without a link. */
export async function partnerOf(bot: Bot, id: UserId): Promise<Partner | undefined> {
  const chat = await bot.links.chatOf(id);
  if (chat === undefined) return undefined;
  const user = await findUser(bot, id);
  return user?.active ? { user, chat, reader: new Reader(user, bot.settings) } : undefined;
}

/** Names of people by id; unknown ones are missing. */
export async function namesOf(
  bot: Bot,
  ids: readonly (UserId | null | undefined)[],
): Promise<ReadonlyMap<UserId, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null && id !== undefined);
  const users = await bot.directory.users(wanted, bot.context);
  return new Map(users.flatMap((user) => (user ? [[user.id, user.name] as const] : [])));
}

/**
 * Speaks with a person. When nothing reaches them any more, their link is disabled and an admin is told: the tasks
 * stay in the CRM. Other errors are thrown.
 */
export async function reaching(bot: Bot, { user, chat }: Partner, speak: () => Promise<void>): Promise<void> {
  try {
    await speak();
  } catch (error) {
    if (!ApiError.is(error, 'chatGone')) throw error;
    await unreachable(bot, user.id, chat);
  }
}

/** Disables the link of a person whom nothing reaches, and reports it once. */
export async function unreachable(bot: Bot, user: UserId, account: number): Promise<void> {
  if ((await bot.links.chatOf(user)) !== account) return;
  const key = `telegram:blocked:${user.length > LONG_ID ? digest(user) : user}`;
  await report(bot, 'undelivered', key, { user, channel: 'telegram' });
  if (!(await bot.links.disable(user, account))) return;
  bot.logger.warn('A person can no longer be reached in Telegram; their link is disabled.', { user });
}

/** Opens an incident, or counts up the open one with its key. */
export async function report(
  bot: Bot,
  kind: IncidentReport['kind'],
  key: string,
  details: IncidentReport['details'],
): Promise<void> {
  await bot.incidents.report({ key, kind, details, at: bot.clock.now() }, bot.context);
}
