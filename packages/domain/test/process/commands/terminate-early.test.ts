import { describe, expect, it } from 'vitest';
import type { EarlyTermination, RouteMap } from '../../../src/index.js';
import {
  call,
  DAY,
  end,
  governing,
  independent,
  join,
  line,
  NOW,
  play,
  service,
  split,
  start,
  task,
  timer,
  ways,
  won,
} from '../support.js';

const approval = independent(
  [start, split('both'), task('lawyer'), timer('pause'), join('all'), end('approved')],
  ways('start>both>lawyer>all>approved', 'both>pause>all'),
  { key: 'approval' },
);
const sale = (earlyTermination?: EarlyTermination, more: Partial<RouteMap> = {}) =>
  governing(
    [
      start,
      split('work'),
      call('approve', { stage: 'offer' }),
      task('gift'),
      timer('later'),
      service('mail'),
      join('all'),
      won,
    ],
    [
      ...ways('start>work>gift>all>won', 'work>later>all', 'work>mail>all', 'approve>all'),
      line('work>approve', { leading: true }),
    ],
    { ...(earlyTermination && { earlyTermination }), ...more },
  );
const running = (earlyTermination?: EarlyTermination, more: Partial<RouteMap> = {}) =>
  play(sale(earlyTermination, more), { called: [approval] });
const wish = { type: 'TerminateEarly', process: 'p', lossReason: 'price' } as const;

describe('early termination', () => {
  it('withdraws every task, timer, action and called process, and ends the process as a failure', () => {
    const process = running({ stage: 'lost' });
    process.tell(wish, { actor: 'boris', now: NOW + DAY });
    expect(process.state).toMatchObject({
      status: 'ended',
      outcome: 'failure',
      lossReason: 'price',
      endedAt: NOW + DAY,
    });
    expect([...process.withdrawn].sort()).toEqual(['approve', 'gift', 'later', 'lawyer', 'mail', 'pause']);
    expect(process.happened('TaskWithdrawn').map(({ reason }) => reason)).toEqual([
      'earlyTermination',
      'earlyTermination',
    ]);
    expect(process.happened('TimerWithdrawn').map(({ reason }) => reason)).toEqual([
      'earlyTermination',
      'earlyTermination',
    ]);
    expect(process.happened('CalledProcessEnded')).toMatchObject([{ outcome: 'withdrawn' }]);
    expect(process.happened('NodeCompleted')).toEqual([]);
  });

  it('gives the deal the lost stage that the map names, or leaves it', () => {
    const withStage = running({ stage: 'lost' });
    withStage.tell(wish);
    expect(withStage.state.stage).toBe('lost');
    const without = running({});
    without.tell(wish);
    expect(without.state.stage).toBe('offer');
  });

  it('keeps who did it and why', () => {
    const process = running({});
    process.tell({ ...wish, comment: ' They build it themselves ' }, { actor: 'boris' });
    expect(process.happened('EarlyTerminated')).toEqual([
      { type: 'EarlyTerminated', by: 'boris', lossReason: 'price', comment: 'p#termination' },
    ]);
    expect(process.texts).toEqual([{ id: 'p#termination', text: 'They build it themselves' }]);
  });

  it('takes a reason of the list only', () => {
    const process = running({}, { lossReasons: [{ key: 'time', title: 'Too late' }] });
    expect(process.refusal(wish)).toEqual({
      code: 'LOSS_REASON_UNKNOWN',
      reason: 'price',
      reasons: ['time'],
    });
    expect(process.refusal({ ...wish, lossReason: ' ' })).toEqual({
      code: 'LOSS_REASON_REQUIRED',
      reasons: ['time'],
    });
  });

  it('is refused where the map does not allow it', () => {
    expect(running().refusal(wish)).toEqual({ code: 'EARLY_TERMINATION_NOT_ALLOWED', process: 'p' });
  });

  it('is refused when the process has ended', () => {
    const process = running({});
    process.tell(wish);
    expect(process.refusal(wish)).toEqual({ code: 'PROCESS_ENDED', process: 'p' });
  });

  it('is refused once a success is decided and only waits for other branches', () => {
    const map = governing(
      [start, split('work'), task('gift'), won, end('given')],
      [...ways('start>work>gift>given'), line('work>won', { leading: true })],
      { earlyTermination: {} },
    );
    const process = play(map);
    expect(process.refusal(wish)).toEqual({ code: 'ALREADY_DECIDED', process: 'p' });
  });

  it('leaves nothing to be answered afterwards', () => {
    const process = running({});
    const [action, timerId, taskId] = [
      process.waitOf('mail'),
      process.waitOf('later'),
      process.task('gift').id,
    ];
    process.tell(wish);
    expect(process.refusal({ type: 'CompleteAction', action })).toEqual({
      code: 'ACTION_NOT_WAITING',
      action,
    });
    expect(process.refusal({ type: 'FireTimer', timer: timerId })).toEqual({
      code: 'TIMER_NOT_WAITING',
      timer: timerId,
    });
    expect(process.refusal({ type: 'CompleteTask', task: taskId })).toEqual({
      code: 'TASK_NOT_OPEN',
      task: taskId,
    });
  });

  it('ends an independent process without touching the stage', () => {
    const contract = independent([start, task('sign'), end('signed')], ways('start>sign>signed'), {
      earlyTermination: {},
    });
    const process = play(contract);
    process.tell(wish);
    expect(process.state).toMatchObject({ status: 'ended', outcome: 'failure', stage: 'new', stageSeq: 0 });
  });

  it('wants a comment beside the reason where the map asks for it', () => {
    const process = running({ comment: 'required' });
    expect(process.refusal(wish)).toEqual({ code: 'COMMENT_REQUIRED' });
    expect(process.refusal({ ...wish, comment: ' ' })).toEqual({ code: 'COMMENT_REQUIRED' });
    process.tell({ ...wish, comment: 'They went bankrupt' });
    expect(process.texts).toEqual([{ id: 'p#termination', text: 'They went bankrupt' }]);
  });
});
