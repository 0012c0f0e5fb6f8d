import type { Evidence } from '../evidence.js';
import type { ProcessTimeline } from '../timeline.js';

/** I7, I8: a timer fires once, never early, never in a suspended process, and none is forgotten. */
export function timers({ history, timelines }: Evidence): readonly string[] {
  return [...timelines.values()].flatMap((timeline) => ofProcess(timeline, history.restedAt));
}

function ofProcess(timeline: ProcessTimeline, restedAt: number): readonly string[] {
  const found: string[] = [];
  const { length } = timeline.entries;
  const goesOn = timeline.endedIn > length && !timeline.isSuspendedIn({ from: length, to: length });
  for (const [timer, { dueAt, ends }] of timeline.timers) {
    const [end] = ends;
    if (ends.length > 1) found.push(`I8: timer ${timer} ended ${ends.length} times`);
    if (!end && goesOn && dueAt <= restedAt)
      found.push(`I8: timer ${timer} was due at ${dueAt} and never fired`);
    if (!end?.fired) continue;
    if (end.at < dueAt) found.push(`I7: timer ${timer} fired at ${end.at}, before it was due at ${dueAt}`);
    const before = { from: end.n - 1, to: end.n - 1 };
    if (timeline.isSuspendedIn(before))
      found.push(`I8: timer ${timer} fired while ${timeline.id} was suspended`);
  }
  return found;
}
