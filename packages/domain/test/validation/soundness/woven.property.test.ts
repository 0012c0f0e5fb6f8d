import { expect, it, vi } from 'vitest';
import { flowGraph, type RouteMap } from '../../../src/index.js';
import { leadingNodes } from '../../../src/validation/leading-path.js';
import { drawingRules } from '../../../src/validation/rules/index.js';
import { type Beginning, type Explored, explore } from '../../../src/validation/soundness/explore.js';
import { type Net, netOf } from '../../../src/validation/soundness/net.js';
import { proveMap } from '../../../src/validation/soundness/prove-map.js';
import { reduce } from '../../../src/validation/soundness/reduce.js';
import type { Resting } from '../../../src/validation/soundness/settle.js';
import { broken } from './broken-maps.js';
import { comesTrue } from './comes-true.js';
import { type Dice, diceOf, RealRun } from './real-run.js';
import { wovenMap } from './woven-maps.js';

// A busy machine is no reason to fail.
vi.setConfig({ testTimeout: 300_000 });

const MAPS = 6_000;
const LIMITS = { markings: 3_000, steps: 40_000 };

/** Woven maps that the rules of the drawing let through, a third of them with a slip of the pen. */
function* wovenMaps(count: number): Iterable<{ map: RouteMap; dice: Dice }> {
  for (let seed = 1; seed <= count; seed++) {
    const dice = diceOf(Math.imul(seed, 0x9e37_79b1));
    const whole = wovenMap(dice);
    const map = dice(3) === 0 ? broken(whole, dice) : whole;
    const graph = flowGraph(map);
    const input = { map, graph, leading: leadingNodes(map, graph), context: {}, verdict: null };
    if (!drawingRules.some((rule) => rule.severity === 'error' && rule.check(input).length > 0))
      yield { map, dice };
  }
}

/** What all orders and few of them must agree on: that something is stuck or doubled, or else all that is dead or ends. */
function gist(explored: Explored): string {
  if (explored.is === 'sound') return `sound ${[...new Set(explored.outcomes)].sort()}`;
  if (explored.is === 'undecided') return 'undecided';
  const { troubles } = explored;
  if (troubles.some(({ kind }) => kind !== 'dead' && kind !== 'endless')) return 'stuck or doubled';
  return troubles.map(({ kind, node }) => (kind === 'dead' ? `dead ${node}` : kind)).join();
}

/** Tokens anywhere, as a migration may leave them. */
function anywhere({ nodes }: Net, dice: Dice): Beginning {
  const places = [...nodes].flatMap((at): Resting[] => {
    if (at.kind === 'wait') return [{ at, slot: null, leading: false }];
    return at.kind === 'join' ? [...at.into].map(({ slot }) => ({ at, slot, leading: false })) : [];
  });
  const tokens = places.filter(() => dice(4) === 0);
  return () => (tokens.length > 0 ? [{ tokens, decided: false, ended: null, trail: [] }] : []);
}

it('few orders tell of a map what all orders tell, reduced or not, wherever its tokens stand', () => {
  const seen = new Map<string, number>();
  for (const { map, dice } of wovenMaps(MAPS)) {
    const drawn = netOf(map, () => undefined);
    const reduced = netOf(map, () => undefined);
    reduce(reduced);
    const all = gist(explore(drawn, LIMITS));
    const begin = anywhere(drawn, dice);
    const standing = gist(explore(drawn, LIMITS, { begin }));
    const compared: [string, string][] = [
      [all, gist(explore(drawn, LIMITS, { orders: 'few' }))],
      [all, gist(explore(reduced, LIMITS, { orders: 'few' }))],
      [standing, gist(explore(drawn, LIMITS, { begin, orders: 'few' }))],
    ];
    for (const [whole, few] of compared) {
      // Of dead joins behind one another the reduced map may have one.
      if (whole !== 'undecided')
        expect(few.replace(/dead.*/, 'dead'), map.key).toBe(whole.replace(/dead.*/, 'dead'));
      const kind = whole.split(' ')[0] ?? '';
      seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }
  }
  for (const kind of ['sound', 'stuck', 'endless', 'dead']) expect(seen.get(kind), kind).toBeGreaterThan(100);
});

it('every finding about a woven map comes true on the real step, and no walk breaks a sound one', () => {
  const seen = { sound: 0, unsound: 0, undecided: 0 };
  for (const { map, dice } of wovenMaps(MAPS)) {
    const verdict = proveMap(map);
    seen[verdict.is] += 1;
    if (verdict.is === 'unsound') {
      for (const trouble of verdict.troubles) {
        expect(comesTrue({ map, called: [] }, trouble), JSON.stringify({ trouble, map })).toBe(true);
      }
    } else if (verdict.is === 'sound') {
      const run = new RealRun(map, [], { dice });
      for (let n = 0; n < 60 && run.state.status === 'running'; n++) {
        expect(run.doubled || run.stuck).toBe(false);
        run.goOn();
      }
    }
  }
  expect(seen.undecided).toBe(0);
  expect(Math.min(seen.sound, seen.unsound)).toBeGreaterThan(MAPS / 5);
});
