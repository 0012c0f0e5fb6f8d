import { describe, expect, it } from 'vitest';
import {
  call,
  decision,
  end,
  governing,
  independent,
  join,
  line,
  type Play,
  play,
  result,
  split,
  start,
  task,
  ways,
  won,
} from '../support.js';

const leaders = (process: Play) =>
  process.state.tokens.filter(({ leading }) => leading).map(({ node }) => node);

describe('a join', () => {
  const map = governing(
    [
      start,
      split('work'),
      task('offer', { stage: 'offer' }),
      task('draft'),
      task('visit'),
      join('all'),
      task('talk', { stage: 'talks' }),
      won,
    ],
    [
      ...ways('start>work>draft>all>talk>won', 'work>visit>all', 'offer>all'),
      line('work>offer', { leading: true }),
    ],
  );

  it('is over when the join has a token of every flow, in whatever order they come', () => {
    for (const order of [
      ['offer', 'draft', 'visit'],
      ['visit', 'draft', 'offer'],
    ]) {
      const process = play(map);
      for (const node of order) {
        expect(process.where).not.toContain('talk');
        process.complete(node);
      }
      expect(process.where).toEqual(['talk']);
      expect(leaders(process)).toEqual(['talk']);
      expect(process.stages).toEqual(['offer', 'talks']);
    }
  });

  it('waits at the join with the tokens that have come', () => {
    const process = play(map);
    process.complete('draft');
    process.complete('offer');
    expect(process.where).toEqual(['visit', 'all', 'all']);
    expect(leaders(process)).toEqual(['all']);
  });
});

it('splits within splits are joined from the inside out', () => {
  const map = independent(
    [
      start,
      split('outer'),
      split('inner'),
      task('a'),
      task('b'),
      task('c'),
      join('ab'),
      join('abc'),
      end('done'),
    ],
    ways('start>outer>inner>a>ab>abc>done', 'inner>b>ab', 'outer>c>abc'),
  );
  const process = play(map);
  expect(process.where).toEqual(['c', 'a', 'b']);
  process.complete('c');
  process.complete('a');
  expect(process.where).toEqual(['b', 'abc', 'ab']);
  process.complete('b');
  expect(process.state.status).toBe('ended');
});

it('a join in a loop waits anew in each round', () => {
  const map = independent(
    [
      start,
      split('both'),
      task('a'),
      task('b'),
      join('all'),
      task('check', { results: [result('good'), result('again')] }),
      end('done'),
    ],
    [...ways('start>both>a>all>check>done', 'both>b>all'), line('check>both', { result: 'again' })],
  );
  const process = play(map);
  for (const verdict of ['again', 'again', 'good']) {
    process.complete('a');
    expect(process.where).toEqual(['b', 'all']);
    process.complete('b');
    process.complete('check', verdict);
  }
  expect(process.state.status).toBe('ended');
});

it('two tokens of one flow do not make up for a missing branch', () => {
  const map = independent(
    [start, split('three'), decision('x'), task('a'), task('b'), task('c'), join('all'), end('done')],
    [...ways('start>three>a>x', 'three>b>x', 'three>c>all>done'), line('x>all', { default: true })],
  );
  const process = play(map);
  process.complete('a');
  process.complete('b');
  expect(process.where).toEqual(['c', 'all', 'all']);
  process.complete('c');
  // The first to come went on; the map strands the second, and validation refuses it.
  expect(process.state.tokens.map(({ visit }) => visit)).toEqual([process.state.visits - 2]);
});

it('called processes of one map do not meet at its join', () => {
  const called = independent(
    [start, split('both'), task('a'), task('b'), join('all'), end('done')],
    ways('start>both>a>all>done', 'both>b>all'),
    {
      key: 'pair',
    },
  );
  const map = independent(
    [
      start,
      split('twice'),
      call('one', { map: 'pair' }),
      call('two', { map: 'pair' }),
      join('both'),
      end('done'),
    ],
    ways('start>twice>one>both>done', 'twice>two>both'),
  );
  const process = play(map, { called: [called] });
  const [first, second] = process.state.tasks.filter(({ node }) => node === 'a');
  const ofSecond = process.state.tasks.find(
    ({ node, visit }) => node === 'b' && visit > (second?.visit ?? 0),
  );
  process.tell({ type: 'CompleteTask', task: first?.id ?? '' });
  process.tell({ type: 'CompleteTask', task: ofSecond?.id ?? '' });
  expect(process.state.instances).toHaveLength(3);
  process.complete('b');
  process.complete('a');
  expect(process.state.status).toBe('ended');
});

it('a join without a way out is told as an unsound map', () => {
  const map = independent(
    [start, split('both'), task('a'), task('b'), join('all')],
    ways('start>both>a>all', 'both>b>all'),
  );
  const process = play(map);
  process.complete('a');
  expect(process.incomplete('b')).toEqual({ code: 'MAP_UNSOUND', process: 'p' });
});
