import { ApiError, type Failure } from '../api/api-error.js';
import { type Bot, report } from '../bot.js';
import { backOff, pause } from '../pace.js';
import { announceCommands } from './announce-commands.js';
import type { Dispatcher } from './dispatcher.js';
import type { Inbox } from './inbox.js';
import { ALLOWED_UPDATES } from './incoming.js';
import type { Lease } from './lease.js';

interface RawUpdate {
  readonly update_id: number;
}

/** Answers that say what a poller has to do with them; every other trouble is tried again sooner or later. */
type Trouble = Extract<Failure, 'unauthorized' | 'conflict'> | 'unreachable';

const SAID: Readonly<Record<Trouble, string>> = {
  unauthorized:
    'Telegram refused the token of the bot: expected one that @BotFather shows. Tasks stay in the CRM; it is tried again.',
  conflict:
    'Telegram gives the updates to somebody else: another program polls with this token, or a webhook is set. It is tried again.',
  unreachable: 'Telegram cannot be reached. Tasks stay in the CRM; it is tried again.',
};

/** Fetches updates while this node has the lease: each is kept or known before Telegram is told to forget it. */
export class Poller {
  #offset: number | undefined;
  #failures = 0;
  #trouble: Trouble | undefined;
  #announced = false;

  constructor(
    private readonly bot: Bot,
    private readonly lease: Lease,
    private readonly inbox: Inbox,
    private readonly dispatcher: Dispatcher,
  ) {}

  /** Ends when the bot's signal is aborted; never throws. */
  async run(): Promise<void> {
    const { signal, pace } = this.bot;
    while (!signal.aborted) {
      try {
        if (await this.lease.hold()) await this.#poll();
        else await pause(pace.leaseMs / 4, signal);
      } catch (error) {
        if (!signal.aborted) await this.#recover(error);
      }
    }
    await this.dispatcher.idle();
    await this.lease
      .release()
      .catch(() => this.bot.logger.warn('The lease of the Telegram poller runs out by itself.'));
  }

  /** Starts what is left over, then asks for more. */
  async #poll(): Promise<void> {
    this.dispatcher.take(await this.inbox.waiting());
    const { pollMs, callMs, retryMs } = this.bot.pace;
    const offset = this.#offset === undefined ? {} : { offset: this.#offset };
    const payload = { ...offset, timeout: Math.floor(pollMs / 1_000), allowed_updates: ALLOWED_UPDATES };
    const asked = Date.now();
    const updates = await this.bot.out.api.once<readonly RawUpdate[]>(
      'getUpdates',
      payload,
      this.bot.signal,
      pollMs + callMs,
    );
    await this.#reached();
    // A server that does not wait, such as a proxy, is not asked without pause.
    if (updates.length === 0 && Date.now() - asked < retryMs) await pause(retryMs, this.bot.signal);
    for (const update of updates) {
      const waiting = await this.inbox.keep(update);
      if (waiting) this.dispatcher.take([waiting]);
    }
    if (updates.length > 0) this.#offset = Math.max(...updates.map(({ update_id }) => update_id)) + 1;
  }

  async #reached(): Promise<void> {
    if (!this.#announced) await announceCommands(this.bot);
    this.#announced = true;
    if (this.#trouble) this.bot.logger.info('Telegram gives updates again.');
    this.#trouble = undefined;
    this.#failures = 0;
  }

  async #recover(error: unknown): Promise<void> {
    const { pace, signal } = this.bot;
    this.#failures += 1;
    const trouble = troubleOf(error);
    if (trouble) await this.#say(trouble);
    else this.bot.logger.error('Updates could not be fetched; it is tried again.', { error });
    if (trouble === 'unauthorized') return pause(pace.unauthorizedMs, signal);
    const asked = error instanceof ApiError ? error.retryAfterMs : 0;
    await pause(Math.max(asked, backOff(pace, this.#failures)), signal);
  }

  /** Once per change of state: an outage of an hour is two lines in the log. */
  async #say(trouble: Trouble): Promise<void> {
    if (this.#trouble === trouble) return;
    this.#trouble = trouble;
    if (trouble !== 'unauthorized') return this.bot.logger.warn(SAID[trouble]);
    this.bot.logger.error(SAID[trouble]);
    await report(this.bot, 'undelivered', 'telegram:token', {
      channel: 'telegram',
      reason: 'unauthorized',
    }).catch((unreported: unknown) =>
      this.bot.logger.error('An incident could not be reported.', { error: unreported }),
    );
  }
}

function troubleOf(error: unknown): Trouble | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.failure === 'unauthorized' || error.failure === 'conflict' ? error.failure : 'unreachable';
}
