import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { flowGraph } from '../../../src/index.js';
import { leadingNodes } from '../../../src/validation/leading-path.js';
import { drawingRules } from '../../../src/validation/rules/index.js';
import { explore } from '../../../src/validation/soundness/explore.js';
import { netOf } from '../../../src/validation/soundness/net.js';
import { proveMap } from '../../../src/validation/soundness/prove-map.js';
import type { Verdict } from '../../../src/validation/soundness/verdict.js';
import { type RandomMaps, randomMaps } from '../../process/random-maps.js';
import { broken } from './broken-maps.js';
import { comesTrue } from './comes-true.js';
import { diceOf, RealRun } from './real-run.js';

// A busy machine is no reason to fail.
vi.setConfig({ testTimeout: 300_000 });

const SOUND = 10_000;
const BROKEN = 2_800;

/** Maps small enough that ten thousand broken variants take seconds. */
const smallMaps = randomMaps.filter(
  ({ map, called }) =>
    map.nodes.length < 22 && called.length < 2 && map.nodes.some(({ kind }) => kind === 'split'),
);

/** Whether a rule of the drawing refuses the map: the proof is not asked then. */
function isDrawnWrong({ map, called }: RandomMaps): boolean {
  const graph = flowGraph(map);
  const context = { calledMap: (key: string) => called.find((other) => other.key === key) };
  const input = { map, graph, leading: leadingNodes(map, graph), context, verdict: null };
  return drawingRules.some((rule) => rule.severity === 'error' && rule.check(input).length > 0);
}

function verdictOf({ map, called }: RandomMaps): Verdict {
  const verdicts = new Map<string, Verdict>();
  const ofCalled = (key: string): Verdict | undefined => {
    const found = called.find((other) => other.key === key);
    if (found && !verdicts.has(key)) verdicts.set(key, proveMap(found, ofCalled));
    return verdicts.get(key);
  };
  return proveMap(map, ofCalled);
}

/** A random walk on the real step; why it was no good one. */
function walk({ map, called }: RandomMaps, seed: number): string | null {
  const run = new RealRun(map, called, { dice: diceOf(seed) });
  for (let n = 0; n < 60; n++) {
    if (run.doubled) return 'doubled';
    if (run.stuck) return 'stuck';
    if (run.state.status === 'ended') return null;
    run.goOn();
  }
  return null;
}

it('random block-structured maps are sound, and stay sound under random walks', () => {
  fc.assert(
    fc.property(randomMaps, fc.nat(), (maps, seed) => {
      expect(verdictOf(maps).is).toBe('sound');
      expect(walk(maps, seed)).toBeNull();
    }),
    { seed: 5, numRuns: SOUND },
  );
});

it('every finding about a broken map comes true on the real step, and no walk breaks a map without one', () => {
  const seen = { sound: 0, unsound: 0, undecided: 0 };
  const kinds = new Set<string>();
  fc.assert(
    fc.property(smallMaps, fc.nat(), ({ map, called }, seed) => {
      for (let variant = 0; variant < 16; variant++) {
        const maps = { map: broken(map, diceOf(Math.imul(seed + variant, 0x9e37_79b1))), called };
        if (isDrawnWrong(maps)) continue;
        const verdict = verdictOf(maps);
        seen[verdict.is] += 1;
        if (verdict.is !== 'unsound') {
          // A quarter of them is walked: walks take most of the time.
          if (variant % 4 === 0) expect(walk(maps, seed)).toBeNull();
        } else {
          for (const trouble of verdict.troubles) {
            kinds.add(trouble.kind);
            expect(comesTrue(maps, trouble), JSON.stringify(trouble)).toBe(true);
          }
        }
      }
    }),
    { seed: 6, numRuns: BROKEN, endOnFailure: true },
  );
  expect(seen.unsound).toBeGreaterThan(10_000);
  expect(seen.sound).toBeGreaterThan(1_000);
  expect([...kinds].sort()).toEqual(['dead', 'doubled', 'leftBehind', 'stuck']);
});

it('a reduced map is as sound as it was when it was drawn', () => {
  const limits = { markings: 2_000, steps: 20_000 };
  const seen = { sound: 0, unsound: 0, undecided: 0 };
  fc.assert(
    fc.property(smallMaps, fc.nat(), ({ map, called }, seed) => {
      const maps = { map: broken(map, diceOf(seed)), called };
      if (isDrawnWrong(maps) || maps.map.nodes.some(({ kind }) => kind === 'call')) return;
      const drawn = explore(
        netOf(maps.map, () => undefined),
        limits,
      );
      seen[drawn.is] += 1;
      if (drawn.is !== 'undecided') expect(verdictOf(maps).is).toBe(drawn.is);
    }),
    { seed: 7, numRuns: 2_000 },
  );
  expect(Math.min(seen.sound, seen.unsound)).toBeGreaterThan(200);
});
