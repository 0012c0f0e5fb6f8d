import { describe, expect, it } from 'vitest';
import { type CompileCondition, type CompileOptions, compileMap } from '../src/index.js';
import {
  call,
  decision,
  end,
  independent,
  join,
  line,
  split,
  start,
  task,
  ways,
} from './validation/drawing.js';

const compileCondition: CompileCondition = (expression) =>
  expression === '?'
    ? { ok: false, problems: [{ message: 'what?' }] }
    : { ok: true, predicate: () => expression === 'true' };
const options: CompileOptions = { version: 7, compileCondition, calledMap: () => undefined };

describe('a compiled map', () => {
  const map = independent(
    [start, split('both'), task('a'), task('b'), join('all'), decision('how'), end('done')],
    [
      ...ways('start>both>a>all>how', 'both>b>all'),
      line('how>a', { condition: 'true' }),
      line('how>b', { condition: 'false' }),
      line('how>done', { default: true }),
    ],
  );
  const compiled = compileMap(map, options);

  it('is pinned to its version and begins at its start', () => {
    expect(compiled.pin).toEqual({ key: 'contract', version: 7 });
    expect(compiled.start.node).toBe(map.nodes[0]);
    expect(compiled.map).toBe(map);
  });

  it('leads from node to node in the order in which the map lists its flows', () => {
    expect(compiled.nodes.get('both')?.outgoing.map(({ to }) => to.id)).toEqual(['a', 'b']);
    expect(compiled.start.outgoing[0]?.to).toBe(compiled.nodes.get('both'));
  });

  it('knows how many flows lead into a node', () => {
    expect([...compiled.nodes.values()].map(({ id, incoming }) => [id, incoming])).toEqual([
      ['start', 0],
      ['both', 1],
      ['a', 2],
      ['b', 2],
      ['all', 2],
      ['how', 1],
      ['done', 1],
    ]);
  });

  it('has a predicate for each condition, and none for other flows', () => {
    const scope = { deal: {}, vars: {}, results: {} } as Parameters<
      NonNullable<ReturnType<CompileCondition> & { ok: true }>['predicate']
    >[0];
    const answers = compiled.nodes.get('how')?.outgoing.map(({ condition }) => condition?.(scope) ?? null);
    expect(answers).toEqual([true, false, null]);
  });

  it('offers conditions the variables of the map', () => {
    const asked: unknown[] = [];
    const listening: CompileCondition = (expression, names) => {
      asked.push(names);
      return compileCondition(expression, names);
    };
    compileMap({ ...map, variables: { n: 1 } }, { ...options, compileCondition: listening });
    compileMap(map, { ...options, compileCondition: listening });
    expect(asked).toEqual([
      { variables: { n: 1 } },
      { variables: { n: 1 } },
      { variables: {} },
      { variables: {} },
    ]);
  });

  it('holds the maps that it calls, each once', () => {
    const calling = independent([start, call('one'), call('two'), end('done')], ways('start>one>two>done'));
    expect([...compileMap(calling, { ...options, calledMap: () => compiled }).calls]).toEqual([
      ['approval', compiled],
    ]);
  });
});

describe('a map that was never validated', () => {
  it.each([
    ['without a start', independent([end('done')], []), 'no start node'],
    [
      'that calls a map nobody has',
      independent([start, call('ask')], ways('start>ask')),
      'no called map "approval"',
    ],
    [
      'with a condition that is none',
      independent(
        [start, decision('how'), end('done')],
        [...ways('start>how'), line('how>done', { condition: '?' })],
      ),
      'Condition "?" does not compile: what?',
    ],
  ])('%s is not compiled', (_is, map, message) => {
    expect(() => compileMap(map, options)).toThrow(message);
  });

  it('is compiled without the flows that lead nowhere', () => {
    const map = independent([start, end('done')], [line('start>gone'), line('start>done')]);
    expect(compileMap(map, options).start.outgoing.map(({ to }) => to.id)).toEqual(['done']);
  });
});
