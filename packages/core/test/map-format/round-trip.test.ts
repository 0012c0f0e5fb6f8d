import { governingMap, type RouteMap, workingDays } from '@dealroute/domain';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { parseMap } from '../../src/map-format/parse-map.js';
import { readMap } from '../../src/map-format/read-map.js';
import { writeMap } from '../../src/map-format/write-map.js';
import { anyMap } from './any-map.js';

vi.setConfig({ testTimeout: 60_000 });

function parsed(text: string, format: 'json' | 'yaml'): RouteMap {
  const reading = parseMap(text, { format });
  if (!reading.ok) throw new Error(`${JSON.stringify(reading.problems)}\n${text}`);
  return reading.map;
}

describe('a map', () => {
  it('is the same in JSON and YAML, there and back', () => {
    fc.assert(
      fc.property(anyMap, (map) => {
        const json = parsed(writeMap(map, 'json'), 'json');
        const yaml = parsed(writeMap(json, 'yaml'), 'yaml');
        const again = parsed(writeMap(yaml, 'json'), 'json');
        expect(json).toStrictEqual(JSON.parse(JSON.stringify(map)));
        expect(yaml).toStrictEqual(json);
        expect(writeMap(again, 'json')).toBe(writeMap(json, 'json'));
      }),
      { numRuns: 200 },
    );
  });

  it('comes out of a builder as it is read', () => {
    const map = governingMap({
      key: 'sale',
      title: { ru: 'Продажа', en: 'Sale' },
      pipeline: { key: 'sales', stages: ['new', 'won'] },
      variables: { limit: 1000, tags: ['a'] },
    })
      .start('start')
      .userTask('call', { title: 'Call', stage: 'new', timeLimit: workingDays(1) })
      .end('won', { outcome: 'success', stage: 'won' })
      .flow('start', 'call')
      .flow('call', 'won')
      .build();
    expect(readMap(map)).toEqual({ ok: true, map });
    expect(parsed(writeMap(map, 'json'), 'json')).toStrictEqual(map);
    expect(parsed(writeMap(map, 'yaml'), 'yaml')).toStrictEqual(map);
  });

  it('is written without aliases, though parts of it are one object', () => {
    const title = { ru: 'Да', en: 'Yes' };
    const map: RouteMap = {
      key: 'm',
      kind: 'independent',
      title,
      nodes: [{ id: 'start', kind: 'start', title }],
      flows: [],
    };
    expect(parsed(writeMap(map, 'yaml'), 'yaml')).toStrictEqual(map);
  });

  it('is a frozen copy of what was read', () => {
    const nodes = [{ id: 'start', kind: 'start' }];
    const reading = readMap({
      key: 'm',
      kind: 'independent',
      title: 'M',
      nodes,
      flows: [],
      variables: { a: { b: [1] } },
    });
    if (!reading.ok) throw new Error('reads');
    nodes.push({ id: 'other', kind: 'start' });
    expect(reading.map.nodes).toHaveLength(1);
    expect(Object.isFrozen(reading.map.nodes[0])).toBe(true);
    expect(Object.isFrozen(reading.map.variables?.a)).toBe(true);
  });
});

it('answers for any text, without throwing', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.json(),
    fc
      .array(
        fc.constantFrom(
          'a',
          ':',
          ' ',
          '\n',
          '- ',
          '{',
          '}',
          '[',
          ']',
          ',',
          '"',
          "'",
          '&a ',
          '*a',
          '!t ',
          '|',
          '>',
          '? ',
          '#',
          '---\n',
          '%YAML 1.1\n',
          '\t',
          '<<',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(texts, fc.constantFrom('json', 'yaml', undefined), (text, format) => {
      const reading = parseMap(text, format && { format });
      if (reading.ok) throw new Error('no map is that small');
      const lines = text.split('\n');
      for (const { line = 0, column = 0 } of reading.problems) {
        expect(lines[line - 1]).toBeDefined();
        expect(column).toBeGreaterThanOrEqual(1);
        expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
      }
      expect(reading.problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 3_000 },
  );
});

it('finds a place in any JSON, however it is spaced', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('\t', '  ', ''), (value, indent) => {
      const text = JSON.stringify({ key: value, wrong: 1 }, null, indent);
      const reading = parseMap(text, { format: 'json' });
      if (reading.ok) throw new Error('wrong is no key of a map');
      const problem = reading.problems.find(
        ({ code, params }) => code === 'UNKNOWN_KEY' && params.key === 'wrong',
      );
      if (!problem) return;
      expect(text.split('\n')[(problem.line ?? 0) - 1]?.slice((problem.column ?? 0) - 1)).toMatch(/^"wrong"/);
    }),
    { numRuns: 500 },
  );
});
