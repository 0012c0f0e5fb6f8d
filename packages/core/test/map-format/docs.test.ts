import { readFileSync } from 'node:fs';
import { type Pipeline, validateMap } from '@dealroute/domain';
import { describe, expect, it } from 'vitest';
import { compileCel } from '../../src/conditions/cel-conditions.js';
import { parseMap } from '../../src/map-format/parse-map.js';

const page = readFileSync(new URL('../../docs/map-format.md', import.meta.url), 'utf8');

const pipeline: Pipeline = {
  key: 'sales',
  title: 'Sales',
  stages: [
    { key: 'new', title: 'New', kind: 'open' },
    { key: 'won', title: 'Won', kind: 'won' },
    { key: 'lost', title: 'Lost', kind: 'lost' },
  ],
};

describe('the page of the map format', () => {
  it.each(['yaml', 'json'] as const)('shows a map in %s that is read and makes sense', (format) => {
    const text = new RegExp(`\`\`\`${format}\\n(.*?)\`\`\``, 's').exec(page)?.[1] ?? '';
    const reading = parseMap(text, { format });
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    expect(validateMap(reading.map, { pipeline, compileCondition: compileCel })).toEqual([]);
  });

  it('has a line for each code, and no code that does not exist', () => {
    const source = readFileSync(new URL('../../src/map-format/problem.ts', import.meta.url), 'utf8');
    const codes = [...source.matchAll(/\| '([A-Z_]+)'/g)].map(([, code]) => code);
    const rows = [...page.matchAll(/^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|/gm)].flatMap(
      ([, row]) => row?.match(/[A-Z_]+/g) ?? [],
    );
    expect(rows.sort()).toEqual(codes.sort());
    expect(codes.length).toBeGreaterThan(10);
  });
});
