import {
  createEngine,
  type DealSnapshot,
  type Engine,
  type EngineOptions,
  type Logger,
  MemoryDirectory,
  MemoryHost,
  memoryStorage,
  type Plugin,
  type RouteMap,
  type TaskCard,
  type User,
} from '@dealroute/core';
import { VirtualClock } from '@dealroute/testing';
import {
  type FakeMessage,
  type FakeTelegram,
  type FakeTelegramOptions,
  type Person,
  startFakeTelegram,
} from '@dealroute/testing/telegram';
import { afterEach, vi } from 'vitest';
import type { TelegramBotOptions } from '../../src/index.js';
import type { Pace } from '../../src/pace.js';
import { makeTelegramBot, type TelegramBot } from '../../src/telegram-bot.js';
import { approval, pipeline, sale } from './maps.js';

/** Fast enough for tests; nothing waits for a time that is not part of the story. */
export const QUICK: Pace = {
  pollMs: 1_000,
  callMs: 600,
  patienceMs: 2_000,
  leaseMs: 4_000,
  retryMs: 4,
  longestMs: 40,
  unauthorizedMs: 20,
  toastMs: 700,
  attempts: 4,
};

export interface OfficeOptions {
  readonly bot?: Partial<TelegramBotOptions>;
  readonly pace?: Partial<Pace>;
  readonly maps?: readonly RouteMap[];
  readonly users?: readonly User[];
  readonly telegram?: FakeTelegramOptions;
  readonly engine?: Omit<EngineOptions, 'plugins' | 'clock'>;
}

const PEOPLE: readonly User[] = [
  {
    id: 'ivanova',
    name: 'Ivanova',
    active: true,
    roles: [],
    locale: 'en',
    department: 'east',
    head: 'petrov',
    timeZone: 'UTC',
  },
  {
    id: 'sidorov',
    name: 'Sidorov',
    active: true,
    roles: [],
    locale: 'ru',
    department: 'east',
    head: 'petrov',
    timeZone: 'UTC',
  },
  {
    id: 'petrov',
    name: 'Petrov',
    active: true,
    roles: ['lawyer'],
    locale: 'en',
    department: 'east',
    timeZone: 'UTC',
  },
  {
    id: 'orlova',
    name: 'Orlova',
    active: true,
    roles: ['lawyer'],
    locale: 'en',
    department: 'west',
    timeZone: 'UTC',
  },
  { id: 'admin', name: 'Admin', active: true, roles: ['admin'], locale: 'en', timeZone: 'UTC' },
  { id: 'former', name: 'Former', active: false, roles: [] },
];

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A line of the log. */
export interface Logged {
  readonly level: keyof Logger;
  readonly message: string;
  readonly details: string;
}

/** Whatever an engine says. */
export function listening(logged: Logged[]): Logger {
  const at = (level: keyof Logger) => (message: string, details?: object) =>
    void logged.push({ level, message, details: JSON.stringify(details ?? {}) });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** A fake Telegram that is closed when the test ends. */
export async function startTelegram(options: FakeTelegramOptions = {}): Promise<FakeTelegram> {
  const telegram = await startFakeTelegram(options);
  closing.push(() => telegram.close());
  return telegram;
}

/** A CRM with an engine and the bot, on a fake Telegram; everything is stopped when the test ends. */
export class Office {
  readonly logged: Logged[] = [];
  readonly host: MemoryHost;
  readonly directory: MemoryDirectory;
  readonly clock = new VirtualClock();
  #passed = 0;
  readonly storage = memoryStorage({ realNow: () => Date.now() + this.#passed });
  readonly #people = new Map<string, Person>();
  #engine: Engine | undefined;
  #bot: TelegramBot | undefined;

  private constructor(
    readonly telegram: FakeTelegram,
    private readonly options: OfficeOptions,
  ) {
    this.host = new MemoryHost({ pipelines: [pipeline] });
    this.directory = new MemoryDirectory(options.users ?? PEOPLE);
  }

  static async open(options: OfficeOptions = {}): Promise<Office> {
    const office = new Office(await startTelegram(options.telegram), options);
    closing.push(() => office.stop());
    await office.restart();
    for (const map of options.maps ?? [approval, sale]) {
      const deployed = await office.engine.deployMap({ map, actor: null, activate: true });
      if (!deployed.ok) throw new Error(JSON.stringify(deployed.rejection));
    }
    return office;
  }

  get engine(): Engine {
    if (!this.#engine) throw new Error('The office is closed.');
    return this.#engine;
  }

  get bot(): TelegramBot {
    if (!this.#bot) throw new Error('The office is closed.');
    return this.#bot;
  }

  /** A bot like the office's own. */
  makeBot(): TelegramBot {
    const { telegram, options } = this;
    return makeTelegramBot(
      { token: telegram.token, apiRoot: telegram.url, ...options.bot },
      { ...QUICK, ...options.pace },
    );
  }

  /** Another node of the same CRM, on the same storage. */
  async node(
    more: readonly Plugin[] = [],
  ): Promise<{ readonly engine: Engine; readonly bot: TelegramBot; readonly logged: Logged[] }> {
    const bot = this.makeBot();
    const logged: Logged[] = [];
    const { storage, host, directory, clock } = this;
    const own = { ...storage, host, directory, clock, logger: listening(logged), plugins: [bot, ...more] };
    const engine = await createEngine({ ...own, ...this.options.engine });
    closing.push(() => engine.stop());
    return { engine, bot, logged };
  }

  /** Stops what runs, and starts it anew on the same storage. */
  async restart(more: readonly Plugin[] = []): Promise<void> {
    await this.stop();
    const { engine, bot, logged } = await this.node(more);
    this.#engine = engine;
    this.#bot = bot;
    this.logged.push(...logged);
    logged.push = (...lines) => this.logged.push(...lines);
  }

  async stop(): Promise<void> {
    await this.#engine?.stop();
    this.#engine = undefined;
    this.#bot = undefined;
  }

  /** Lets time pass by the clock of the database: leases and lives of records. */
  realTimePasses(ms: number): void {
    this.#passed += ms;
  }

  /** The person in Telegram, who has never written to the bot. */
  person(user: string): Person {
    const known = this.#people.get(user);
    if (known) return known;
    const firstName = user[0]?.toUpperCase() + user.slice(1);
    const person = this.telegram.person({ firstName });
    this.#people.set(user, person);
    return person;
  }

  /** The person in Telegram, linked as a person is: by the code, and the confirmation in the CRM. */
  async linked(user: string): Promise<Person> {
    const person = this.person(user);
    const { url } = await this.bot.links.invite(user);
    person.followLink(url);
    await person.waitFor(/go back to the CRM|вернитесь в CRM/);
    if (!(await this.bot.links.confirm(user))) throw new Error(`The link of ${user} was not confirmed.`);
    await person.waitFor(/come here|приходят сюда/);
    return person;
  }

  /** A deal at the beginning of a process. */
  async deal(
    ref: string,
    deal: Partial<DealSnapshot> & { map?: string; responsible?: string } = {},
  ): Promise<string> {
    const { map = 'sale', ...rest } = deal;
    this.host.putDeal({
      ref,
      title: `Deal ${ref}`,
      pipeline: 'sales',
      stage: 'new',
      responsible: 'ivanova',
      fields: { client: 'Vector LLC', amount: 120_000 },
      ...rest,
    });
    const started = await this.engine.startProcess({ deal: ref, map, actor: null });
    if (!started.ok) throw new Error(JSON.stringify(started.rejection));
    return started.value.process;
  }

  /** The open task of a deal with this title. */
  async task(deal: string, title: string): Promise<TaskCard> {
    const { items } = await this.engine.dealTasks(deal);
    const found = items.find((card) => Object.values(card.title).includes(title) || card.title === title);
    if (!found) throw new Error(`Deal ${deal} has no open task "${title}".`);
    return found;
  }

  /** What a log line or an incident must never hold. */
  get secret(): string {
    return this.telegram.token.split(':')[1] ?? '';
  }
}

/** Everything the person sees of the bot, oldest first. */
export const botMessages = (person: Person): readonly FakeMessage[] =>
  person.chat.messages.filter(({ from }) => from.is_bot);

/** Waits until the bot has treated what it was told, and nothing is left to be delivered. */
export async function quiet(office: Office): Promise<void> {
  await office.telegram.settled();
  await vi.waitFor(
    async () => {
      const waiting = await office.storage.records.list(
        'telegram.inbox',
        { limit: 1 },
        { tenant: 'default' },
      );
      if (waiting.length > 0) throw new Error('The bot has not treated everything.');
    },
    { interval: 2, timeout: 5_000 },
  );
  await office.engine.settle();
}
