import type { HolidayCalendar } from '@dealroute/calendar-holidays';
import type { Engine, Locale, Logger, UserId } from '@dealroute/core';
import type { Knex } from 'knex';
import type { BusinessClock } from '../clock.js';
import type { Changes } from './changes.js';

/** What a person has with the bot; the shape of `bot.links`. */
export interface ChatLinks {
  invite(user: UserId): Promise<{ readonly code: string; readonly url: string; readonly expiresAt: number }>;
  of(user: UserId): Promise<{ readonly state: 'none' | 'pending' | 'linked'; readonly account?: unknown }>;
  confirm(user: UserId): Promise<boolean>;
  unlink(user: UserId): Promise<boolean>;
}

/** Everything that the pages of this CRM work with. */
export interface Office {
  readonly db: Knex;
  readonly engine: Engine;
  readonly clock: BusinessClock;
  readonly calendar: HolidayCalendar;
  readonly changes: Changes;
  readonly logger: Logger;
  /** For who has not chosen a language. */
  readonly locale: Locale;
  readonly links: ChatLinks | undefined;
  /** Whether the chat page of the practice Telegram is at `/chat`. */
  readonly hasChatPage: boolean;
  /** Sends the reminders that are due. */
  remind(): Promise<void>;
}
