import { CLOCK, type Plugin, PORTS, port, SdkError, systemClock } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { compose } from '../../src/composition/compose.js';

interface Printer {
  print(text: string): void;
}
const PRINTER = port<Printer>('Printer');
const PAPER = port<string>('Paper');
const INK = port<string>('Ink');

const printer: Printer = { print: () => undefined };
const nothing: Plugin = { name: 'defaults', apiVersion: 1 };

const plugin = (name: string, rest: Partial<Plugin> = {}): Plugin => ({ name, apiVersion: 1, ...rest });

/** The lines of the error that a composition ends in; none where it is sound. */
function problems(
  plugins: readonly Plugin[],
  rest: Partial<Parameters<typeof compose>[0]> = {},
): readonly string[] {
  try {
    compose({ plugins, defaults: nothing, wanted: [], ...rest });
    return [];
  } catch (error) {
    if (!SdkError.is(error, 'COMPOSITION_INVALID')) throw error;
    return error.message.split('\n  - ').slice(1);
  }
}

describe('a composition', () => {
  it('without plugins is sound', () => {
    expect(problems([])).toEqual([]);
  });

  it('names plugins that speak another version of the contract, and never asks them for adapters', () => {
    let asked = false;
    const old = plugin('old', {
      apiVersion: 2 as never,
      provide: () => {
        asked = true;
      },
    });
    expect(problems([old])).toEqual([
      'Plugin old speaks version 2 of the plugin contract: expected 1. Install versions that belong together.',
    ]);
    expect(asked).toBe(false);
  });

  it('names plugins that are there more than once, each once', () => {
    expect(problems([plugin('a'), plugin('a'), plugin('a'), plugin('b')])).toEqual([
      'Plugin a is there more than once: expected one of each name. Remove one or rename it.',
    ]);
  });

  it('names the plugins that bind one port without saying which counts', () => {
    const bind = (name: string) => plugin(name, { provide: (registry) => registry.bind(PRINTER, printer) });
    expect(problems([bind('a'), bind('b')])).toEqual([
      'Port Printer is bound by a, b: expected one adapter. Remove one, or bind the one that counts with { override: true }.',
    ]);
  });

  it('names the plugins that all want to override', () => {
    const override = (name: string) =>
      plugin(name, { provide: (registry) => registry.bind(PRINTER, printer, { override: true }) });
    expect(problems([override('a'), override('b')])).toEqual([
      'Port Printer is bound by several overrides (a, b): expected one. Remove the others.',
    ]);
  });

  it('names who needs a port that nobody binds: the engine, a plugin, an adapter', () => {
    const needy = plugin('needy', {
      requires: [PAPER],
      provide: (registry) => registry.bindFrom(PRINTER, [INK], () => printer),
    });
    expect(problems([needy], { wanted: [CLOCK] })).toEqual([
      'The engine needs port Clock, which nobody binds: expected an adapter. Add a plugin that gives it.',
      'Plugin needy needs port Paper, which nobody binds: expected an adapter. Add a plugin that gives it.',
      'Plugin needy needs port Ink, which nobody binds: expected an adapter. Add a plugin that gives it.',
    ]);
  });

  it('is content when another plugin, or a default, binds what is needed', () => {
    const needy = plugin('needy', { requires: [PAPER, CLOCK] });
    const giver = plugin('giver', { provide: (registry) => registry.bind(PAPER, 'A4') });
    const defaults = plugin('defaults', { provide: (registry) => registry.bind(CLOCK, systemClock) });
    expect(problems([needy, giver], { defaults })).toEqual([]);
  });

  it('names adapters that need one another in a circle', () => {
    const round = plugin('round', {
      provide: (registry) => {
        registry.bindFrom(PAPER, [INK], (ink) => ink);
        registry.bindFrom(INK, [PAPER], (paper) => paper);
        registry.bindFrom(PRINTER, [PAPER], () => printer);
      },
    });
    expect(problems([round])).toEqual([
      'The adapters of Paper, Ink need one another in a circle: expected none. Break it.',
    ]);
  });

  it('tells everything that is wrong at once, before anything is made', () => {
    let made = false;
    const make = () => {
      made = true;
      return printer;
    };
    const first = plugin('twice', { provide: (registry) => registry.bindFrom(PRINTER, [INK], make) });
    const second = plugin('twice', {
      provide: (registry) => registry.bind(PRINTER, printer),
      requires: [PAPER],
    });
    const old = plugin('old', { apiVersion: 0 as never });
    const found = problems([first, second, old], { problems: ['Tuning batch: Too small. Correct it.'] });
    const begins = [
      'Tuning batch',
      'Plugin old',
      'Plugin twice is there',
      'Port Printer',
      'Plugin twice needs port Paper',
    ];
    for (const [i, begin] of begins.entries()) expect(found[i]).toContain(begin);
    expect(found).toHaveLength(6);
    expect(made).toBe(false);
  });
});

it('every port of the engine has a token of its own', () => {
  expect(new Set(Object.values(PORTS)).size).toBe(Object.keys(PORTS).length);
});
