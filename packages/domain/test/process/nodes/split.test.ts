import { describe, expect, it } from 'vitest';
import { governing, join, line, type Play, play, split, start, task, ways, won } from '../support.js';

const leaders = (process: Play) =>
  process.state.tokens.filter(({ leading }) => leading).map(({ node }) => node);

describe('a split', () => {
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

  it('sends a token along every flow at once', () => {
    expect(play(map).where).toEqual(['draft', 'visit', 'offer']);
  });

  it('leaves only the token of the leading flow leading', () => {
    expect(leaders(play(map))).toEqual(['offer']);
  });
});

it('the leading token leads through splits within splits', () => {
  const map = governing(
    [
      start,
      split('outer'),
      split('inner'),
      task('a'),
      task('b', { stage: 'offer' }),
      task('c'),
      join('ab'),
      join('abc'),
      won,
    ],
    [
      ...ways('start>outer>c>abc>won', 'inner>a>ab>abc', 'b>ab'),
      line('outer>inner', { leading: true }),
      line('inner>b', { leading: true }),
    ],
  );
  const process = play(map);
  expect(leaders(process)).toEqual(['b']);
  for (const node of ['b', 'c', 'a']) process.complete(node);
  expect(process.stages).toEqual(['offer', 'won']);
});

it('a split in a side branch leads nowhere, whatever its flows say', () => {
  const map = governing(
    [
      start,
      split('work'),
      split('side'),
      task('a', { stage: 'talks' }),
      task('b'),
      task('offer', { stage: 'offer' }),
      join('all'),
      won,
    ],
    [
      ...ways('start>work>side>b>all>won', 'a>all', 'offer>all'),
      line('work>offer', { leading: true }),
      line('side>a', { leading: true }),
    ],
  );
  const process = play(map);
  expect(leaders(process)).toEqual(['offer']);
  expect(process.stages).toEqual(['offer']);
});
