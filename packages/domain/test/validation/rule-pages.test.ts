import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type RouteMap, rules, validateMap } from '../../src/index.js';
import { governing, independent } from './drawing.js';
import { world } from './world.js';

const SEVERITIES = {
  error: 'An error: activation refuses the map.',
  warning: 'A warning: the map can be activated.',
};

describe.each(rules.map((rule) => [rule.name, rule] as const))(
  'the page of %s',
  (name, { severity, codes }) => {
    const page = readFileSync(new URL(`../../docs/rules/${name}.md`, import.meta.url), 'utf8');
    const found = (map: RouteMap) => validateMap(map, world).filter(({ rule }) => rule === name);

    test('says what it is about, how bad it is, and why', () => {
      expect(page.split('\n').slice(0, 3)).toEqual([`# ${name}`, '', SEVERITIES[severity]]);
      expect(headings(page)).toEqual(['Wrong', 'Right', 'Why', 'Findings']);
    });

    test('explains every code of the rule, and no other', () => {
      const listed = [...page.matchAll(/^- `(\w+)`: /gm)].map(([, code]) => code);
      expect(listed).toEqual(codes);
    });

    test('shows a wrong map that the rule refuses, and the right one that it takes', () => {
      const right = example(page, 'Right');
      expect(found(example(page, 'Wrong'))).not.toEqual([]);
      expect(isWhole(right) ? validateMap(right, world) : found(right)).toEqual([]);
    });
  },
);

const headings = (page: string) => [...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);

/** The example under a heading: a map, or a piece of one; of a governing map where it speaks of stages. */
function example(page: string, heading: string): RouteMap {
  const json = page.split(`## ${heading}\n`)[1]?.split('```')[1]?.replace(/^json/, '') ?? '';
  const base =
    /"(stage|pipeline)"/.test(json) && !json.includes('"independent"')
      ? governing([], [])
      : independent([], []);
  return { ...base, ...JSON.parse(json) };
}

const isWhole = ({ nodes }: RouteMap) =>
  nodes.some(({ kind }) => kind === 'start') && nodes.some(({ kind }) => kind === 'end');
