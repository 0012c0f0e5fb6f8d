import { type Evidence, receiptIn } from '../evidence.js';

/** I14: the order of the journal is one in which everything could have happened between its call and its answer. */
export function realTime({ history, timelines, operations }: Evidence): readonly string[] {
  const found: string[] = [];
  for (const timeline of timelines.values()) {
    for (let n = 1; n <= timeline.entries.length; n++) {
      if (timeline.sentBy(n) <= timeline.knownBy(n)) continue;
      found.push(
        `I14: version ${n} of ${timeline.id} was known at ${timeline.knownBy(n)}, before what the journal has up to there was sent (${timeline.sentBy(n)})`,
      );
    }
  }
  for (const { answer, invokedAt, answeredAt, id } of operations.values()) {
    if (receiptIn(answer) && (answeredAt ?? 0) < invokedAt)
      found.push(`I14: ${id} was answered before it was sent`);
  }
  for (const { process, invokedAt, answeredAt, version } of history.readings) {
    const timeline = timelines.get(process);
    const { from, to } = timeline?.met(invokedAt, answeredAt) ?? { from: 0, to: 0 };
    if (version < from)
      found.push(
        `I14: a read of ${process} saw version ${version}, though ${from} was known before it began`,
      );
    if (version > to)
      found.push(`I14: a read of ${process} saw version ${version}, though only ${to} could have been there`);
  }
  return found;
}
