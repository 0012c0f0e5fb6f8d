import 'reflect-metadata';
import { CLOCK, type Clock, type Plugin, port, systemClock } from '@dealroute/core';
import { Container } from 'inversify';
import { describe, expect, it } from 'vitest';
import { compose } from '../../src/composition/compose.js';

const GREETING = port<string>('Greeting');
const LENGTH = port<{ readonly length: number }>('Length');

const nothing: Plugin = { name: 'defaults', apiVersion: 1 };
const greeting = (name: string, text: string, override = false): Plugin => ({
  name,
  apiVersion: 1,
  provide: (registry) => registry.bind(GREETING, text, { override }),
});

const composed = (plugins: readonly Plugin[], rest: Partial<Parameters<typeof compose>[0]> = {}) =>
  compose({ plugins, defaults: nothing, wanted: [], ...rest });

const message = (work: () => unknown): string => {
  try {
    work();
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
};

describe('the adapter of a port', () => {
  it('is the default where nobody binds it, and the plugin’s where one does', () => {
    const defaults = greeting('defaults', 'default');
    expect(composed([], { defaults }).resolve(GREETING)).toBe('default');
    expect(composed([greeting('a', 'plugin')], { defaults }).resolve(GREETING)).toBe('plugin');
  });

  it('is the override, wherever it stands in the list', () => {
    const [plain, override] = [greeting('a', 'plain'), greeting('b', 'override', true)];
    expect(composed([plain, override]).resolve(GREETING)).toBe('override');
    expect(composed([override, plain]).resolve(GREETING)).toBe('override');
  });

  it('is made once from others, when it is first needed', () => {
    let made = 0;
    const maker: Plugin = {
      name: 'maker',
      apiVersion: 1,
      provide: (registry) =>
        registry.bindFrom(LENGTH, [GREETING, CLOCK], (text, clock) => {
          made += 1;
          return { length: text.length + clock.now() };
        }),
    };
    const clock: Clock = { now: () => 100 };
    const defaults: Plugin = { ...nothing, provide: (registry) => registry.bind(CLOCK, clock) };
    const composition = composed([maker, greeting('a', 'hello')], { defaults });
    expect(made).toBe(0);
    expect(composition.resolve(LENGTH)).toEqual({ length: 105 });
    expect(composition.resolve(LENGTH)).toBe(composition.resolve(LENGTH));
    expect(made).toBe(1);
  });

  it('may be any value, also one that looks like nothing', () => {
    expect(composed([greeting('a', '')]).resolve(GREETING)).toBe('');
  });
});

describe("the host's own container", () => {
  const hosting = (text: string) => {
    const container = new Container();
    container.bind(GREETING).toConstantValue(text);
    return container;
  };

  it('gives what it binds, in the place of defaults', () => {
    const defaults = greeting('defaults', 'default');
    expect(composed([], { defaults, container: hosting('host') }).resolve(GREETING)).toBe('host');
  });

  it('counts where a port is wanted or required', () => {
    const needy: Plugin = { name: 'needy', apiVersion: 1, requires: [GREETING] };
    expect(() => composed([needy], { container: hosting('host'), wanted: [GREETING] })).not.toThrow();
  });

  it('and a plugin that bind the same port without a word are refused, and an override settles it', () => {
    const container = hosting('host');
    expect(message(() => composed([greeting('a', 'plugin')], { container }))).toContain(
      "Port Greeting is bound by a, the host's container",
    );
    expect(composed([greeting('a', 'plugin', true)], { container }).resolve(GREETING)).toBe('plugin');
  });

  it('feeds adapters that are made from others', () => {
    const maker: Plugin = {
      name: 'maker',
      apiVersion: 1,
      provide: (registry) => registry.bindFrom(LENGTH, [GREETING], ({ length }) => ({ length })),
    };
    expect(composed([maker], { container: hosting('host') }).resolve(LENGTH)).toEqual({ length: 4 });
  });

  it('is left as it was', () => {
    const container = hosting('host');
    composed([greeting('a', 'plugin', true)], { container });
    expect(container.get(GREETING)).toBe('host');
    expect(container.isBound(CLOCK)).toBe(false);
  });
});

it('two compositions share nothing', () => {
  const counter: Plugin = {
    name: 'counter',
    apiVersion: 1,
    provide: (registry) => registry.bindFrom(LENGTH, [], () => ({ length: 1 })),
  };
  const [first, second] = [composed([counter]), composed([counter])];
  expect(first.resolve(LENGTH)).not.toBe(second.resolve(LENGTH));
  expect(first.isBound(GREETING)).toBe(false);
  expect(
    composed([], { defaults: { ...nothing, provide: (r) => r.bind(CLOCK, systemClock) } }).isBound(CLOCK),
  ).toBe(true);
});
