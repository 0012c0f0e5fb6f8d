import { describe, expect, it } from 'vitest';
import type { EndNode, Flow, MapNode, RouteMap } from '../../../src/index.js';
import {
  call,
  DAY,
  end,
  governing,
  independent,
  line,
  lost,
  NOW,
  Play,
  play,
  result,
  service,
  split,
  start,
  task,
  timer,
  ways,
  won,
} from '../support.js';

const sub = independent([start, task('inner'), end('done')], ways('start>inner>done'), { key: 'sub' });

/** A sale whose leading path ends at once, or after a task, with everything else still open. */
const branches = (last: EndNode, leading: MapNode[] = [], more: Partial<RouteMap> = {}) =>
  governing(
    [
      start,
      split('work'),
      task('gift'),
      timer('later'),
      service('mail'),
      call('aside', { map: 'sub' }),
      ...leading,
      last,
      end('over'),
    ],
    [
      ...ways('start>work>gift>over', 'work>later>over', 'work>mail>over', 'work>aside>over'),
      line(`work>${leading[0]?.id ?? last.id}`, { leading: true }),
      ...leading.flatMap(({ id }) => ways(`${id}>${last.id}`)),
    ],
    more,
  );
const called = { called: [sub] };
const offer = task('offer', { stage: 'offer' });

describe('a success end of the leading path', () => {
  it('fixes outcome and stage at once and waits for the other branches', () => {
    const process = play(branches(won, [offer]), called);
    process.complete('offer');
    expect(process.state).toMatchObject({
      status: 'running',
      outcome: 'success',
      stage: 'won',
      endedAt: null,
    });
    process.answer('mail');
    process.fire('later');
    process.complete('inner');
    expect(process.state.status).toBe('running');
    process.complete('gift', {}, { now: NOW + DAY });
    expect(process.state).toMatchObject({
      status: 'ended',
      endedAt: NOW + DAY,
      outcome: 'success',
      stage: 'won',
    });
    expect(process.happened('OutcomeDecided')).toEqual([{ type: 'OutcomeDecided', outcome: 'success' }]);
    expect(process.withdrawn).toEqual([]);
  });

  it('withdraws the other branches where it says so', () => {
    const process = play(branches({ ...won, remaining: 'withdraw' }, [offer]), called);
    process.complete('offer');
    expect(process.state).toMatchObject({ status: 'ended', outcome: 'success' });
    expect([...process.withdrawn].sort()).toEqual(['aside', 'gift', 'inner', 'later', 'mail']);
    expect(process.happened('TaskWithdrawn').map(({ reason }) => reason)).toEqual([
      'successEnd',
      'successEnd',
    ]);
  });

  it('may come after the last of the other branches', () => {
    const map = governing(
      [start, split('work'), task('gift'), offer, won, end('over')],
      [...ways('start>work>gift>over', 'offer>won'), line('work>offer', { leading: true })],
    );
    const process = play(map);
    process.complete('gift');
    expect(process.state).toMatchObject({ status: 'running', outcome: null });
    process.complete('offer');
    expect(process.state).toMatchObject({ status: 'ended', outcome: 'success' });
  });
});

describe('a failure end of the leading path', () => {
  it('withdraws whatever else is open and ends the process', () => {
    const process = play(branches(lost, [offer]), called);
    process.complete('offer');
    expect(process.state).toMatchObject({
      status: 'ended',
      outcome: 'failure',
      stage: 'lost',
      lossReason: 'price',
    });
    expect([...process.withdrawn].sort()).toEqual(['aside', 'gift', 'inner', 'later', 'mail']);
    expect(process.happened('CalledProcessEnded')).toMatchObject([{ outcome: 'withdrawn' }]);
  });

  it('in the same step: what was only planned never comes to be, and no action is asked for', () => {
    const process = play(branches(lost), called);
    expect(process.state).toMatchObject({ status: 'ended', outcome: 'failure' });
    const kinds = new Set(process.journal.map(({ type }) => type));
    for (const type of [
      'TaskCreated',
      'TaskWithdrawn',
      'TimerSet',
      'TimerWithdrawn',
      'ActionRequested',
    ] as const) {
      expect(kinds).not.toContain(type);
    }
    expect(process.where).toEqual([]);
  });

  it('in the same step withdraws a timer that waits for an instant of the deal', () => {
    const until = timer('later', { untilField: 'meetingAt' });
    const map = governing(
      [start, split('work'), until, lost, end('over')],
      [...ways('start>work>later>over'), line('work>lost', { leading: true })],
    );
    const process = play(map, { facts: { deal: { fields: { meetingAt: NOW } } } });
    expect(process.state).toMatchObject({ status: 'ended', timers: [] });
  });

  const asking = task('offer', {
    stage: 'offer',
    results: [
      result('yes'),
      result('no', { lossReason: 'required' }),
      result('later', { lossReason: 'required' }),
    ],
  });
  const selling = (last: EndNode, flows: Flow[]) =>
    governing(
      [start, asking, task('talk', { stage: 'talks' }), won, last],
      [...ways('start>offer', 'talk>won'), ...flows],
    );

  it('prefers the reason of its own to the one that was given', () => {
    const process = play(selling(lost, [...ways('offer>won'), line('offer>lost', { result: 'no' })]));
    process.complete('offer', { result: 'no', lossReason: 'time' });
    expect(process.state.lossReason).toBe('price');
  });

  it('takes the last reason that was given on the way', () => {
    const silent = end('lost', { stage: 'lost', outcome: 'failure' });
    const flows = [
      ...ways('offer>won'),
      line('offer>offer', { result: 'later' }),
      line('offer>lost', { result: 'no' }),
    ];
    const process = play(selling(silent, flows));
    process.complete('offer', { result: 'later', lossReason: 'money' });
    process.complete('offer', { result: 'no', lossReason: 'time' });
    expect(process.happened('OutcomeDecided')).toEqual([
      { type: 'OutcomeDecided', outcome: 'failure', lossReason: 'time' },
    ]);
  });

  it('leaves no reason behind with a deal that is won after all', () => {
    const process = play(selling(lost, [...ways('offer>won'), line('offer>talk', { result: 'no' })]));
    process.complete('offer', { result: 'no', lossReason: 'time' });
    process.complete('talk');
    expect(process.state).toMatchObject({ outcome: 'success', lossReason: null });
  });
});

describe('an end of a side branch', () => {
  it('only ends that branch', () => {
    const process = play(branches(won, [offer]), called);
    process.complete('gift');
    expect(process.state).toMatchObject({ status: 'running', outcome: null, stage: 'offer' });
    expect(process.where).toEqual(['later', 'mail', 'aside', 'offer', 'inner']);
  });

  it('decides nothing even in a map that says it is a failure', () => {
    const map = governing(
      [start, split('work'), task('gift'), offer, won, end('over', { outcome: 'failure', stage: 'lost' })],
      [...ways('start>work>gift>over', 'offer>won'), line('work>offer', { leading: true })],
    );
    const process = play(map);
    process.complete('gift');
    expect(process.state).toMatchObject({ status: 'running', outcome: null, stage: 'offer' });
  });

  it('gives no reason to a deal that is already won', () => {
    const gift = task('gift', { results: [result('refused', { lossReason: 'required' })] });
    const map = governing(
      [start, split('work'), gift, won, end('over')],
      [...ways('start>work>gift>over'), line('work>won', { leading: true })],
    );
    const process = play(map);
    process.complete('gift', { result: 'refused', lossReason: 'taste' });
    expect(process.state).toMatchObject({ status: 'ended', outcome: 'success', lossReason: null });
  });
});

it('a process whose leading token was lost at a split is told as an unsound map, never ended without an outcome', () => {
  const map = governing([start, split('work'), won, end('over')], ways('start>work>won', 'work>over'));
  const wish = { type: 'StartProcess', process: 'p', deal: 'deal-1' } as const;
  expect(new Play(map).refusal(wish)).toEqual({ code: 'MAP_UNSOUND', process: 'p' });
});

describe('an independent process with several ends', () => {
  const results = [result('good'), result('bad')];
  const map = (more: Partial<EndNode> = {}) =>
    independent(
      [
        start,
        split('both'),
        task('a', { results }),
        task('b', { results }),
        end('fine', more),
        end('failed', { outcome: 'failure', lossReason: 'quality' }),
      ],
      [
        ...ways('start>both>a>fine', 'both>b>fine'),
        line('a>failed', { result: 'bad' }),
        line('b>failed', { result: 'bad' }),
      ],
    );

  it('is a success when the last token is gone', () => {
    const process = play(map());
    process.complete('a', 'good');
    expect(process.state).toMatchObject({ status: 'running', outcome: null });
    process.complete('b', 'good');
    expect(process.state).toMatchObject({ status: 'ended', outcome: 'success', lossReason: null });
  });

  it('is a failure with the first failure, which withdraws the rest', () => {
    const process = play(map());
    process.complete('b', 'bad');
    expect(process.state).toMatchObject({ status: 'ended', outcome: 'failure', lossReason: 'quality' });
    expect(process.withdrawn).toEqual(['a']);
    expect(process.happened('TaskWithdrawn')).toEqual([
      { type: 'TaskWithdrawn', task: 'p.3.1', reason: 'failureEnd' },
    ]);
  });

  it('is a failure even after a success of another branch', () => {
    const process = play(map());
    process.complete('a', 'good');
    process.complete('b', 'bad');
    expect(process.state.outcome).toBe('failure');
  });

  it('is a success at once where the end withdraws the rest', () => {
    const process = play(map({ outcome: 'success', remaining: 'withdraw' }));
    process.complete('a', 'good');
    expect(process.state).toMatchObject({ status: 'ended', outcome: 'success' });
    expect(process.withdrawn).toEqual(['b']);
  });

  it('never moves the stage', () => {
    const process = play(map());
    process.complete('a', 'bad');
    expect(process.state).toMatchObject({ stage: 'new', stageSeq: 0 });
  });
});
