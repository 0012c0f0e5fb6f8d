import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ContractCase } from '../contracts/contract.js';
import type { StorySetup } from '../stories/story.js';
import { type RandomMaps, randomMaps } from './random-maps.js';
import { walk } from './walk.js';
import type { Chance } from './wishes.js';

const MOODS: readonly Chance['mood'][] = [
  'onwards',
  'onwards',
  'onwards',
  'onwards',
  'sideways',
  'wrong',
  'again',
];

const chance: fc.Arbitrary<Chance> = fc.record({
  which: fc.nat(999),
  how: fc.nat(999),
  mood: fc.constantFrom(...MOODS),
});

const drawn: fc.Arbitrary<[RandomMaps, Chance[]]> = fc.tuple(
  randomMaps,
  fc.array(chance, { minLength: 10, maxLength: 40, size: 'max' }),
);

/**
 * Walks of random people over random maps on a whole engine: after every command the invariants I1–I6, I13, I16 and I17
 * are checked on what is stored. A failure names the seed of its walk, which gives the same walk again.
 */
export function walkCases(seeds: readonly number[]): readonly ContractCase<StorySetup>[] {
  return seeds.map((seed) => ({
    name: `a random walk from seed ${seed} keeps the invariants after every command`,
    run: async (setup) => {
      const [sample] = fc.sample(drawn, { seed, numRuns: 1 });
      assert.ok(sample);
      const [maps, chances] = sample;
      await walk(maps, chances, setup);
    },
  }));
}
