import { describe, expect, it } from 'vitest';
import { parseMap } from '../../src/map-format/parse-map.js';
import type { FormatProblem } from '../../src/map-format/problem.js';
import { readMap } from '../../src/map-format/read-map.js';

const HEAD = 'key: m\nkind: independent\ntitle: M\n';
const EMPTY = { key: 'm', kind: 'independent', title: 'M', nodes: [], flows: [] };

function problemsOf(reading: ReturnType<typeof readMap>): readonly FormatProblem[] {
  return reading.ok ? [] : reading.problems;
}

const yaml = (text: string) => problemsOf(parseMap(text, { format: 'yaml' }));
const json = (text: string) => problemsOf(parseMap(text, { format: 'json' }));
const read = (data: unknown) => problemsOf(readMap(data));

describe('a problem in YAML', () => {
  it.each([
    [
      'an unknown key',
      `${HEAD}nodes: []\nflows: []\ntitel: x`,
      'UNKNOWN_KEY',
      '',
      6,
      1,
      { key: 'titel', suggestion: 'title' },
    ],
    [
      'a word that is far from every key',
      `${HEAD}nodes: []\nflows: []\nzzzzzz: x`,
      'UNKNOWN_KEY',
      '',
      6,
      1,
      { key: 'zzzzzz' },
    ],
    [
      'an unknown key of a node',
      `${HEAD}flows: []\nnodes:\n  - id: a\n    kind: start\n    comment: required`,
      'UNKNOWN_KEY',
      '/nodes/0',
      8,
      5,
      { key: 'comment' },
    ],
    [
      'a key that is missing',
      `${HEAD}nodes:\n  - kind: start\nflows: []`,
      'KEY_MISSING',
      '/nodes/0',
      5,
      5,
      { key: 'id' },
    ],
    [
      'a node without a kind',
      `${HEAD}nodes:\n  - id: a\nflows: []`,
      'KEY_MISSING',
      '/nodes/0',
      5,
      5,
      { key: 'kind' },
    ],
    [
      'a kind that is none',
      `${HEAD}nodes:\n  - id: a\n    kind: usertask\nflows: []`,
      'WRONG_VALUE',
      '/nodes/0/kind',
      6,
      11,
      undefined,
    ],
    [
      'a number for a text',
      `${HEAD}nodes: []\nflows: []\npipeline: 12`,
      'WRONG_TYPE',
      '/pipeline',
      6,
      11,
      { expected: 'string', found: 'number' },
    ],
    [
      'a number for a title',
      'key: m\nkind: independent\ntitle: 12\nnodes: []\nflows: []',
      'WRONG_TYPE',
      '/title',
      3,
      8,
      { expected: 'string or object', found: 'number' },
    ],
    [
      'a number in a title',
      'key: m\nkind: independent\ntitle: { ru: 12 }\nnodes: []\nflows: []',
      'WRONG_TYPE',
      '/title/ru',
      3,
      14,
      { expected: 'string', found: 'number' },
    ],
    ['a list for an object', '- a', 'WRONG_TYPE', '', 1, 1, { expected: 'object', found: 'array' }],
    ['nothing', '', 'WRONG_TYPE', '', 1, 1, { expected: 'object', found: 'null' }],
    [
      'a wrong time limit',
      `${HEAD}flows: []\nnodes:\n  - id: a\n    kind: timer\n    wait: { workign: P1D }`,
      'KEY_MISSING',
      '/nodes/0/wait',
      8,
      11,
      { key: 'working' },
    ],
    [
      'an assignee rule that is none',
      `${HEAD}flows: []\nnodes:\n  - id: a\n    kind: userTask\n    title: A\n    assignee: { rule: headOf, of: { rule: nobody } }`,
      'WRONG_VALUE',
      '/nodes/0/assignee/of/rule',
      9,
      43,
      undefined,
    ],
    ['a duplicate key', `${HEAD}nodes: []\nflows: []\nkey: n`, 'DUPLICATE_KEY', '', 6, 1, { key: 'key' }],
    [
      'a duplicate key inside',
      `${HEAD}nodes: []\nflows: []\nvariables: { a: 1, "a": 2 }`,
      'DUPLICATE_KEY',
      '/variables',
      6,
      20,
      { key: 'a' },
    ],
    [
      'a forbidden key',
      `${HEAD}nodes: []\nflows: []\nvariables:\n  a:\n    __proto__: 1`,
      'FORBIDDEN_KEY',
      '/variables/a',
      8,
      5,
      { key: '__proto__' },
    ],
    [
      'an anchor',
      `${HEAD}nodes: []\nflows: []\nvariables: &v { a: 1 }`,
      'YAML_FEATURE',
      '/variables',
      6,
      15,
      { feature: 'anchor' },
    ],
    [
      'an anchor of a key',
      `${HEAD}nodes: []\nflows: []\n&v variables: { a: 1 }`,
      'YAML_FEATURE',
      '',
      6,
      4,
      { feature: 'anchor' },
    ],
    [
      'an alias',
      `${HEAD}nodes: []\nflows: []\nvariables: { a: *v }`,
      'YAML_FEATURE',
      '/variables/a',
      6,
      17,
      { feature: 'alias' },
    ],
    [
      'a tag',
      `${HEAD}nodes: []\nflows: []\nvariables: { a: !!js/function "x" }`,
      'YAML_FEATURE',
      '/variables/a',
      6,
      31,
      { feature: 'tag' },
    ],
    [
      'a tag of the core schema',
      `${HEAD}nodes: []\nflows: []\npipeline: !!str 12`,
      'YAML_FEATURE',
      '/pipeline',
      6,
      17,
      { feature: 'tag' },
    ],
    ['a directive', `%YAML 1.1\n---\n${HEAD}`, 'YAML_FEATURE', '', 1, 1, { feature: 'directive' }],
    [
      'a second document',
      `${HEAD}nodes: []\nflows: []\n---\na: 1`,
      'YAML_FEATURE',
      '',
      6,
      1,
      { feature: 'document' },
    ],
    ['a list as a key', `${HEAD}nodes: []\nflows: []\n? [a]\n: 1`, 'SYNTAX', '', 6, 3, undefined],
    ['a merge key', `${HEAD}nodes: []\nflows: []\n<<: { a: 1 }`, 'UNKNOWN_KEY', '', 6, 1, { key: '<<' }],
    [
      'an infinite number',
      `${HEAD}nodes: []\nflows: []\nvariables: { a: [1, -.inf] }`,
      'NOT_JSON',
      '/variables/a/1',
      6,
      21,
      { found: '-Infinity' },
    ],
    [
      'what is no number',
      `${HEAD}nodes: []\nflows: []\nvariables: { a: .nan }`,
      'NOT_JSON',
      '/variables/a',
      6,
      17,
      { found: 'NaN' },
    ],
    ['a bracket that is never closed', `${HEAD}nodes: [`, 'SYNTAX', '', 4, 9, undefined],
    [
      'a pointer with slashes',
      `${HEAD}nodes: []\nflows: []\nvariables: { "a/b~c": .inf }`,
      'NOT_JSON',
      '/variables/a~1b~0c',
      6,
      23,
      undefined,
    ],
    [
      'lines that end as on Windows',
      `${HEAD}nodes: []\nflows: []\ntitel: x`.replaceAll('\n', '\r\n'),
      'UNKNOWN_KEY',
      '',
      6,
      1,
      undefined,
    ],
  ] as const)('is %s', (_name, text, code, pointer, line, column, params) => {
    const [problem] = yaml(text);
    expect(problem).toMatchObject({ code, pointer, line, column, ...(params && { params }) });
  });

  it('suggests the value that was meant', () => {
    const [problem] = yaml(`${HEAD}nodes:\n  - id: a\n    kind: usertask\nflows: []`);
    expect(problem?.params).toMatchObject({ found: 'usertask', suggestion: 'userTask' });
    expect(problem?.params.allowed).toContain('serviceTask');
  });

  it('reads yes and no as words, and keys that look like numbers as keys', () => {
    const reading = parseMap(`${HEAD}nodes: []\nflows: []\nvariables: { 1: no, null: yes }`, {
      format: 'yaml',
    });
    expect(reading).toMatchObject({ ok: true, map: { variables: { '1': 'no', null: 'yes' } } });
  });
});

describe('a problem in JSON', () => {
  const around = (part: string) =>
    `{\n  "key": "m", "kind": "independent", "title": "M",\n  "nodes": [], "flows": []${part}\n}`;

  it.each([
    ['an unknown key', around(',\n  "titel": 1'), 'UNKNOWN_KEY', '', 4, 3],
    ['a duplicate key', around(',\n  "nodes": []'), 'DUPLICATE_KEY', '', 4, 3],
    ['a forbidden key', around(', "variables": {\n "__proto__": 1}'), 'FORBIDDEN_KEY', '/variables', 4, 2],
    [
      'a forbidden key deep inside',
      around(', "variables": {"a": [{\n "constructor": 1}]}'),
      'FORBIDDEN_KEY',
      '/variables/a/0',
      4,
      2,
    ],
    [
      'a number too large for numbers',
      around(',\n"variables": {"a": 1e999}'),
      'NOT_JSON',
      '/variables/a',
      4,
      20,
    ],
    ['a comma at the end', around(','), 'SYNTAX', '', 4, 1],
    ['a comma at the end of a list', '{"nodes":[1,]}', 'SYNTAX', '', 1, 13],
    ['a word without quotes', '{\n"key": m}', 'SYNTAX', '', 2, 8],
    ['a key without quotes', '{key: 1}', 'SYNTAX', '', 1, 2],
    ['single quotes', '{"key":\n\'m\'}', 'SYNTAX', '', 2, 1],
    ['a comment', '// map\n{}', 'SYNTAX', '', 1, 1],
    ['a missing bracket', '{"key": 1', 'SYNTAX', '', 1, 10],
    ['an alias of YAML', '{"a": *b}', 'SYNTAX', '', 1, 7],
    ['what is no number', '{"a": NaN}', 'SYNTAX', '', 1, 7],
    ['nothing', '', 'SYNTAX', '', 1, 1],
    ['tabs before it', '{\n\t"key": 1,\n\t"titel": 2}', 'UNKNOWN_KEY', '', 3, 2],
  ] as const)('is %s', (_name, text, code, pointer, line, column) => {
    expect(json(text)).toContainEqual(expect.objectContaining({ code, pointer, line, column }));
  });

  it('is found after a byte order mark at its own place', () => {
    expect(json(`\uFEFF${around(',\n  "titel": 1')}`)[0]).toMatchObject({ line: 4, column: 3 });
  });

  it('is told from YAML by the first character', () => {
    expect(parseMap(JSON.stringify(EMPTY)).ok).toBe(true);
    expect(parseMap(`${HEAD}nodes: []\nflows: []`).ok).toBe(true);
    expect(problemsOf(parseMap('{key: m}'))[0]?.code).toBe('SYNTAX');
    expect(yaml('{key: m}')[0]?.code).toBe('KEY_MISSING');
  });
});

describe('data', () => {
  it('may say with $schema what it is', () => {
    expect(readMap({ $schema: './route-map.schema.json', ...EMPTY })).toEqual({ ok: true, map: EMPTY });
    expect(read({ ...EMPTY, $schema: 1 })[0]).toMatchObject({
      code: 'UNKNOWN_KEY',
      params: { key: '$schema' },
    });
  });

  it('may have keys without a value', () => {
    expect(readMap({ ...EMPTY, pipeline: undefined })).toEqual({ ok: true, map: EMPTY });
  });

  it('has one zero', () => {
    const reading = readMap({ ...EMPTY, variables: { zero: -0 } });
    expect(Object.is(reading.ok && reading.map.variables?.zero, 0)).toBe(true);
  });

  it.each([
    ['nothing', undefined, 'NOT_JSON', ''],
    ['null', null, 'WRONG_TYPE', ''],
    ['a function', { ...EMPTY, variables: { f: () => 1 } }, 'NOT_JSON', '/variables/f'],
    ['a date', { ...EMPTY, variables: { d: new Date(0) } }, 'NOT_JSON', '/variables/d'],
    ['a large integer', { ...EMPTY, variables: { n: 1n } }, 'NOT_JSON', '/variables/n'],
    ['a Map', { ...EMPTY, variables: new Map() }, 'NOT_JSON', '/variables'],
    ['a forbidden key', JSON.parse('{"key":"m","variables":{"prototype":1}}'), 'FORBIDDEN_KEY', '/variables'],
  ])('that holds %s is refused, without a line', (_name, data, code, pointer) => {
    const [problem] = read(data);
    expect(problem).toMatchObject({ code, pointer });
    expect(problem).not.toHaveProperty('line');
  });

  it('that holds itself, or one part a million times, is refused soon', () => {
    const circle: Record<string, unknown> = { ...EMPTY };
    circle.variables = { circle };
    expect(read(circle)[0]?.code).toBe('TOO_DEEP');
    let bomb: unknown = [];
    for (let n = 0; n < 25; n += 1) bomb = Array.from({ length: 10 }, () => bomb);
    expect(read({ ...EMPTY, variables: { bomb } })[0]?.code).toBe('TOO_LARGE');
  });
});

describe('a limit', () => {
  const nodes = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `n${n}`, kind: 'start' }));
  const nested = (depth: number) => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as unknown;
  const x = (length: number) => 'x'.repeat(length);
  const task = (more: object) => ({ ...EMPTY, nodes: [{ id: 'a', kind: 'userTask', title: 'A', ...more }] });
  const flow = (condition: string) => ({ ...EMPTY, flows: [{ id: 'f', from: 'a', to: 'b', condition }] });

  it.each([
    ['2,000 nodes', { ...EMPTY, nodes: nodes(2000) }, { ...EMPTY, nodes: nodes(2001) }, 'TOO_MANY', '/nodes'],
    ['64 characters of an id', { ...EMPTY, key: x(64) }, { ...EMPTY, key: x(65) }, 'TOO_LONG', '/key'],
    [
      '200 characters of a title',
      { ...EMPTY, title: x(200) },
      { ...EMPTY, title: x(201) },
      'TOO_LONG',
      '/title',
    ],
    [
      '200 characters of a title in a language',
      { ...EMPTY, title: { ru: x(200) } },
      { ...EMPTY, title: { ru: x(201) } },
      'TOO_LONG',
      '/title/ru',
    ],
    [
      '64 characters of a language',
      { ...EMPTY, title: { [x(64)]: 'a' } },
      { ...EMPTY, title: { [x(65)]: 'a' } },
      'TOO_LONG',
      '/title',
    ],
    [
      '4,000 characters of a description',
      task({ description: x(4000) }),
      task({ description: x(4001) }),
      'TOO_LONG',
      '/nodes/0/description',
    ],
    [
      '200 results',
      task({ results: Array(200).fill({ key: 'r', title: 'R' }) }),
      task({ results: Array(201).fill({ key: 'r', title: 'R' }) }),
      'TOO_MANY',
      '/nodes/0/results',
    ],
    ['2,000 characters of a condition', flow(x(2000)), flow(x(2001)), 'TOO_LONG', '/flows/0/condition'],
    [
      '64 KB of a variable',
      { ...EMPTY, variables: { v: x(65_534) } },
      { ...EMPTY, variables: { v: x(65_535) } },
      'TOO_LARGE',
      '/variables/v',
    ],
    [
      '32 levels',
      { ...EMPTY, variables: { v: nested(30) } },
      { ...EMPTY, variables: { v: nested(31) } },
      'TOO_DEEP',
      `/variables/v${'/0'.repeat(30)}`,
    ],
    [
      'one person of a quorum',
      task({ performers: { mode: 'quorum', count: 1, combine: { by: 'first' } } }),
      task({ performers: { mode: 'quorum', count: 0, combine: { by: 'first' } } }),
      'TOO_SMALL',
      '/nodes/0/performers/count',
    ],
  ])('of %s is kept exactly', (_name, within, beyond, code, pointer) => {
    expect(read(within)).toEqual([]);
    expect(read(beyond)).toEqual([expect.objectContaining({ code, pointer })]);
    expect(json(JSON.stringify(within))).toEqual([]);
    expect(json(JSON.stringify(beyond))).toEqual([expect.objectContaining({ code, pointer, line: 1 })]);
    expect(yaml(JSON.stringify(beyond))).toEqual([expect.objectContaining({ code, pointer, line: 1 })]);
  });

  it.each([33, 3_000, 30_000])(
    'of 32 levels stops %s of them before anything recurses',
    (depth) => {
      const tower = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      const expected = { code: 'TOO_DEEP', pointer: '/0'.repeat(32), line: 1, column: 33 };
      expect(yaml(tower)).toEqual([expect.objectContaining(expected)]);
      expect(json(tower)).toEqual([expect.objectContaining(expected)]);
    },
    30_000,
  );

  it('of 1 MB holds for text and for data', () => {
    const parts = Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`v${n}`, x(65_000)]));
    expect(read({ ...EMPTY, variables: parts })[0]).toMatchObject({ code: 'TOO_LARGE', pointer: '' });
    expect(json(JSON.stringify({ ...EMPTY, variables: parts }))[0]).toMatchObject({
      code: 'TOO_LARGE',
      line: 1,
      column: 1,
    });
    expect(yaml(`# ${'ы'.repeat(524_288)}`)[0]?.code).toBe('TOO_LARGE');
  });

  it('of 100 problems keeps an answer short', () => {
    expect(read({ ...EMPTY, nodes: Array(200).fill({}) })).toHaveLength(100);
  });
});

describe('a hostile text', () => {
  it.each([
    ['open brackets', '['.repeat(100_000)],
    ['a tower of lists', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['a tower of objects', '{"a":'.repeat(30_000)],
    ['a staircase', Array.from({ length: 1_300 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
    ['nested dashes', `${'- '.repeat(50_000)}a`],
    ['nested questions', `${'? '.repeat(50_000)}a`],
    ['closing brackets', '}'.repeat(350_000)],
    ['commas', `[${','.repeat(350_000)}]`],
    ['quotes', '"'.repeat(100_000)],
    ['anchors', '&a '.repeat(50_000)],
    ['documents', '---\n'.repeat(50_000)],
    ['keys', Array.from({ length: 10_000 }, (_, n) => `a${n}: 1`).join('\n')],
    ['one key', `{${'"a":1,'.repeat(20_000)}"a":1}`],
    [
      'laughs',
      `a: &a [x,x,x]\n${Array.from({ length: 30 }, (_, n) => `b${n}: &b${n} [*a,*a,*a]`).join('\n')}`,
    ],
  ])(
    'of %s is refused, and soon',
    (_name, text) => {
      for (const format of ['yaml', 'json'] as const) {
        const [problem] = problemsOf(parseMap(text, { format }));
        expect(problem).toHaveProperty('line');
      }
    },
    20_000,
  );
});
