import { expect, it } from 'vitest';
import { end, governing, independent, Play, play, start, task, ways, won } from '../support.js';

it('lets its token go at once', () => {
  const process = play(independent([start, task('check'), end('done')], ways('start>check>done')));
  expect(process.journal.map(({ type }) => type)).toEqual([
    'ProcessStarted',
    'NodeEntered',
    'NodeLeft',
    'NodeEntered',
    'TaskCreated',
  ]);
  expect(process.happened('NodeEntered').map(({ node, flow }) => [node, flow])).toEqual([
    ['start', null],
    ['check', 'start-check'],
  ]);
});

it('may name the stage in which the process begins', () => {
  const map = governing(
    [{ ...start, stage: 'talks' }, task('call', { stage: 'offer' }), won],
    ways('start>call>won'),
  );
  expect(play(map).stages).toEqual(['talks', 'offer']);
});

it('may be all that lies before the end', () => {
  const process = play(independent([start, end('done')], ways('start>done')));
  expect(process.state).toMatchObject({ status: 'ended', outcome: 'success' });
});

it('without a way out is told as an unsound map', () => {
  const wish = { type: 'StartProcess', process: 'p', deal: 'deal-1' } as const;
  expect(new Play(independent([start], [])).refusal(wish)).toEqual({ code: 'MAP_UNSOUND', process: 'p' });
});
