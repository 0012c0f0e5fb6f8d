import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Diagnostic, rules, validateMap } from '../../src/index.js';
import { governing, independent, line, start } from './drawing.js';
import { loadFixtures } from './load-fixtures.js';
import { world } from './world.js';

const fixtures = await loadFixtures();
const names = rules.map(({ name }) => name).sort();
const namesOf = (folder: string, extension: string) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((file) => file.endsWith(extension) && file !== 'index.ts')
    .map((file) => file.slice(0, -extension.length))
    .sort();
const rulesOf = (diagnostics: readonly Diagnostic[]) =>
  [...new Set(diagnostics.map(({ rule }) => rule))].sort();

test('has one file, one page and one fixture for each rule, all of its name', () => {
  expect(new Set(names).size).toBe(rules.length);
  expect(namesOf('../../src/validation/rules/', '.ts')).toEqual(names);
  expect(namesOf('../../docs/rules/', '.md')).toEqual(names);
  expect([...fixtures.keys()].sort()).toEqual(names);
});

describe.each([...fixtures])('%s', (name, { wrong, right }) => {
  const severity = rules.find((rule) => rule.name === name)?.severity;

  test.each(wrong.map((drawing) => [drawing.is, drawing] as const))(
    'finds what is wrong with %s',
    (_is, drawing) => {
      const diagnostics = validateMap(drawing.map, drawing.context ?? world);
      const expected = drawing.findings.map((finding) => ({ rule: name, severity, ...finding }));
      expect(diagnostics.filter(({ rule }) => rule === name)).toEqual(expected);
      expect(rulesOf(diagnostics).filter((rule) => rule !== name)).toEqual([...(drawing.also ?? [])].sort());
      expect(expected).not.toEqual([]);
    },
  );

  test.each(right.map((map, i) => [i + 1, map] as const))(
    'is content with right map %i, and so is every rule',
    (_i, map) => {
      expect(validateMap(map, world)).toEqual([]);
    },
  );
});

test('every right map is right without knowing the world, too', () => {
  const maps = [...fixtures.values()].flatMap(({ right }) => right);
  expect(maps.flatMap((map) => validateMap(map))).toEqual([]);
});

test.each(rules.map(({ name, codes }) => [name, codes] as const))(
  'shows each code of %s in a wrong map, and a right map',
  (name, codes) => {
    const fixture = fixtures.get(name);
    const shown = fixture?.wrong.flatMap(({ findings }) => findings.map(({ code }) => code));
    expect(new Set(shown)).toEqual(new Set(codes));
    expect(fixture?.right).not.toEqual([]);
  },
);

test('tells findings in the order of the rules', () => {
  const nothing = validateMap(governing([], [], { key: ' ' }), {});
  expect(nothing.map(({ rule, code }) => `${rule}.${code}`)).toEqual([
    'id-syntax.map',
    'start.none',
    'end.none',
  ]);
});

test('tells findings of one rule in the order of the map', () => {
  const flows = [line('c>start'), line('a>start'), line('b>start')];
  const found = validateMap(independent([start], flows)).filter(({ rule }) => rule === 'dangling-flow');
  expect(found.map(({ flow }) => flow)).toEqual(['c-start', 'a-start', 'b-start']);
});
