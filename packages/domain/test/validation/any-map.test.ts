import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileMap, type ExecutableMap, type RouteMap, rules, validateMap } from '../../src/index.js';
import { anyMap, slipped } from './arbitrary-map.js';
import { loadFixtures } from './load-fixtures.js';
import { world } from './world.js';

const right = [...(await loadFixtures()).values()].flatMap((fixture) => fixture.right);
const codes = new Map(rules.map((rule) => [rule.name, rule.codes]));

const compiled = (map: RouteMap): ExecutableMap =>
  compileMap(map, {
    version: 1,
    compileCondition: () => ({ ok: true, predicate: () => true }),
    calledMap: (key) => {
      const called = world.calledMap?.(key);
      return called && compiled(called);
    },
  });

test('never throws, says the same twice, and knows every code it says, whatever the map', () => {
  fc.assert(
    fc.property(anyMap, anyMap, (map, called) => {
      const context = { ...world, calledMap: (key: string) => (key < 'c' ? called : map) };
      const found = [...validateMap(map), ...validateMap(map, world), ...validateMap(map, context)];
      expect(found.filter(({ rule, code }) => !codes.get(rule)?.includes(code))).toEqual([]);
      expect(JSON.stringify(validateMap(map, context))).toBe(JSON.stringify(validateMap(map, context)));
    }),
    { numRuns: 500 },
  );
}, 60_000);

test('survives maps of many nodes in a row, and rules nested deep', () => {
  const ids = Array.from({ length: 2_000 }, (_, i) => `n${i}`);
  const deep = ids.reduce<object>((of) => ({ rule: 'headOf', of }), { rule: 'starter' });
  const map = {
    key: 'long',
    kind: 'independent',
    title: 'Long',
    nodes: ids.map((id, i) =>
      i === 9 ? { id, kind: 'userTask', title: id, assignee: deep } : { id, kind: 'join' },
    ),
    flows: ids.map((id, i) => ({ id, from: id, to: ids[i + 1] ?? id })),
  } as unknown as RouteMap;
  expect(validateMap(map, world).length).toBeGreaterThan(0);
}, 60_000);

test('a map without an error compiles', () => {
  for (const map of right) expect(() => compiled(map)).not.toThrow();
  const slip = fc.constantFrom(...right).chain(slipped);
  fc.assert(
    fc.property(slip, (map) => {
      const refused = validateMap(map, world).some(({ severity }) => severity === 'error');
      if (!refused) compiled(map);
    }),
    { numRuns: 1_000 },
  );
}, 60_000);
