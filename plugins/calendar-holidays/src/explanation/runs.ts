import type { ExplainedDay } from '@dealroute/core';

const DAY = 86_400_000;

/** Days that follow one another for the same reason, as their first and last day. Weekend days stay apart. */
export function runsOf(days: readonly ExplainedDay[]): readonly (readonly [ExplainedDay, ExplainedDay])[] {
  const runs: [ExplainedDay, ExplainedDay][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && continues(run[1], day)) run[1] = day;
    else runs.push([day, day]);
  }
  return runs;
}

const continues = (before: ExplainedDay, day: ExplainedDay): boolean =>
  day.kind === 'off' &&
  before.kind === day.kind &&
  before.name === day.name &&
  before.reason === day.reason &&
  before.movedFrom === day.movedFrom &&
  Date.parse(day.date) - Date.parse(before.date) === DAY;
