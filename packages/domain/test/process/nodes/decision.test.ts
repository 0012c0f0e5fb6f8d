import { describe, expect, it } from 'vitest';
import type { Flow, JsonValue } from '../../../src/index.js';
import { decision, end, independent, line, Play, result, start, task, ways } from '../support.js';

const large = line('size>large', { condition: 'vars.amount > 100' });
const medium = line('size>medium', { condition: 'vars.amount > 10' });
const small = line('size>small', { default: true });
const nodes = [start, decision('size'), task('large'), task('medium'), task('small'), end('done')];

const decided = (flows: Flow[], variables: Readonly<Record<string, JsonValue>>) =>
  new Play(
    independent(nodes, [...ways('start>size'), ...flows, ...ways('large>done', 'medium>done', 'small>done')]),
  ).start({
    variables,
  }).where;

describe('a decision', () => {
  it.each([
    [500, ['large']],
    [50, ['medium']],
    [5, ['small']],
  ])('with an amount of %i leads to %j', (amount, where) => {
    expect(decided([large, medium, small], { amount })).toEqual(where);
  });

  it('takes the first condition that holds, in the order of the map', () => {
    expect(decided([medium, large, small], { amount: 500 })).toEqual(['medium']);
  });

  it('takes the default last, wherever the map lists it', () => {
    expect(decided([small, large, medium], { amount: 500 })).toEqual(['large']);
    expect(decided([small, large, medium], { amount: 5 })).toEqual(['small']);
  });

  it('sees the fields of the deal', () => {
    const flows = [line('size>large', { condition: 'deal.fields.amount > 100' }), small];
    const map = independent(nodes, [...ways('start>size'), ...flows]);
    expect(new Play(map).start({}, { deal: { fields: { amount: 101 } } }).where).toEqual(['large']);
  });
});

describe('a condition that cannot be answered', () => {
  const map = independent(nodes, [...ways('start>size'), large, small]);
  const start = { type: 'StartProcess', process: 'p', deal: 'deal-1' } as const;

  it('stops the command and says which flow and why', () => {
    expect(new Play(map).refusal(start)).toEqual({
      code: 'CONDITION_FAILED',
      node: 'size',
      flow: 'size-large',
      message: 'vars has no amount',
    });
  });

  it('is not asked when an earlier one holds', () => {
    const flows = [medium, line('size>large', { condition: 'vars.nothing == 1' }), small];
    expect(decided(flows, { amount: 50 })).toEqual(['medium']);
  });

  it('is told by its words where it throws something that is no error', () => {
    const play = new Play(map);
    const [flow] = play.map.nodes.get('size')?.outgoing ?? [];
    Object.assign(flow ?? {}, {
      condition: () => {
        throw 'no such thing';
      },
    });
    expect(play.refusal(start)).toMatchObject({ code: 'CONDITION_FAILED', message: 'no such thing' });
  });
});

it('a decision without a way out is told as an unsound map', () => {
  const map = independent(nodes, [...ways('start>size'), large]);
  const play = new Play(map);
  const wish = { type: 'StartProcess', process: 'p', deal: 'deal-1', variables: { amount: 1 } } as const;
  expect(play.refusal(wish)).toEqual({ code: 'MAP_UNSOUND', process: 'p' });
});

it('a decision sees the last result of a task, that of this very step included', () => {
  const map = independent(
    [
      start,
      task('check', { results: [result('good'), result('bad')] }),
      decision('how'),
      task('praise'),
      end('done'),
    ],
    [
      ...ways('start>check>how', 'praise>done'),
      line('how>praise', { condition: 'results.check == "good"' }),
      line('how>check', { default: true }),
    ],
  );
  const play = new Play(map).start();
  play.complete('check', 'bad');
  expect(play.where).toEqual(['check']);
  play.complete('check', 'good');
  expect(play.where).toEqual(['praise']);
});

it('decisions that go round without a wait are stopped', () => {
  const map = independent(
    [start, task('check'), decision('left'), decision('right'), end('done')],
    [
      ...ways('start>check>left'),
      line('left>done', { condition: 'vars.stop == true' }),
      line('left>right', { default: true }),
      line('right>done', { condition: 'vars.stop == true' }),
      line('right>left', { default: true }),
    ],
  );
  const play = new Play(map, { facts: { automaticSteps: 40 } }).start({ variables: { stop: false } });
  const refusal = play.incomplete('check');
  expect(refusal).toEqual({ code: 'TOO_MANY_AUTOMATIC_STEPS', limit: 40, node: 'left' });
  expect(play.where).toEqual(['check']);
  play.complete('check', { variables: { stop: true } });
  expect(play.state.status).toBe('ended');
});

it('the bound counts every node that one command enters', () => {
  const map = independent([start, task('check'), end('done')], ways('start>check>done'));
  const wish = { type: 'StartProcess', process: 'p', deal: 'deal-1' } as const;
  expect(new Play(map).refusal(wish, { automaticSteps: 1 })).toEqual({
    code: 'TOO_MANY_AUTOMATIC_STEPS',
    limit: 1,
    node: 'check',
  });
  expect(new Play(map).tell(wish, { automaticSteps: 2 })).not.toEqual([]);
});
