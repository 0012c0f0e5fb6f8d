import {
  CLOCK,
  createEngine,
  type Engine,
  type EngineOptions,
  MemoryDirectory,
  MemoryHost,
  memoryStorage,
  NOTIFIER,
  type Plugin,
  port,
} from '@dealroute/core';
import { VirtualClock } from '@dealroute/testing';
import { Container } from 'inversify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { errand, sales } from './maps.js';
import { accepted, activate, codeOf } from './world.js';

async function engine(options: EngineOptions = {}): Promise<Engine> {
  const created = await createEngine({ background: false, ...options });
  onTestFinished(() => created.stop());
  return created;
}

/** Plugins that write down what is called, in order. */
function calls() {
  const made: string[] = [];
  const plugin = (name: string, rest: Partial<Plugin> = {}): Plugin => ({
    name,
    apiVersion: 1,
    start: () => void made.push(`start ${name}`),
    stop: () => void made.push(`stop ${name}`),
    ...rest,
  });
  return { made, plugin };
}

describe('an engine without options', () => {
  it('runs a whole process in memory', async () => {
    const plain = await engine();
    await activate(plain, errand());
    expect(codeOf(await plain.startProcess({ map: 'errand', deal: 'D-1', actor: null }))).toBe(
      'DEAL_NOT_FOUND',
    );
  });

  it('shares nothing with another one', async () => {
    const [first, second] = [await engine(), await engine()];
    await activate(first, errand());
    expect(await second.maps()).toEqual([]);
    const heard: string[] = [];
    second.on('ProcessStarted', () => void heard.push('second'));
    await first.stop();
    expect(await second.settle()).toBeUndefined();
    expect(heard).toEqual([]);
  });
});

describe('plugins', () => {
  it('start in their order and stop in the reverse one, once', async () => {
    const { made, plugin } = calls();
    const running = await createEngine({
      plugins: ['a', 'b', 'c'].map((name) => plugin(name)),
      background: false,
    });
    expect(made).toEqual(['start a', 'start b', 'start c']);
    await Promise.all([running.stop(), running.stop()]);
    expect(made.slice(3)).toEqual(['stop c', 'stop b', 'stop a']);
  });

  it('get an engine that works, a logger, and every adapter', async () => {
    const clock = new VirtualClock();
    const { plugin } = calls();
    const OWN = port<string>('OwnThing');
    const seen: unknown[] = [];
    const curious = plugin('curious', {
      provide: (registry) => registry.bind(OWN, 'own'),
      start: async ({ engine: running, resolve }) => {
        await activate(running, errand());
        seen.push(resolve(CLOCK) === clock, resolve(OWN), (await running.maps()).length);
      },
    });
    await engine({ plugins: [curious], clock });
    expect(seen).toEqual([true, 'own', 1]);
  });

  it('may ask for a word before commands and after events', async () => {
    const host = new MemoryHost({ pipelines: [sales] });
    const { plugin, made } = calls();
    const gatekeeper = plugin('gatekeeper', {
      start: ({ engine: running }) => {
        running.before('StartProcess', 'gatekeeper', ({ deal }) =>
          deal.ref === 'bad' ? 'Not this one' : undefined,
        );
        running.on('ProcessStarted', ({ event }) => void made.push(event.deal));
      },
    });
    const running = await engine({ plugins: [gatekeeper], host });
    await activate(running, errand());
    for (const ref of ['bad', 'good']) {
      host.putDeal({ ref, title: ref, pipeline: 'sales', stage: 'new', responsible: null, fields: {} });
      await running.startProcess({ map: 'errand', deal: ref, actor: null });
    }
    await running.settle();
    expect(made).toEqual(['good']);
  });

  it('that started are stopped when a later one cannot start; it is stopped too, and its error comes out', async () => {
    const { made, plugin } = calls();
    const broken = new Error('No connection.');
    const plugins = [
      plugin('a'),
      plugin('b', {
        start: async () => {
          throw broken;
        },
      }),
      plugin('c'),
    ];
    await expect(createEngine({ plugins })).rejects.toBe(broken);
    expect(made).toEqual(['start a', 'stop b', 'stop a']);
  });

  it('that cannot stop do not keep others from stopping; the first error comes out', async () => {
    const { made, plugin } = calls();
    const failing = (name: string) =>
      plugin(name, {
        stop: () => {
          throw new Error(`${name} hangs`);
        },
      });
    const running = await createEngine({
      plugins: [plugin('a'), failing('b'), failing('c')],
      background: false,
    });
    await expect(running.stop()).rejects.toThrow('c hangs');
    expect(made.at(-1)).toBe('stop a');
  });

  it('that cannot start, and cannot stop either, still give the error of the start', async () => {
    const { plugin } = calls();
    const broken = plugin('broken', {
      start: () => {
        throw new Error('start');
      },
      stop: () => {
        throw new Error('stop');
      },
    });
    const errors: string[] = [];
    const silent = () => undefined;
    const logger = {
      debug: silent,
      info: silent,
      warn: silent,
      error: (message: string) => void errors.push(message),
    };
    await expect(createEngine({ plugins: [broken], logger })).rejects.toThrow('start');
    expect(errors).toEqual(['Stopping after a failed start failed too.']);
  });

  it('see the end of what runs before they are stopped', async () => {
    const host = new MemoryHost({ pipelines: [sales] });
    host.putDeal({ ref: 'D-1', title: '', pipeline: 'sales', stage: 'new', responsible: null, fields: {} });
    const { made, plugin } = calls();
    const running = await createEngine({ plugins: [plugin('storage')], host, background: false });
    await activate(running, errand());
    running.on('ProcessStarted', () => void made.push('told'));
    const started = running.startProcess({ map: 'errand', deal: 'D-1', actor: null });
    await running.stop();
    expect(codeOf(await started)).toBe('accepted');
    expect(made).toEqual(['start storage', 'told', 'stop storage']);
  });
});

describe('options', () => {
  it('bind ports, and a plugin replaces one only by an override', async () => {
    const [mine, theirs] = [new VirtualClock(1), new VirtualClock(2)];
    const clockwork = (override: boolean): Plugin => ({
      name: 'clockwork',
      apiVersion: 1,
      provide: (registry) => registry.bind(CLOCK, theirs, { override }),
    });
    await expect(createEngine({ clock: mine, plugins: [clockwork(false)] })).rejects.toMatchObject({
      code: 'COMPOSITION_INVALID',
      message: expect.stringContaining('Port Clock is bound by options, clockwork'),
    });
    const running = await engine({ clock: mine, plugins: [clockwork(true)] });
    const trigger = { key: 't', event: 'dealCreated', map: 'm' } as const;
    expect(accepted(await running.putTrigger(trigger, null)).effectiveFrom).toBe(2);
  });

  it('that are given as undefined leave the default', async () => {
    expect(
      await (await engine({ clock: undefined, plugins: undefined } as unknown as EngineOptions)).maps(),
    ).toEqual([]);
  });

  it('take a container of the host', async () => {
    const container = new Container();
    container.bind(CLOCK).toConstantValue(new VirtualClock(7));
    const running = await engine({ container });
    const trigger = { key: 't', event: 'dealCreated', map: 'm' } as const;
    expect(accepted(await running.putTrigger(trigger, null)).effectiveFrom).toBe(7);
  });

  it('that nobody knows are named, and wrong tuning too, all in one error', async () => {
    const started: string[] = [];
    const wrong = {
      storage: memoryStorage(),
      tuning: { batch: 0, pollMs: Number.POSITIVE_INFINITY, vetoTimeoutMs: 2 ** 31, poll: 5 },
      plugins: [
        { name: 'p', apiVersion: 1, requires: [port('Nothing')], start: () => void started.push('p') },
      ],
    } as unknown as EngineOptions;
    const failed = createEngine(wrong);
    for (const part of [
      '(6)',
      'Option storage',
      'Tuning batch',
      'Tuning pollMs',
      'Tuning vetoTimeoutMs',
      'poll',
      'port Nothing',
    ]) {
      await expect(failed).rejects.toThrow(part);
    }
    expect(started).toEqual([]);
  });

  it('are the adapters themselves: a storage is taken as it is', async () => {
    const storage = memoryStorage();
    const notified: string[] = [];
    const host = new MemoryHost({ pipelines: [sales] });
    host.putDeal({ ref: 'D-1', title: '', pipeline: 'sales', stage: 'new', responsible: 'a', fields: {} });
    const notifier: Plugin = {
      name: 'notifier',
      apiVersion: 1,
      provide: (registry) => registry.bind(NOTIFIER, { deliver: async ({ to }) => void notified.push(to) }),
    };
    const directory = new MemoryDirectory([{ id: 'a', name: 'A', active: true, roles: [] }]);
    const running = await engine({ ...storage, host, directory, plugins: [notifier] });
    await activate(running, errand());
    accepted(await running.startProcess({ map: 'errand', deal: 'D-1', actor: null }));
    await running.settle();
    expect(notified).toEqual(['a']);
  });
});
