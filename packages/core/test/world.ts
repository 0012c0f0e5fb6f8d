import {
  createEngine,
  type DealSnapshot,
  type Engine,
  type EngineOptions,
  type Logger,
  MemoryDirectory,
  MemoryHost,
  type MemoryHostOptions,
  MemoryNotifier,
  type MemoryStorage,
  memoryStorage,
  type Notice,
  type OnNotice,
  type Outcome,
  type RouteMap,
  type User,
} from '@dealroute/core';
import { SequentialIds, VirtualClock } from '@dealroute/testing';
import { onTestFinished } from 'vitest';
import { sales } from './maps.js';

/** Leases and pauses begin here; the business clock has its own time. */
const REAL_START = Date.UTC(2026, 0, 1);

export interface WorldOptions extends MemoryHostOptions {
  readonly onNotice?: OnNotice;
}

interface LogLine {
  readonly level: keyof Logger;
  readonly message: string;
  readonly details: object | undefined;
}

const PEOPLE: readonly User[] = [
  { id: 'ivanova', name: 'Ivanova', active: true, roles: [], head: 'petrov' },
  { id: 'sidorov', name: 'Sidorov', active: true, roles: ['warehouse'], head: 'petrov' },
  { id: 'smirnov', name: 'Smirnov', active: true, roles: ['warehouse'], head: 'volkov' },
  { id: 'petrov', name: 'Petrov', active: true, roles: [] },
  { id: 'volkov', name: 'Volkov', active: true, roles: [] },
  { id: 'admin', name: 'Admin', active: true, roles: ['admin'] },
  { id: 'stranger', name: 'Stranger', active: true, roles: [] },
  { id: 'former', name: 'Former', active: false, roles: [] },
];

/** One database, one host and one directory in memory; each engine on them is a node of its own. */
export class World {
  readonly clock = new VirtualClock();
  /** Real time, as the database sees it: leases and pauses before the next attempt. */
  readonly real = new VirtualClock(REAL_START);
  readonly storage: MemoryStorage = memoryStorage({ realNow: () => this.real.now() });
  readonly directory = new MemoryDirectory(PEOPLE);
  readonly logged: LogLine[] = [];
  readonly host: MemoryHost;
  readonly notifier: MemoryNotifier;
  readonly ids = new SequentialIds();

  constructor({ onNotice, ...host }: WorldOptions = {}) {
    this.host = new MemoryHost({ pipelines: [sales], ...host });
    this.notifier = new MemoryNotifier(onNotice);
  }

  /** A node that does nothing by itself; stopped at the end of the test. */
  async engine(options: EngineOptions = {}): Promise<Engine> {
    const { storage, host, directory, notifier, clock, ids } = this;
    const own = { ...storage, host, directory, notifier, clock, ids, logger: this.#logger() };
    const engine = await createEngine({ ...own, background: false, ...options });
    onTestFinished(() => engine.stop());
    return engine;
  }

  /** The host has a deal, of Ivanova and in its pipeline's first stage unless it is said otherwise. */
  deal(ref = 'D-1', rest: Partial<DealSnapshot> = {}, tenant?: string): string {
    const deal = {
      ref,
      title: `Deal ${ref}`,
      pipeline: 'sales',
      stage: 'new',
      responsible: 'ivanova',
      fields: {},
    };
    this.host.putDeal({ ...deal, ...rest }, tenant);
    return ref;
  }

  /** Kind and recipient of the notices delivered so far. */
  notices(): readonly (readonly [string, string])[] {
    return this.notifier.delivered.map(({ notice: { kind, to } }) => [kind, to] as const);
  }

  noticesTo(person: string): readonly Notice[] {
    return this.notifier.delivered.map(({ notice }) => notice).filter(({ to }) => to === person);
  }

  /** Real time passes, and everything that it brings. */
  async waitFor(ms: number, engine: Engine): Promise<void> {
    this.real.advance(ms);
    await engine.settle();
  }

  errors(): readonly string[] {
    return this.logged.filter(({ level }) => level === 'error').map(({ message }) => message);
  }

  #logger(): Logger {
    const at = (level: keyof Logger) => (message: string, details?: object) =>
      void this.logged.push({ level, message, details });
    return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  }
}

/** What was accepted; a refusal fails the test. */
export function accepted<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(`Refused: ${JSON.stringify(outcome.rejection)}`);
}

/** The code of a refusal, or `accepted`. */
export const codeOf = (outcome: Outcome<unknown>): string =>
  outcome.ok ? 'accepted' : outcome.rejection.code;

/** Deploys and activates maps, those that are called first. */
export async function activate(engine: Engine, ...maps: readonly RouteMap[]): Promise<void> {
  for (const map of maps) accepted(await engine.deployMap({ map, actor: null, activate: true }));
}

/** Starts a process and gives its id and its open tasks. */
export async function begin(engine: Engine, map: string, deal = 'D-1') {
  const { process, openTasks } = accepted(await engine.startProcess({ map, deal, actor: null }));
  return { process, tasks: openTasks, task: openTasks[0] ?? '' };
}

/** Kinds and counts of the open incidents, newest first. */
export async function openIncidents(engine: Engine): Promise<readonly (readonly [string, number])[]> {
  return (await engine.incidents('open')).items.map(({ kind, count }) => [kind, count] as const);
}

/** A promise that the test settles itself. */
export function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** Lets everything that can go on without outside help do so. */
export async function turns(count = 200): Promise<void> {
  for (let i = 0; i < count; i++) await Promise.resolve();
}

/** An adapter with some of its members replaced. */
export function altered<T extends object>(adapter: T, change: Partial<T>): T {
  return new Proxy(adapter, {
    get(target, name) {
      if (name in change) return Reflect.get(change, name);
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
