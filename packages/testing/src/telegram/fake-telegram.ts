import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { ApiCall } from './api-call.js';
import { BotApi } from './bot-api.js';
import { type CallMatch, FaultPlan, matchCall } from './faults/fault-plan.js';
import { serveBotApi } from './http/bot-api-route.js';
import { ChatPage } from './page/chat-page.js';
import type { Group, GroupOptions } from './people/group.js';
import { People, type PersonOptions } from './people/people.js';
import type { Person } from './people/person.js';
import { type Limits, RateLimits, telegramLimits } from './rate-limits.js';
import { Changes } from './state/change.js';
import { type Deadline, waitFor } from './state/wait-for.js';
import { World } from './state/world.js';
import type { WebhookRoute } from './updates/bot-connection.js';
import { UpdateQueue } from './updates/update-queue.js';
import type { User } from './wire.js';

export interface FakeTelegramOptions {
  /** The system chooses a free one when left out. */
  readonly port?: number;
  readonly token?: string;
  readonly bot?: { readonly firstName?: string; readonly username?: string };
  /** Who is there from the beginning: the columns of the chat page. */
  readonly people?: readonly PersonOptions[];
  /** Milliseconds since the epoch, for dates, the 150 seconds of a pressed button, and limits; `Date.now` when left out. */
  readonly now?: () => number;
  /** True when left out: refuses what Telegram ignores, such as parameters with a misspelt name. */
  readonly strict?: boolean;
  /** Refuses with 429 what is too fast; without it, it is only counted in `limits.exceeded`. */
  readonly enforceLimits?: boolean;
  readonly limits?: Partial<Limits>;
  /** Where a public https webhook is on this machine; without it, webhooks are addresses of the loopback. */
  readonly webhookRoute?: WebhookRoute;
  /** The first `update_id`. */
  readonly firstUpdateId?: number;
}

/** Answers a request, or gives false for one that is not for it. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => false | undefined;

/** A Telegram of one bot on this machine. Made by `startFakeTelegram`. */
export class FakeTelegram {
  readonly #world: World;
  readonly #api: BotApi;
  readonly #people: People;
  readonly #page: ChatPage;
  readonly #server: Server;
  readonly token: string;
  readonly faults: Pick<FaultPlan, 'next' | 'hold' | 'clear'>;
  readonly updates: Pick<UpdateQueue, 'pending' | 'repeat' | 'hold' | 'release' | 'renumber'>;
  readonly limits: Pick<RateLimits, 'exceeded'>;

  /** Call `startFakeTelegram` instead, which also listens. */
  constructor(options: FakeTelegramOptions) {
    const { token = '110201543:fake-token', now = Date.now, strict = true, firstUpdateId = 1001 } = options;
    const changes = new Changes();
    const updates = new UpdateQueue(changes, firstUpdateId);
    const faults = new FaultPlan();
    const limits = new RateLimits({ ...telegramLimits, ...options.limits }, options.enforceLimits ?? false);
    this.#world = new World({ bot: botUser(token, options), now, changes, updates, strict });
    this.#api = new BotApi({ world: this.#world, faults, limits, webhookRoute: options.webhookRoute });
    this.#people = new People(this.#world);
    this.#page = new ChatPage(this.#world, this.#people);
    this.#server = createServer((request, response) => this.#serve(request, response));
    this.token = token;
    this.faults = faults;
    this.updates = updates;
    this.limits = limits;
    for (const person of options.people ?? []) this.person(person);
  }

  get bot(): User {
    return this.#world.bot;
  }

  /** The `apiRoot` for Telegraf, and the address of the chat page: `http://127.0.0.1:45678`. */
  get url(): string {
    const address = this.#server.address();
    if (!address || typeof address === 'string')
      throw new Error('The fake Telegram is closed: it has no address.');
    return `http://127.0.0.1:${address.port}`;
  }

  get people(): readonly Person[] {
    return this.#people.all;
  }

  /** The last 10 000 calls of the bot, the oldest one first. */
  get calls(): readonly ApiCall[] {
    return this.#api.calls;
  }

  callsOf(method: string): readonly ApiCall[] {
    return this.calls.filter((call) => call.method === method);
  }

  person(options: PersonOptions): Person {
    return this.#people.add(options);
  }

  group(options: GroupOptions): Group {
    return this.#people.addGroup(options);
  }

  /** A deep link to the bot: `https://t.me/deal_bot?start=code`. */
  startLink(code: string): string {
    return `https://t.me/${this.bot.username}?start=${encodeURIComponent(code)}`;
  }

  /** Waits until a matching call has been answered; calls of the past count. */
  waitForCall(match: CallMatch, deadline: Deadline = {}): Promise<ApiCall> {
    return waitFor(this.#world.changes, {
      ...deadline,
      find: () => this.calls.find((call) => call.answer !== undefined && matchCall(match, call)),
      failure: () => `No call matched ${String(match)}; there were: ${this.#methodsCalled()}`,
    });
  }

  /** Waits until the bot waits for updates by polling. */
  async waitForPoll(deadline: Deadline = {}): Promise<void> {
    await waitFor(this.#world.changes, {
      ...deadline,
      find: () => this.#api.connection.poll.waiting || undefined,
      failure: () => 'The bot does not poll',
    });
  }

  /** Waits until the bot has confirmed all updates and no call is under way: nothing more will come by itself. */
  async settled(deadline: Deadline = {}): Promise<void> {
    const { updates } = this.#world;
    await waitFor(this.#world.changes, {
      ...deadline,
      find: () => (updates.pending.length === 0 && this.#api.idle ? true : undefined),
      failure: () => `The bot has not confirmed ${JSON.stringify(updates.pending)}`,
    });
  }

  /** The chat page for another server, below a path such as `/chat`. */
  handlerAt(path: string): PageHandler {
    return (request, response) => (this.#page.serve(path, request, response) ? undefined : false);
  }

  /** The chat page for another server, at its root. */
  get handler(): PageHandler {
    return this.handlerAt('');
  }

  /** For `startFakeTelegram`. */
  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
  }

  /** Ends waiting polls, webhooks and pages. */
  async close(): Promise<void> {
    this.faults.clear();
    this.#api.connection.close();
    this.#page.close();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const route = { api: this.#api, token: this.token, files: this.#world.files };
    if (serveBotApi(route, request, response) || this.#page.serve('', request, response)) return;
    response.writeHead(404).end();
  }

  #methodsCalled(): string {
    return this.calls.map((call) => call.method).join(', ') || 'none';
  }
}

function botUser(token: string, { bot }: FakeTelegramOptions): User {
  const id = Number.parseInt(token, 10);
  if (!Number.isSafeInteger(id))
    throw new Error('A bot token begins with the number of the bot: 110201543:secret.');
  return {
    id,
    is_bot: true,
    first_name: bot?.firstName ?? 'Deal bot',
    username: bot?.username ?? 'deal_bot',
  };
}
