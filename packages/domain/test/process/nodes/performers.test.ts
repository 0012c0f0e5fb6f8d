import { describe, expect, it } from 'vitest';
import type { CombineResults, Performers } from '../../../src/index.js';
import { end, independent, line, type Play, play, result, start, task, ways } from '../support.js';

const results = [result('good'), result('fair'), result('bad')];
const vote = (performers: Performers, people: readonly string[]): Play =>
  play(independent([start, task('vote', { performers, results }), end('done')], ways('start>vote>done')), {
    people: { vote: people },
  });
const says = (process: Play, person: string, key: string) => process.complete('vote', key, { actor: person });
const combined = (process: Play) => process.completions().vote?.result;
const first: CombineResults = { by: 'first' };

describe('a task for one person', () => {
  const one: Performers = { mode: 'one' };

  it('is assigned at once where one person is found', () => {
    expect(vote(one, ['ann']).state.tasks).toMatchObject([{ assignee: 'ann', candidates: [] }]);
  });

  it('is assigned to a person who was found twice', () => {
    expect(vote(one, ['ann', 'ann']).state.tasks).toMatchObject([{ assignee: 'ann', candidates: [] }]);
  });

  it('is offered where several are found', () => {
    expect(vote(one, ['ann', 'boris']).state.tasks).toMatchObject([
      { assignee: null, candidates: ['ann', 'boris'] },
    ]);
  });
});

describe('a task for which nobody was found', () => {
  it.each<Performers>([
    { mode: 'one' },
    { mode: 'anyOf' },
    { mode: 'allOf', combine: first },
    { mode: 'quorum', count: 2, combine: first },
  ])('is one task that is unassigned and can still be completed, with performers $mode', (performers) => {
    const process = vote(performers, []);
    expect(process.state.tasks).toMatchObject([{ id: 'p.2.1', assignee: null, candidates: [] }]);
    says(process, 'admin', 'fair');
    expect(process.completions().vote).toEqual({ by: 'admin', result: 'fair' });
    expect(process.state.status).toBe('ended');
  });
});

describe('anyOf', () => {
  it('gives each person a task and takes the first answer', () => {
    const process = vote({ mode: 'anyOf' }, ['ann', 'boris', 'clara']);
    expect(process.state.tasks.map(({ id, assignee }) => [id, assignee])).toEqual([
      ['p.2.1', 'ann'],
      ['p.2.2', 'boris'],
      ['p.2.3', 'clara'],
    ]);
    says(process, 'boris', 'fair');
    expect(combined(process)).toBe('fair');
    expect(process.happened('TaskWithdrawn')).toEqual([
      { type: 'TaskWithdrawn', task: 'p.2.1', reason: 'othersCompleted' },
      { type: 'TaskWithdrawn', task: 'p.2.3', reason: 'othersCompleted' },
    ]);
  });

  it('gives nobody two tasks', () => {
    expect(vote({ mode: 'anyOf' }, ['ann', 'boris', 'ann']).state.tasks).toHaveLength(2);
  });
});

describe('allOf', () => {
  it('waits for everybody', () => {
    const process = vote({ mode: 'allOf', combine: { by: 'worst' } }, ['ann', 'boris']);
    says(process, 'ann', 'bad');
    expect(process.where).toEqual(['vote']);
    expect(process.state.tokens[0]?.answers).toEqual([{ task: 'p.2.1', by: 'ann', result: 'bad' }]);
    says(process, 'boris', 'good');
    expect(combined(process)).toBe('bad');
    expect(process.happened('TaskWithdrawn')).toEqual([]);
  });

  it.each<[CombineResults, readonly string[], string]>([
    [{ by: 'first' }, ['fair', 'good', 'bad'], 'fair'],
    [{ by: 'worst' }, ['fair', 'good', 'fair'], 'fair'],
    [{ by: 'worst' }, ['bad', 'good', 'fair'], 'bad'],
    [{ by: 'majority' }, ['good', 'bad', 'good'], 'good'],
    [{ by: 'majority' }, ['bad', 'good', 'bad'], 'bad'],
    [{ by: 'majority' }, ['fair', 'good', 'bad'], 'bad'],
    [{ by: 'count', result: 'good', atLeast: 2, otherwise: 'bad' }, ['good', 'fair', 'good'], 'good'],
    [{ by: 'count', result: 'good', atLeast: 2, otherwise: 'bad' }, ['good', 'fair', 'fair'], 'bad'],
  ])('combines by %j the answers %j into %s', (combine, given, expected) => {
    const people = ['ann', 'boris', 'clara'];
    const process = vote({ mode: 'allOf', combine }, people);
    given.forEach((key, i) => {
      says(process, people[i] ?? '', key);
    });
    expect(combined(process)).toBe(expected);
  });

  it('goes along the flow of the combined result, not of the last answer', () => {
    const performers: Performers = { mode: 'allOf', combine: { by: 'worst' } };
    const map = independent(
      [start, task('vote', { performers, results }), task('repair'), end('done')],
      [...ways('start>vote>done', 'repair>done'), line('vote>repair', { result: 'bad' })],
    );
    const process = play(map, { people: { vote: ['ann', 'boris'] } });
    says(process, 'ann', 'bad');
    says(process, 'boris', 'good');
    expect(process.where).toEqual(['repair']);
  });

  it('needs no result where the node has none', () => {
    const map = independent(
      [start, task('vote', { performers: { mode: 'allOf', combine: { by: 'majority' } } }), end('done')],
      ways('start>vote>done'),
    );
    const process = play(map, { people: { vote: ['ann', 'boris'] } });
    process.complete('vote', {}, { actor: 'ann' });
    process.complete('vote', {}, { actor: 'boris' });
    expect(combined(process)).toBeNull();
  });
});

describe('quorum', () => {
  const people = ['ann', 'boris', 'clara', 'dora'];

  it.each<[CombineResults, readonly string[], string]>([
    [{ by: 'first' }, ['fair', 'bad', 'bad'], 'fair'],
    [{ by: 'worst' }, ['good', 'fair', 'good'], 'fair'],
    [{ by: 'majority' }, ['fair', 'good', 'good'], 'good'],
    [{ by: 'majority' }, ['bad', 'good', 'fair'], 'bad'],
    [{ by: 'count', result: 'good', atLeast: 2, otherwise: 'bad' }, ['good', 'good', 'bad'], 'good'],
    [{ by: 'count', result: 'good', atLeast: 3, otherwise: 'fair' }, ['good', 'good', 'bad'], 'fair'],
  ])('combines by %j the answers %j into %s, and withdraws the rest', (combine, given, expected) => {
    const process = vote({ mode: 'quorum', count: 3, combine }, people);
    given.forEach((key, i) => {
      expect(process.where).toEqual(['vote']);
      says(process, people[i] ?? '', key);
    });
    expect(combined(process)).toBe(expected);
    expect(process.happened('TaskWithdrawn')).toMatchObject([{ task: 'p.2.4', reason: 'othersCompleted' }]);
  });

  it('is everybody where fewer people were found', () => {
    const process = vote({ mode: 'quorum', count: 3, combine: { by: 'worst' } }, ['ann', 'boris']);
    says(process, 'ann', 'good');
    expect(process.where).toEqual(['vote']);
    says(process, 'boris', 'fair');
    expect(combined(process)).toBe('fair');
  });

  it('begins anew in each round of a loop', () => {
    const performers: Performers = { mode: 'quorum', count: 2, combine: { by: 'worst' } };
    const map = independent(
      [start, task('vote', { performers, results }), end('done')],
      [...ways('start>vote>done'), { id: 'again', from: 'vote', to: 'vote', result: 'bad' }],
    );
    const process = play(map, { people: { vote: ['ann', 'boris'] } });
    says(process, 'ann', 'good');
    says(process, 'boris', 'bad');
    expect(process.where).toEqual(['vote']);
    says(process, 'ann', 'good');
    expect(process.where).toEqual(['vote']);
    says(process, 'boris', 'good');
    expect(process.state.outcome).toBe('success');
  });
});
