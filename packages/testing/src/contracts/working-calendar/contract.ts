import assert from 'node:assert/strict';
import { type Instant, isWorking } from '@dealroute/core';
import { describeContract, type MakeSetup } from '../contract.js';
import { HOUR } from '../samples.js';
import { NORTH, SOUTH } from '../storage-setup.js';
import {
  always,
  ask,
  type CalendarCase,
  count,
  DAY,
  dueAt,
  elapsed,
  FEW_STARTS,
  LIMITS,
  MINUTE,
  MONTH,
  minutesOf,
  ordered,
  STARTS,
  said,
  type WorkingCalendarSetup,
  working,
} from './asking.js';

/** What every `WorkingCalendar` keeps. */
export const workingCalendarCases: readonly CalendarCase[] = [
  always('gives deadlines as whole milliseconds', ({ dueAt: due }, start, limit) =>
    assert.ok(Number.isSafeInteger(due), said(start, limit)),
  ),
  always(
    'never gives a deadline at or before the start of a limit that is longer than nothing',
    ({ dueAt: due }, start, limit) => assert.ok(due > start, said(start, limit)),
  ),
  always(
    'never ends a working time of minutes before as much time has passed at all',
    ({ dueAt: due }, start, limit) => {
      assert.ok(due - start >= minutesOf(limit) * MINUTE, said(start, limit));
    },
    [working('PT1M'), working('PT45M'), working('PT8H'), working('PT40H')],
  ),
  always(
    'takes elapsed time exactly, whatever day it is',
    ({ dueAt: due }, start, limit) =>
      assert.equal(due - start, minutesOf(limit) * MINUTE, said(start, limit)),
    LIMITS.filter((limit) => !isWorking(limit)),
  ),
  always('explains each deadline by its limit and start', ({ explanation }, start, limit) => {
    assert.deepEqual(explanation.limit, limit);
    assert.equal(explanation.start, start);
  }),
  always(
    'names a time zone that exists',
    ({ explanation }) => {
      assert.doesNotThrow(() => new Intl.DateTimeFormat('en', { timeZone: explanation.zone }));
      assert.notEqual(explanation.zone, '');
    },
    [working('P1D'), elapsed('PT1M')],
  ),
  always(
    'names each skipped or shortened day once, in order, and none beyond the deadline',
    (deadline, start, limit) => {
      const { skipped = [], shortened = [] } = deadline.explanation;
      for (const days of [skipped, shortened]) {
        const dates = days.map(({ date }) => date);
        assert.deepEqual(dates, [...new Set(dates)].sort(), said(start, limit));
        for (const date of dates) {
          assert.match(date, /^\d{4}-\d{2}-\d{2}$/);
          const noon = Date.parse(`${date}T12:00:00Z`);
          assert.ok(
            noon > start - 2 * DAY && noon < deadline.dueAt + 2 * DAY,
            `${date} for ${said(start, limit)}`,
          );
        }
      }
    },
  ),
  always(
    'skips no day in elapsed time',
    ({ explanation }) => assert.deepEqual(explanation.skipped ?? [], []),
    LIMITS.filter((limit) => !isWorking(limit)),
  ),
  {
    name: 'never gives an earlier deadline for a later start',
    run: async (setup) => {
      for (const limit of LIMITS) {
        let before = -Infinity;
        for (const start of STARTS) {
          const due = await dueAt(setup, start, limit);
          assert.ok(due >= before, said(start, limit));
          before = due;
        }
      }
    },
  },
  ordered('never gives an earlier deadline for more minutes', [
    working('PT1M'),
    working('PT30M'),
    working('PT1H'),
    working('PT8H'),
    working('PT8H1M'),
    working('PT23H'),
    working('PT100H'),
  ]),
  ordered('never gives an earlier deadline for more days', [
    working('P1D'),
    working('P2D'),
    working('P3D'),
    working('P5D'),
    working('P30D'),
  ]),
  ordered('never gives an earlier deadline for a day and some hours than for the day', [
    working('P1D'),
    working('P1DT1M'),
    working('P1DT1H'),
    working('P1DT3H'),
  ]),
  ordered('takes no working day for longer than 24 working hours', [working('P2D'), working('PT48H')], HOUR),
  {
    name: 'counts minutes in parts as it counts them at once',
    run: async (setup) => {
      for (const start of FEW_STARTS) {
        for (const [first, second, both] of [
          ['PT1M', 'PT1M', 'PT2M'],
          ['PT3H', 'PT5H', 'PT8H'],
          ['PT8H', 'PT1M', 'PT8H1M'],
          ['PT40H', 'PT30M', 'PT40H30M'],
        ] as const) {
          const between = await dueAt(setup, start, working(first));
          const parts = await dueAt(setup, between, working(second));
          assert.equal(parts, await dueAt(setup, start, working(both)), said(start, working(both)));
        }
      }
    },
  },
  {
    name: 'counts between two instants what it adds to a start',
    run: async (setup) => {
      for (const start of FEW_STARTS) {
        for (const minutes of [1, 45, 480, 2_400]) {
          const end = await dueAt(setup, start, working(`PT${minutes}M`));
          assert.equal(
            Math.round(await count(setup, start, end)),
            minutes,
            said(start, working(`PT${minutes}M`)),
          );
        }
        assert.equal(await count(setup, start, start), 0);
      }
    },
  },
  {
    name: 'counts from the later to the earlier instant the same, as a negative number',
    run: async (setup) => {
      for (const start of FEW_STARTS) {
        const forward = await count(setup, start, start + 3 * DAY);
        assert.ok(forward >= 0 && forward <= 3 * 1_440, said(start, working('P3D')));
        assert.equal((await count(setup, start + 3 * DAY, start)) + forward, 0);
      }
    },
  },
  {
    name: 'reads the same length written otherwise in the same way',
    run: async (setup) => {
      for (const start of FEW_STARTS) {
        assert.equal(
          await dueAt(setup, start, working('PT90M')),
          await dueAt(setup, start, working('PT1H30M')),
        );
        assert.equal(await dueAt(setup, start, working('P2DT0M')), await dueAt(setup, start, working('P2D')));
        assert.equal(await dueAt(setup, start, elapsed('PT48H')), await dueAt(setup, start, elapsed('P2D')));
      }
    },
  },
  {
    name: 'gives the same deadline and explanation whenever it is asked',
    run: async (setup) => {
      for (const limit of LIMITS) {
        for (const start of FEW_STARTS) {
          const first = await ask(setup, start, limit);
          assert.deepEqual(await ask(setup, start, limit), first);
        }
      }
    },
  },
  {
    name: 'gives the same deadlines whatever was asked before, and to many at once',
    run: async (setup) => {
      const limit = working('P2DT3H');
      const forward: Instant[] = [];
      for (const start of FEW_STARTS) forward.push(await dueAt(setup, start, limit));
      const atOnce = await Promise.all([...FEW_STARTS].reverse().map((start) => dueAt(setup, start, limit)));
      assert.deepEqual(atOnce.reverse(), forward);
    },
  },
  {
    name: "does not depend on the time zone of the machine's process",
    run: async (setup) => {
      const answers = async () =>
        Promise.all(FEW_STARTS.map((start) => dueAt(setup, start, working('P1DT5H'))));
      const before = process.env.TZ;
      try {
        process.env.TZ = 'Pacific/Kiritimati';
        const east = await answers();
        process.env.TZ = 'America/Los_Angeles';
        assert.deepEqual(await answers(), east);
      } finally {
        if (before === undefined) delete process.env.TZ;
        else process.env.TZ = before;
      }
    },
  },
  {
    name: 'does not change what it is asked',
    run: async ({ calendar }) => {
      const request = Object.freeze({ start: MONTH, limit: Object.freeze({ working: 'P2D' }) });
      await calendar.deadline(request, Object.freeze({ ...NORTH }));
      assert.deepEqual(request, { start: MONTH, limit: { working: 'P2D' } });
    },
  },
  {
    name: 'answers for a person whom it does not know as for nobody in particular',
    run: async ({ calendar }) => {
      for (const start of FEW_STARTS) {
        const limit = working('P1DT1H');
        const anybody = await calendar.deadline({ start, limit }, NORTH);
        assert.deepEqual(await calendar.deadline({ start, limit, user: 'somebody unknown' }, NORTH), anybody);
        assert.deepEqual(await calendar.deadline({ start, limit, user: undefined }, NORTH), anybody);
      }
    },
  },
  {
    name: 'answers every tenant',
    run: async (setup) => {
      const deadline = await ask(setup, MONTH, working('P1D'), SOUTH);
      assert.ok(deadline.dueAt > MONTH);
    },
  },
  {
    name: 'finds a deadline 365 working days away',
    run: async (setup) => {
      const due = await dueAt(setup, MONTH, working('P365D'));
      assert.ok(due >= MONTH + 364 * DAY && due <= MONTH + 8 * 366 * DAY);
    },
  },
];

export const workingCalendarContract = (name: string, setup: MakeSetup<WorkingCalendarSetup>): void =>
  describeContract(`${name} keeps the contract of WorkingCalendar`, workingCalendarCases, setup);
