import { expect, it } from 'vitest';
import {
  call,
  end,
  governing,
  independent,
  join,
  line,
  play,
  split,
  start,
  task,
  ways,
  won,
} from './support.js';

it('consecutive nodes of one stage cause no change and no event', () => {
  const map = governing(
    [
      start,
      task('call', { stage: 'new' }),
      task('offer', { stage: 'offer' }),
      task('remind', { stage: 'offer' }),
      won,
    ],
    ways('start>call>offer>remind>won'),
  );
  const process = play(map);
  expect(process.stages).toEqual([]);
  for (const node of ['call', 'offer', 'remind']) process.complete(node);
  expect(process.happened('StageChanged')).toEqual([
    { type: 'StageChanged', from: 'new', to: 'offer', seq: 1 },
    { type: 'StageChanged', from: 'offer', to: 'won', seq: 2 },
  ]);
});

it('a node that names no stage leaves the deal where it is', () => {
  const map = governing(
    [start, task('call', { stage: 'talks' }), task('note'), won],
    ways('start>call>note>won'),
  );
  const process = play(map);
  process.complete('call');
  expect(process.state.stage).toBe('talks');
});

it('a stage that comes back is a change again', () => {
  const map = governing(
    [start, task('call', { stage: 'talks' }), task('offer', { stage: 'new' }), won],
    ways('start>call>offer>won'),
  );
  const process = play(map);
  process.complete('call');
  expect(process.stages).toEqual(['talks', 'new']);
});

it('a side branch never changes the stage, whatever its nodes say', () => {
  const map = governing(
    [
      start,
      split('work'),
      task('offer', { stage: 'offer' }),
      task('gift', { stage: 'lost' }),
      join('all'),
      won,
    ],
    [...ways('start>work>gift>all>won', 'offer>all'), line('work>offer', { leading: true })],
  );
  const process = play(map);
  process.complete('gift');
  expect(process.stages).toEqual(['offer']);
});

it('a called process never changes the stage, whatever its nodes say', () => {
  const sub = independent([start, task('inner', { stage: 'lost' }), end('done')], ways('start>inner>done'), {
    key: 'sub',
  });
  const map = governing([start, call('ask', { map: 'sub', stage: 'talks' }), won], ways('start>ask>won'));
  const process = play(map, { called: [sub] });
  process.complete('inner');
  expect(process.stages).toEqual(['talks', 'won']);
});

it('a join on the leading path takes its stage when the leading token comes to it', () => {
  const map = governing(
    [
      start,
      split('work'),
      task('offer', { stage: 'offer' }),
      task('gift'),
      { ...join('all'), stage: 'talks' },
      won,
    ],
    [...ways('start>work>gift>all>won', 'offer>all'), line('work>offer', { leading: true })],
  );
  const process = play(map);
  process.complete('offer');
  expect(process.stages).toEqual(['offer', 'talks']);
});
