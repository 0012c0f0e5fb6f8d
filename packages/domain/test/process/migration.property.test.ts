import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { type Command, type ProcessState, validateMap } from '../../src/index.js';
import { type Dice, diceOf } from '../validation/soundness/real-run.js';
import { type Edited, edited } from './edited-maps.js';
import { type RandomMaps, randomMaps } from './random-maps.js';
import { type Chance, chances, randomPlay, wish } from './random-wishes.js';
import { NOW, type Play } from './support.js';

// A busy machine is no reason to fail.
vi.setConfig({ testTimeout: 120_000 });

const admin = { actor: 'admin', now: NOW };
const onwards: Chance = { which: 0, how: 12, mood: 'onwards' };
const seen = { accepted: 0, elsewhere: 0, ended: 0, refused: new Map<string, number>() };

/** A process of random maps that people have brought somewhere. */
function walked(maps: RandomMaps, version: Edited, dice: readonly Chance[]): Play {
  const play = randomPlay(maps, [version]);
  play.start();
  for (const chance of dice) {
    const { command, change } = wish(play, { ...chance, mood: 'onwards' }, undefined);
    play.attempt(command, change);
  }
  return play;
}

const isSound = ({ map }: Edited, { called }: RandomMaps) => {
  const context = { calledMap: (key: string) => called.find((other) => other.key === key) };
  return !validateMap(map, context).some(({ severity }) => severity === 'error');
};

function bringToItsEnd(play: Play): void {
  for (let n = 0; n < 400 && play.state.status === 'running'; n++) {
    const { command, change } = wish(play, onwards, undefined);
    play.attempt(command, change);
  }
}

/** Chooses for a node on which the process stands some other one of its kind: no analyst would. */
function wild({ state, map }: Play, { map: next, mapping }: Edited, dice: Dice): Edited['mapping'] {
  const own = state.tokens.filter(({ process }) => process === state.id);
  const was = own[dice(Math.max(own.length, 1))]?.node ?? '';
  const alike = next.nodes.filter(({ kind }) => kind === map.nodes.get(was)?.kind);
  const is = alike[dice(Math.max(alike.length, 1))];
  return is ? { ...mapping, [was]: is.id } : mapping;
}

/** Stages that were set are not unset: their counter rises, and a bypass that they ended is over. */
const restored = ({ stageSeq, ...state }: ProcessState, since: ProcessState) =>
  JSON.stringify(stageSeq === since.stageSeq ? state : { ...state, bypass: null });

/** The witness of the play throws where a step breaks an invariant, be it the migration or one after it. */
function migrate(maps: RandomMaps, chosen: readonly Chance[], seed: number): void {
  const dice = diceOf(seed);
  const version = edited(maps.map, dice);
  if (!isSound(version, maps)) return;
  const play = walked(maps, version, chosen);
  const mapping = dice(2) === 0 ? version.mapping : wild(play, version, dice);
  const before = play.state;
  const deadlines = seed % 2 === 0 ? ('keep' as const) : ('recalculate' as const);
  const command: Command = {
    type: 'MigrateProcess',
    process: 'p',
    version: 2,
    mapping,
    deadlines,
  };
  const { step, events } = play.attempt(command, admin);
  if (!step.ok) {
    const { rejection } = step;
    const why = rejection.code === 'CANNOT_MIGRATE' ? rejection.why : rejection.code;
    seen.refused.set(why, (seen.refused.get(why) ?? 0) + 1);
    expect(play.state).toBe(before);
    return;
  }
  seen.accepted += 1;
  if (events.some((event) => event.type === 'ProcessMigrated' && event.tokens.length > 0))
    seen.elsewhere += 1;
  play.tell({ type: 'UndoMigration', process: 'p' }, admin);
  expect(restored(play.state, before)).toBe(restored({ ...before, stageSeq: play.state.stageSeq }, before));
  play.tell(command, admin);
  bringToItsEnd(play);
  expect(play.state).toMatchObject({ status: 'ended', tokens: [] });
  seen.ended += 1;
  play.finish();
}

it('a migration that is accepted keeps the invariants, can be undone, and the process still comes to its end', () => {
  fc.assert(fc.property(randomMaps, chances(0, 10), fc.nat(), migrate), { seed: 27, numRuns: 800 });
});

it('has seen many migrations, tokens that went over to other nodes, and refusals of several kinds', () => {
  expect(seen.accepted).toBeGreaterThan(300);
  expect(seen.elsewhere).toBeGreaterThan(50);
  expect(seen.ended).toBe(seen.accepted);
  expect([...seen.refused.keys()]).toEqual(
    expect.arrayContaining(['MIGRATION_NEEDS_CHOICE', 'PROCESS_ENDED', 'stranded', 'doubled', 'leading']),
  );
});
