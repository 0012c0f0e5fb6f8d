import {
  ACCESS_POLICY,
  CLOCK,
  HOST_CRM,
  INCIDENT_STORE,
  type Instant,
  NOTIFIER,
  type Notifier,
  type Plugin,
  type PluginContext,
  RECORD_STORE,
  SdkError,
  USER_DIRECTORY,
  type UserId,
} from '@dealroute/core';
import { Outbound } from './api/outbound.js';
import { TelegramApi } from './api/telegram-api.js';
import type { Bot } from './bot.js';
import { BoardBook } from './cards/board-book.js';
import { PromptBook } from './conversations/prompt-book.js';
import { BotLinks } from './links/bot-links.js';
import { LinkBook, type LinkState } from './links/link-book.js';
import { deliverNotice } from './notices/deliver-notice.js';
import { type BotSettings, readOptions, type TelegramBotOptions } from './options.js';
import { type Pace, USUAL_PACE } from './pace.js';
import { Records } from './records.js';
import { WORDS } from './texts/words.js';
import { startPolling } from './updates/start-polling.js';

/** One-time codes and links of people. Every method throws `ENGINE_STOPPED` before the engine starts and after it stops. */
export interface TelegramLinks {
  /** A code of 15 minutes and a single use, and the link that brings it to the bot. */
  invite(user: UserId): Promise<{ code: string; url: string; expiresAt: Instant }>;
  of(user: UserId): Promise<LinkState>;
  /** The person confirms in the CRM the account that used the code; false when none waits. */
  confirm(user: UserId): Promise<boolean>;
  /** False when there was nothing to unlink. */
  unlink(user: UserId): Promise<boolean>;
}

/** The Telegram front of an engine. */
export interface TelegramBot extends Plugin {
  readonly links: TelegramLinks;
}

/**
 * Makes the plugin that brings people their tasks in Telegram and takes their results. Throws `COMPOSITION_INVALID`
 * for wrong options. Starting never waits for Telegram, and the CRM works on when it cannot be reached.
 */
export const telegramBot = (options: TelegramBotOptions): TelegramBot => makeTelegramBot(options, USUAL_PACE);

/** The same at another pace, for tests. */
export function makeTelegramBot(options: TelegramBotOptions, pace: Pace): TelegramBot {
  const settings = readOptions(options);
  const stopping = new AbortController();
  let running: { readonly bot: Bot; readonly links: BotLinks; readonly ended: Promise<void> } | undefined;
  const started = () => running ?? notRunning();
  const notifier: Notifier = {
    // One bot serves one tenant; people of others see their tasks in the CRM.
    deliver: async (notice, { tenant }) => {
      if (tenant === settings.tenant) await deliverNotice(started().bot, notice);
    },
  };
  return {
    name: 'telegram',
    apiVersion: 1,
    provide: (registry) => registry.bind(NOTIFIER, notifier),
    start: (context) => {
      const bot = assemble(settings, pace, context, stopping.signal);
      const { inbox, ended } = startPolling(bot);
      running = { bot, links: new BotLinks(bot, inbox), ended };
    },
    stop: async () => {
      stopping.abort();
      await running?.ended;
      running = undefined;
    },
    links: {
      invite: async (user) => started().links.invite(user),
      of: async (user) => started().bot.links.of(user),
      confirm: async (user) => started().links.confirm(user),
      unlink: async (user) => started().bot.links.unlink(user),
    },
  };
}

function assemble(settings: BotSettings, pace: Pace, from: PluginContext, signal: AbortSignal): Bot {
  const context = { tenant: settings.tenant };
  const records = new Records(from.resolve(RECORD_STORE), context);
  return {
    settings,
    pace,
    context,
    records,
    signal,
    engine: from.engine.for(settings.tenant).through('telegram'),
    directory: from.resolve(USER_DIRECTORY),
    host: from.resolve(HOST_CRM),
    incidents: from.resolve(INCIDENT_STORE),
    policy: from.resolve(ACCESS_POLICY),
    clock: from.resolve(CLOCK),
    logger: from.logger,
    out: new Outbound(new TelegramApi(settings.token, settings.apiRoot, pace)),
    links: new LinkBook(records),
    boards: new BoardBook(records),
    prompts: new PromptBook(records),
    fallback: WORDS[settings.locale],
  };
}

function notRunning(): never {
  throw new SdkError(
    'ENGINE_STOPPED',
    'The Telegram bot was asked for something: expected an engine that runs with it. Create the engine first, and ask before it stops.',
  );
}
