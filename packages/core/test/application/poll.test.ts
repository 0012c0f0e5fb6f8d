import { VirtualClock } from '@dealroute/testing';
import { describe, expect, it } from 'vitest';
import { Poll } from '../../src/application/poll.js';
import type { Backlog } from '../../src/index.js';

const QUIET: Backlog = {
  nextTimer: null,
  nextStart: null,
  nextLook: null,
  outbox: false,
  inbox: false,
  nextAttemptMs: null,
};

function polling(limits = { pollMs: 1_000, idlePollMs: 5_000 }) {
  const clock = new VirtualClock();
  let real = 0;
  const poll = new Poll(limits, clock, () => real);
  const pass = (ms: number) => {
    real += ms;
  };
  return { poll, clock, pass };
}

/** Real milliseconds until the next look, where business time passes as real time does. */
function pauseAfter({ poll, clock, pass }: ReturnType<typeof polling>): number {
  let waited = 0;
  while (!poll.isDue()) {
    const nap = poll.napMs();
    waited += nap;
    pass(nap);
    clock.advance(nap);
  }
  return waited;
}

describe('the pause between two looks', () => {
  it('is half as long as it has been quiet, between its two limits', () => {
    const { poll, pass } = polling();
    const pauses = [0, 1_999, 3_000, 5_000, 3_600_000].map((ms) => {
      poll.worked();
      pass(ms);
      poll.looked(QUIET);
      return poll.napMs();
    });
    expect(pauses).toEqual([1_000, 1_000, 1_500, 2_500, 5_000]);
  });

  it('is never shorter than the shorter limit, also where the longer one is below it', () => {
    const { poll, pass } = polling({ pollMs: 20_000, idlePollMs: 5_000 });
    pass(60_000);
    poll.looked(QUIET);
    expect(poll.napMs()).toBe(20_000);
  });

  it('grows over a quiet hour to fewer than one look in four seconds', () => {
    const quiet = polling();
    let looks = 0;
    for (let waited = 0; waited < 3_600_000; looks++) {
      quiet.poll.looked(QUIET);
      waited += pauseAfter(quiet);
    }
    expect(looks).toBeLessThan(900);
  });

  it('ends with the next attempt of a message, by real time', () => {
    const { poll, pass } = polling();
    pass(60_000);
    poll.looked({ ...QUIET, nextAttemptMs: 1_234 });
    expect(poll.napMs()).toBe(1_234);
    pass(1_233);
    expect(poll.isDue()).toBe(false);
    pass(1);
    expect(poll.isDue()).toBe(true);
  });

  it.each(['nextTimer', 'nextStart', 'nextLook'] as const)('ends at the business instant of %s', (name) => {
    const quiet = polling();
    quiet.pass(60_000);
    quiet.poll.looked({ ...QUIET, [name]: quiet.clock.now() + 2_345 });
    expect(pauseAfter(quiet)).toBe(2_345);
  });

  it('is cut into naps while an instant is to come, so that a clock that jumps is noticed', () => {
    const { poll, clock, pass } = polling();
    pass(60_000);
    poll.looked({ ...QUIET, nextTimer: clock.now() + 3_600_000 });
    expect(poll.napMs()).toBe(1_000);
    pass(1_000);
    expect(poll.isDue()).toBe(false);
    clock.advance('PT1H');
    expect(poll.isDue()).toBe(true);
  });

  it('is not cut short again and again by an instant that had come at the last look', () => {
    const { poll, clock, pass } = polling();
    pass(60_000);
    poll.looked({ ...QUIET, nextLook: clock.now() - 1 });
    expect([poll.isDue(), poll.napMs()]).toEqual([false, 5_000]);
  });

  it('is short after a look that failed', () => {
    const { poll, clock, pass } = polling();
    pass(60_000);
    poll.looked({ ...QUIET, nextTimer: clock.now() + 1 });
    poll.failed();
    clock.advance(1);
    expect([poll.isDue(), poll.napMs()]).toEqual([false, 1_000]);
  });
});
