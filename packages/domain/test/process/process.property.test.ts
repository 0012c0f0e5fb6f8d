import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { ProcessEventType, RejectionCode } from '../../src/index.js';
import { diceOf } from '../validation/soundness/real-run.js';
import { edited } from './edited-maps.js';
import { type RandomMaps, randomMaps } from './random-maps.js';
import { type Chance, chances, randomPlay, type Wish, wish } from './random-wishes.js';
import type { Play } from './support.js';

// A busy machine is no reason to fail.
vi.setConfig({ testTimeout: 120_000 });

const seen = {
  events: new Set<ProcessEventType>(),
  refusals: new Set<RejectionCode>(),
  accepted: 0,
  refused: 0,
  ended: 0,
};

/** Starts a process of random maps and sends it what chance says. The play's witness throws at the first broken invariant. */
function run(maps: RandomMaps, dice: readonly Chance[]): Play {
  const play = randomPlay(maps, [edited(maps.map, diceOf(dice.length))]);
  let last: Wish | undefined;
  note(play, { command: { type: 'StartProcess', process: 'p', deal: 'deal-1' }, change: {} });
  // What comes after the end is refused: a few such wishes are enough.
  let afterwards = 5;
  for (const chance of dice) {
    if (play.state.status === 'ended' && afterwards-- === 0) break;
    last = wish(play, chance, last);
    note(play, last);
  }
  play.finish();
  if (play.state.status === 'ended') seen.ended += 1;
  return play;
}

function note(play: Play, { command, change }: Wish): void {
  const { step, events } = play.attempt(command, change);
  for (const { type } of events) seen.events.add(type);
  if (step.ok) seen.accepted += 1;
  else {
    seen.refused += 1;
    seen.refusals.add(step.rejection.code);
  }
}

describe.each([1, 2, 3])('any map and any commands, from seed %i', (seed) => {
  it('keep the invariants of a process after every step', () => {
    fc.assert(
      fc.property(randomMaps, chances(0, 60), (maps, dice) => void run(maps, dice)),
      { seed, numRuns: 150 },
    );
  });
});

it('a process that people bring on comes to its end, whatever happened before', () => {
  const onwards: Chance = { which: 0, how: 12, mood: 'onwards' };
  fc.assert(
    fc.property(randomMaps, chances(0, 20), (maps, dice) => {
      const play = run(maps, dice);
      for (let n = 0; n < 300 && play.state.status === 'running'; n++)
        note(play, wish(play, onwards, undefined));
      expect(play.state).toMatchObject({ status: 'ended', tokens: [] });
    }),
    { seed: 4, numRuns: 80 },
  );
});

it('long random scenarios are given back, byte for byte, by their journals', () => {
  const plays = fc
    .sample(fc.tuple(randomMaps, chances(200, 200)), { seed: 7, numRuns: 20 })
    .map((drawn) => run(...drawn));
  expect(Math.max(...plays.map(({ journal }) => journal.length))).toBeGreaterThan(150);
});

describe('what the random scenarios have seen', () => {
  const rare = [
    'PROCESS_ENDED',
    'ALREADY_DECIDED',
    'ALREADY_CLAIMED',
    'STEP_OUT_OF_ORDER',
    'COMMENT_TOO_LONG',
    'PROCESS_SUSPENDED',
    'PROCESS_NOT_SUSPENDED',
    'CANNOT_MOVE_THERE',
  ];

  it('is every event', () => {
    const events: Record<ProcessEventType, true> = {
      ProcessStarted: true,
      NodeEntered: true,
      NodeLeft: true,
      NodeCompleted: true,
      StageChanged: true,
      StageBypassed: true,
      StageRestored: true,
      TaskCreated: true,
      TaskClaimed: true,
      TaskReleased: true,
      TaskHandedOver: true,
      StepCompleted: true,
      TaskCompleted: true,
      TaskWithdrawn: true,
      VariablesSet: true,
      ActionRequested: true,
      ActionCompleted: true,
      ActionFailed: true,
      TimerSet: true,
      TimerFired: true,
      TimerSignalled: true,
      TimerWithdrawn: true,
      ProcessCalled: true,
      CalledProcessEnded: true,
      OutcomeDecided: true,
      EarlyTerminated: true,
      ProcessSuspended: true,
      ProcessResumed: true,
      ProcessMoved: true,
      ProcessMigrated: true,
      TaskRescheduled: true,
      TimerRescheduled: true,
      ProcessEnded: true,
    };
    expect([...seen.events].sort()).toEqual(Object.keys(events).sort());
  });

  it('is refusals of many kinds, the rare ones too', () => {
    expect([...seen.refusals]).toEqual(expect.arrayContaining(rare));
    expect(seen.refusals.size).toBeGreaterThan(15);
  });

  it('is many steps, and many processes that came to their end', () => {
    expect(seen.accepted).toBeGreaterThan(2_000);
    expect(seen.refused).toBeGreaterThan(1_000);
    expect(seen.ended).toBeGreaterThan(50);
  });
});
