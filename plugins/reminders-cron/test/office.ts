import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EngineOptions,
  independentMap,
  type Logger,
  memoryStorage,
  type Notice,
  type Plugin,
  type RouteMap,
  type TimeLimit,
  type UserId,
  ulids,
} from '@dealroute/core';
import { knexStorage } from '@dealroute/storage-knex';
import { type Person, Scenario } from '@dealroute/testing';
import { type RemindersOptions, type RemindersPlugin, remindersCron } from '../src/index.js';

const pipeline = {
  key: 'sales',
  title: 'Sales',
  stages: [
    { key: 'new', title: 'New', kind: 'open' },
    { key: 'won', title: 'Won', kind: 'won' },
  ],
} as const;

/** One task with a time limit; from Monday 9:00, `PT3H` ends at noon. */
export const errand = (
  timeLimit: TimeLimit,
  assignee: { readonly rule: 'responsible' } | { readonly rule: 'role'; readonly role: string } = {
    rule: 'responsible',
  },
): RouteMap =>
  independentMap({ key: 'errand', title: 'Errand' })
    .start('start')
    .userTask('do', { title: 'Do it', assignee, timeLimit })
    .end('done', { outcome: 'success' })
    .flow('start', 'do')
    .flow('do', 'done')
    .build();

/** Ann and Bob have a boss, who has a chief; two admins. */
export const PEOPLE: Readonly<Record<UserId, Person>> = {
  ann: { head: 'boss' },
  bob: { head: 'boss' },
  boss: { head: 'chief' },
  chief: {},
  admin: { roles: ['admin'] },
  root: { roles: ['admin'] },
};

/** A storage that several engines can be given, one after the other or at once. */
export interface SharedStorage {
  /** For one engine. */
  open(): { readonly storage?: Plugin; readonly ports?: Partial<EngineOptions> };
  remove(): Promise<void>;
}

export const STORAGES: readonly (readonly [string, () => Promise<SharedStorage>])[] = [
  ['in memory', inMemory],
  ['on SQLite', onSqlite],
];

async function inMemory(): Promise<SharedStorage> {
  const ports = memoryStorage();
  return { open: () => ({ ports }), remove: async () => undefined };
}

export async function onSqlite(): Promise<SharedStorage> {
  const folder = await mkdtemp(join(tmpdir(), 'dealroute-'));
  const connection = join(folder, 'test.sqlite');
  return {
    open: () => ({ storage: knexStorage({ connection, synchronous: 'NORMAL' }) }),
    remove: () => rm(folder, { recursive: true }),
  };
}

interface OfficeOptions {
  readonly limit?: TimeLimit;
  readonly map?: RouteMap;
  readonly people?: Readonly<Record<UserId, Person>>;
  readonly now?: string;
  readonly reminders?: RemindersOptions;
  readonly engine?: Partial<EngineOptions>;
}

const SENT: ReadonlySet<string> = new Set(['taskOverdue', 'leadOverdue', 'overdueDigest']);

/** An engine with reminders that look only when the test says so. */
export class Office {
  readonly logged: { readonly message: string; readonly details: object | undefined }[] = [];
  #seen = 0;

  private constructor(
    readonly play: Scenario,
    readonly reminders: RemindersPlugin,
  ) {}

  static async open(shared: SharedStorage, options: OfficeOptions = {}): Promise<Office> {
    const { limit = { working: 'PT3H' }, map = errand(limit), people = PEOPLE, now, engine = {} } = options;
    const reminders = remindersCron({ tick: false, ...options.reminders });
    const { storage, ports = {} } = shared.open();
    let told: (message: string, details?: object) => void = () => undefined;
    const say = (message: string, details?: object) => told(message, details);
    const logger: Logger = { debug: () => undefined, info: () => undefined, warn: say, error: say };
    const play = await Scenario.begin({
      maps: [map],
      pipelines: [pipeline],
      people,
      ...(now !== undefined && { now }),
      ...(storage && { storage }),
      engine: { logger, ids: ulids(), ...ports, ...engine, plugins: [reminders] },
    });
    const office = new Office(play, reminders);
    told = (message, details) => office.logged.push({ message, details });
    return office;
  }

  /** Gives a responsible person the errand of a deal. */
  async task(deal: string, responsible: UserId | null): Promise<void> {
    await this.play.createDeal(deal, { responsible });
    await this.play.start('errand', { on: deal, as: null });
  }

  /** Turns the clock to an instant of UTC, looks once, and gives what was sent: `ann as assignee: 1/3`. */
  async at(instant: string): Promise<string[]> {
    return (await this.noticesAt(instant)).map(
      ({ to, details: { as, rung, rungs } }) => `${to} as ${as}: ${rung}/${rungs}`,
    );
  }

  async noticesAt(instant: string): Promise<readonly Notice[]> {
    this.play.clock.set(Date.parse(`${instant}Z`));
    const posted = await this.reminders.tick();
    await this.play.engine.settle();
    const sent = this.play.notices.slice(this.#seen).filter(({ kind }) => SENT.has(kind));
    this.#seen = this.play.notices.length;
    if (sent.length !== posted) throw new Error(`${posted} notices were posted, ${sent.length} came.`);
    return sent;
  }

  close(): Promise<void> {
    return this.play.end();
  }
}
