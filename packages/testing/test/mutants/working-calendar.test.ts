import {
  type Deadline,
  type DeadlineRequest,
  isWorking,
  PlainCalendar,
  type WorkingTimeRequest,
} from '@dealroute/core';
import { workingCalendarCases } from '@dealroute/testing/contracts';
import { test } from 'vitest';
import { expectCaught } from './expect-caught.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const sound = new PlainCalendar({ zone: 'Europe/Moscow' });

type Compute = (request: DeadlineRequest) => Deadline;
type Count = (request: WorkingTimeRequest) => number;

const moved = (request: DeadlineRequest, by: (dueAt: number) => number): Deadline => {
  const deadline = sound.deadline(request);
  return { ...deadline, dueAt: by(deadline.dueAt) };
};

const compute: Compute = (request) => sound.deadline(request);
const count: Count = (request) => sound.between(request);
let asked = 0;

test.each<{ defect: string; caughtBy: string; deadline?: Compute; between?: Count }>([
  {
    defect: 'takes a working day for 24 working hours',
    caughtBy: 'never gives an earlier deadline for a day and some hours than for the day',
    deadline: (request) =>
      'working' in request.limit && request.limit.working === 'P1D'
        ? {
            ...sound.deadline({ ...request, limit: { working: 'PT24H' } }),
            explanation: sound.deadline(request).explanation,
          }
        : sound.deadline(request),
  },
  {
    defect: 'rounds deadlines down to the hour',
    caughtBy: 'never ends a working time of minutes before as much time has passed at all',
    deadline: (request) => moved(request, (dueAt) => dueAt - (dueAt % HOUR)),
  },
  {
    defect: 'moves elapsed deadlines to the next day',
    caughtBy: 'takes elapsed time exactly, whatever day it is',
    deadline: (request) => moved(request, (dueAt) => (isWorking(request.limit) ? dueAt : dueAt + DAY)),
  },
  {
    defect: 'is later for an earlier start',
    caughtBy: 'never gives an earlier deadline for a later start',
    deadline: (request) =>
      moved(request, (dueAt) => (new Date(request.start).getUTCHours() < 6 ? dueAt + 2 * DAY : dueAt)),
  },
  {
    defect: 'reads the clock of the machine',
    caughtBy: "does not depend on the time zone of the machine's process",
    deadline: (request) =>
      moved(request, (dueAt) => dueAt + DAY + new Date(dueAt).getTimezoneOffset() * 60_000),
  },
  {
    defect: 'explains another start',
    caughtBy: 'explains each deadline by its limit and start',
    deadline: (request) => {
      const { dueAt, explanation } = sound.deadline(request);
      return { dueAt, explanation: { ...explanation, start: dueAt } };
    },
  },
  {
    defect: 'names no zone',
    caughtBy: 'names a time zone that exists',
    deadline: (request) => {
      const { dueAt, explanation } = sound.deadline(request);
      return { dueAt, explanation: { ...explanation, zone: 'Nowhere/Special' } };
    },
  },
  {
    defect: 'is in another mood each time',
    caughtBy: 'gives the same deadline and explanation whenever it is asked',
    deadline: (request) => {
      asked += 1;
      return moved(request, (dueAt) => dueAt + asked);
    },
  },
  {
    defect: 'counts working time by the clock on the wall',
    caughtBy: 'counts between two instants what it adds to a start',
    between: ({ start, end }) => (end - start) / 60_000,
  },
  {
    defect: 'counts no working time backwards',
    caughtBy: 'counts from the later to the earlier instant the same, as a negative number',
    between: (request) => Math.max(0, sound.between(request)),
  },
])('notices a calendar that $defect', ({ caughtBy, deadline = compute, between = count }) =>
  expectCaught(workingCalendarCases, caughtBy, {
    sound: () => ({ calendar: sound }),
    broken: () => ({ calendar: { deadline, between } }),
  }),
);
