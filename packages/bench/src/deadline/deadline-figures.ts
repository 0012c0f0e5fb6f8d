import { HolidayCalendar } from '@dealroute/calendar-holidays';
import moment from 'moment-business-time';
import { type Figure, pairFigure } from '../figure.js';
import { WorkingTable } from './working-table.js';
import { HOLIDAYS } from './year.js';

const ROUNDS = 5;
const STARTS = 4_096;
const CALLS = 400_000;
const PEER_CALLS = 400;
const HOURS = 16;
const HOUR = 3_600_000;
const FROM = Date.UTC(2026, 0, 1);

/** Nanoseconds of one call. */
type Timed = () => number;

/** A deadline 16 working hours away: P10. All count the same hours of the same days, and are checked against one another. */
export function deadlineFigures(): Figure[] {
  const zone = process.env.TZ;
  // The peer counts in the time zone of the process.
  process.env.TZ = 'UTC';
  try {
    return figures(openStarts());
  } finally {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  }
}

function figures(starts: Float64Array): Figure[] {
  const calendar = new HolidayCalendar({
    zone: 'UTC',
    overrides: HOLIDAYS.map((date) => ({ date, kind: 'off' as const })),
  });
  const company = calendar.calendar();
  const table = new WorkingTable(FROM, 800);
  const ours = (start: number) => company.addMinutes(start, HOURS * 60);
  const explained = (start: number) => company.deadline(start, { working: `PT${HOURS}H` }).dueAt;
  const limit = (start: number) => table.add(start, HOURS * HOUR);
  const peer = peerWithHolidays();
  for (const start of starts.subarray(0, 256)) mustAgree(start, ours(start), [limit, explained, peer]);

  const timed = (work: (start: number) => number, calls: number): Timed => timing(work, starts, calls);
  const search = timed(ours, CALLS);
  const bare = timed(limit, CALLS);
  const whole = timed(explained, CALLS);
  const moments = timed(peer, PEER_CALLS);
  const name = `deadline ${HOURS} working hours away`;
  return [
    compared({ id: 'P10', name, unit: 'ns', against: 'the limit' }, search, bare, { atMost: 5 }),
    compared({ id: 'P10e', name: `${name}, explained`, unit: 'ns', against: 'the limit' }, whole, bare, {
      atMost: 10,
    }),
    // The peer's time over ours: how many times faster.
    compared(
      { id: 'P10m', name: 'the same by moment-business-time', unit: 'ns', against: 'ours' },
      moments,
      search,
      {
        atLeast: 1_000,
      },
    ),
  ];
}

function compared(
  about: Pick<Figure, 'id' | 'name' | 'unit' | 'against'>,
  one: Timed,
  other: Timed,
  goal: Parameters<typeof pairFigure>[3],
): Figure {
  one();
  other();
  const pairs = Array.from({ length: ROUNDS }, () => [one(), other()] as const);
  return pairFigure(
    about,
    pairs.map(([mine]) => mine),
    pairs.map(([mine, theirs]) => mine / theirs),
    goal,
  );
}

function timing(work: (start: number) => number, starts: Float64Array, calls: number): Timed {
  return () => {
    let sum = 0;
    const begin = performance.now();
    for (let n = 0; n < calls; n++) sum += work(starts[n % STARTS] as number);
    const took = performance.now() - begin;
    if (!Number.isFinite(sum)) throw new Error('A deadline was no instant.');
    return (took * 1_000_000) / calls;
  };
}

function mustAgree(start: number, end: number, others: readonly ((start: number) => number)[]): void {
  for (const [place, other] of others.entries()) {
    if (other(start) === end) continue;
    const found = new Date(other(start)).toISOString();
    throw new Error(
      `From ${new Date(start).toISOString()} we say ${new Date(end).toISOString()}, number ${place} says ${found}.`,
    );
  }
}

/** Instants in open time of one year, the same in each run, in no order. */
function openStarts(): Float64Array {
  const table = new WorkingTable(FROM, 800);
  let seed = 12_345;
  return Float64Array.from({ length: STARTS }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return table.add(Date.UTC(2026, 0, 12, 9), (1 + (seed % 120_000)) * 60_000);
  });
}

function peerWithHolidays(): (start: number) => number {
  const day = ['09:00:00', '18:00:00'];
  moment.updateLocale('en', {
    workinghours: { 0: null, 1: day, 2: day, 3: day, 4: day, 5: day, 6: null },
    holidays: [...HOLIDAYS],
  });
  return (start) => moment(start).addWorkingTime(HOURS, 'hours').valueOf();
}
