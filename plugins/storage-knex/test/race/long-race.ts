import type { RaceOptions } from './race-suite.js';

const { DEALROUTE_RACE_OPERATIONS, DEALROUTE_RACE_SEED } = process.env;

/** The race that CI runs on a database; longer ones, and others, by the environment. */
export function longRace(usual = 20_000): RaceOptions {
  const operations = Number(DEALROUTE_RACE_OPERATIONS ?? usual);
  return {
    operations,
    seed: Number(DEALROUTE_RACE_SEED ?? 1),
    kills: Math.max(2, Math.round(operations / 10_000)),
    sleeps: Math.max(1, Math.round(operations / 30_000)),
  };
}
