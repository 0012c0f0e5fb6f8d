import { type Instant, SdkError, type UserId } from '@dealroute/core';
import { ApiError } from '../api/api-error.js';
import { type Bot, findUser } from '../bot.js';
import { digest } from '../records.js';
import type { ReceivedWords } from '../updates/start-polling.js';

/** What the CRM asks of the links between people and accounts. */
export class BotLinks {
  #username: string | undefined;

  constructor(
    private readonly bot: Bot,
    private readonly inbox: ReceivedWords,
  ) {}

  async invite(user: UserId): Promise<{ code: string; url: string; expiresAt: Instant }> {
    const person = await findUser(this.bot, user);
    if (!person?.active) {
      throw new SdkError(
        'REQUEST_INVALID',
        `links.invite was asked for person ${user}: expected an active person of the directory. Check the id.`,
        { user },
      );
    }
    const username = await this.#name();
    const { code, expiresAt } = await this.bot.links.invite(user);
    return { code, url: `https://t.me/${username}?start=${code}`, expiresAt };
  }

  /** True when an account waited and is linked; the bot then greets the person. */
  async confirm(user: UserId): Promise<boolean> {
    const account = await this.bot.links.confirm(user);
    if (!account) return false;
    const id = `linked.${digest(user, String(account.id), String(Date.now()))}`;
    await this.inbox.put({ kind: 'linked', user, chat: account.id }, id);
    return true;
  }

  /** The bot's username: asked once, then remembered, so that links can be made while Telegram is down. */
  async #name(): Promise<string> {
    if (this.#username !== undefined) return this.#username;
    const { records, out, settings } = this.bot;
    const key = settings.token.split(':')[0] ?? '';
    try {
      const { username } = await out.api.call<{ username: string }>('getMe', {});
      await records.write({ in: 'telegram.bot', key, value: { username } });
      this.#username = username;
      return username;
    } catch (error) {
      const kept = await records.get<{ username: string }>('telegram.bot', key);
      if (kept) return kept.value.username;
      throw ApiError.is(error) ? unknownName(error) : error;
    }
  }
}

const unknownName = (cause: ApiError): SdkError =>
  new SdkError(
    'CHANNEL_UNREACHABLE',
    `links.invite could not learn the bot's name (${cause.message}): expected an answer of Telegram. Check the token and the network, then ask again.`,
    {},
    { cause },
  );
