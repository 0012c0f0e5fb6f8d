import { afterEach, describe, expect, it } from 'vitest';
import type { JsonValue, TimerNode } from '../../../src/index.js';
import { DAY, end, HOUR, independent, NOW, Play, play, start, task, timer, ways } from '../support.js';

const waiting = (wait: TimerNode['wait']) =>
  independent([start, timer('pause', wait), task('call'), end('done')], ways('start>pause>call>done'));
const plans = (wait: TimerNode['wait']) => {
  const { step } = new Play(waiting(wait)).attempt({ type: 'StartProcess', process: 'p', deal: 'deal-1' });
  return step.ok ? step.events.filter(({ type }) => type === 'TimerPlanned') : step;
};

describe('a timer', () => {
  it.each<TimerNode['wait']>([{ elapsed: 'PT36H' }, { working: 'P2D' }])(
    'plans %j for the calendar to complete',
    (wait) => {
      expect(plans(wait)).toEqual([{ type: 'TimerPlanned', timer: 'p.2', visit: 2, limit: wait }]);
    },
  );

  it('waits until its instant and goes on then', () => {
    const process = play(waiting({ elapsed: 'PT36H' }));
    expect(process.state.timers).toEqual([{ visit: 2, dueAt: NOW + 36 * HOUR }]);
    process.tell({ type: 'FireTimer', timer: 'p.2' }, { now: NOW + 36 * HOUR });
    expect(process.where).toEqual(['call']);
    expect(process.happened('TimerFired')).toEqual([{ type: 'TimerFired', timer: 'p.2' }]);
    expect(process.state.timers).toEqual([]);
  });

  it('does not fire early', () => {
    const process = play(waiting({ elapsed: 'P1D' }));
    expect(process.refusal({ type: 'FireTimer', timer: 'p.2' }, { now: NOW + DAY - 1 })).toEqual({
      code: 'TIMER_NOT_DUE',
      timer: 'p.2',
      dueAt: NOW + DAY,
    });
  });

  it('fires once', () => {
    const process = play(waiting({ elapsed: 'P1D' }));
    process.fire('pause');
    expect(process.refusal({ type: 'FireTimer', timer: 'p.2' }, { now: NOW + 2 * DAY })).toEqual({
      code: 'TIMER_NOT_WAITING',
      timer: 'p.2',
    });
  });

  it.each(['p.1', 'p.3', 'q.2', 'p'])('is not %s, which waits for no time', (id) => {
    const process = play(waiting({ elapsed: 'P1D' }));
    expect(process.refusal({ type: 'FireTimer', timer: id })).toEqual({
      code: 'TIMER_NOT_WAITING',
      timer: id,
    });
  });
});

describe('a timer until the instant in a field', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  const until = (meetingAt: JsonValue) => {
    const play = new Play(waiting({ untilField: 'meetingAt' }), {
      facts: { deal: { fields: { meetingAt } } },
    });
    play.attempt({ type: 'StartProcess', process: 'p', deal: 'deal-1' });
    return play;
  };

  it.each<[JsonValue, number]>([
    ['2025-03-01T12:30:00Z', Date.UTC(2025, 2, 1, 12, 30)],
    ['2025-03-01T12:30:00.250Z', Date.UTC(2025, 2, 1, 12, 30, 0, 250)],
    ['2025-03-01T12:30+03:00', Date.UTC(2025, 2, 1, 9, 30)],
    ['2025-03-01', Date.UTC(2025, 2, 1)],
    [1_740_832_200_000, 1_740_832_200_000],
    [0, 0],
  ])('reads %j', (value, dueAt) => {
    expect(until(value).state.timers).toEqual([{ visit: 2, dueAt }]);
  });

  it.each(['Asia/Tokyo', 'America/New_York'])(
    'reads a time without a zone as UTC on a machine in %s, too',
    (machine) => {
      process.env.TZ = machine;
      expect(new Date(0).getTimezoneOffset()).not.toBe(0);
      expect(until('2025-03-01T12:30').state.timers).toEqual([
        { visit: 2, dueAt: Date.UTC(2025, 2, 1, 12, 30) },
      ]);
    },
  );

  it.each<JsonValue>([
    '',
    ' ',
    null,
    true,
    [],
    'soon',
    'March 7',
    '1/2/2025',
    '2025-13-40',
    '2025-03-01 12:30',
    1e300,
  ])('cannot wait for %j', (value) => {
    const wish = { type: 'StartProcess', process: 'p', deal: 'deal-1' } as const;
    expect(until(value).refusal(wish)).toEqual({
      code: 'TIMER_FIELD_EMPTY',
      node: 'pause',
      field: 'meetingAt',
    });
  });

  it('may wait for an instant that has passed, and fires at once', () => {
    const play = until('2024-01-01');
    play.tell({ type: 'FireTimer', timer: 'p.2' });
    expect(play.where).toEqual(['call']);
  });
});
