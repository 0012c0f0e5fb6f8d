import { describe, expect, it } from 'vitest';
import {
  call,
  DAY,
  end,
  independent,
  join,
  NOW,
  type Play,
  play,
  split,
  start,
  task,
  timer,
  ways,
} from '../support.js';

const map = independent(
  [start, timer('payment', { elapsed: 'P1D' }, { signal: 'paid' }), task('ship'), end('done')],
  ways('start>payment>ship>done'),
);
const PAID = { type: 'SignalProcess', process: 'p', signal: 'paid' } as const;
const signalled = (process: Play) => process.happened('TimerSignalled');

describe('a signal', () => {
  it('ends the wait that names it before its time, and the journal says which', () => {
    const process = play(map);
    process.tell({ ...PAID, variables: { sum: 5 } }, { actor: null });
    expect(process.where).toEqual(['ship']);
    expect(signalled(process)).toEqual([{ type: 'TimerSignalled', timer: 'p.2', signal: 'paid' }]);
    expect(process.state).toMatchObject({ timers: [], variables: { sum: 5 } });
    expect(process.refusal({ type: 'FireTimer', timer: 'p.2' }, { now: NOW + DAY })).toMatchObject({
      code: 'TIMER_NOT_WAITING',
    });
  });

  it('that nothing waits for changes nothing, variables included', () => {
    const process = play(map);
    expect(process.tell({ ...PAID, signal: 'called', variables: { sum: 5 } })).toEqual([]);
    process.fire('payment');
    expect(process.tell(PAID)).toEqual([]);
    expect(process.where).toEqual(['ship']);
  });

  it('is needed by no wait: the time comes all the same', () => {
    const process = play(map);
    process.fire('payment');
    expect(process.where).toEqual(['ship']);
  });

  it('ends every wait that names it, in the processes that were called too, and one round of a loop', () => {
    const approval = independent(
      [start, timer('slow', { elapsed: 'P3D' }, { signal: 'paid' }), end('approved')],
      ways('start>slow>approved'),
      { key: 'approval' },
    );
    const loop = independent(
      [
        start,
        split('both'),
        call('approve'),
        timer('first', { elapsed: 'P1D' }, { signal: 'paid' }),
        timer('again', { elapsed: 'P1D' }, { signal: 'paid' }),
        join('all'),
        task('ship'),
        end('done'),
      ],
      ways('start>both>approve>all>ship>done', 'both>first>again>all'),
    );
    const process = play(loop, { called: [approval] });
    process.tell(PAID);
    expect(process.where).toEqual(['again', 'all']);
    process.tell(PAID);
    expect(process.where).toEqual(['ship']);
    expect(signalled(process)).toHaveLength(3);
  });

  it('is kept by a suspended process, which goes on with it when it is resumed', () => {
    const process = play(map);
    process.tell({ type: 'SuspendProcess', process: 'p' });
    process.tell(PAID);
    expect(process.where).toEqual(['payment']);
    expect(process.tell(PAID)).toEqual([]);
    process.tell({ type: 'ResumeProcess', process: 'p', deadlines: 'shift' }, { now: NOW + DAY });
    expect(process.where).toEqual(['ship']);
    expect(process.happened('NodeCompleted')).toEqual([]);
  });

  it('to an ended process is refused', () => {
    const process = play(map);
    process.fire('payment');
    process.complete('ship');
    expect(process.refusal(PAID)).toEqual({ code: 'PROCESS_ENDED', process: 'p' });
  });
});
