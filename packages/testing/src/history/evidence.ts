import type { Outcome, ProcessId, Receipt } from '@dealroute/core';
import type { History, Operation } from './history.js';
import { ProcessTimeline } from './timeline.js';

/** A place in a journal. */
interface Place {
  readonly process: ProcessId;
  readonly n: number;
}

/** A history, looked up from every side. */
export interface Evidence {
  readonly history: History;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly timelines: ReadonlyMap<ProcessId, ProcessTimeline>;
  /** Where the journals name an operation. */
  readonly places: ReadonlyMap<string, readonly Place[]>;
}

/** Sorts the papers: one pass over everything. */
export function evidenceOf(history: History): Evidence {
  const operations = new Map(history.operations.map((operation) => [operation.id, operation]));
  const known = firstKnown(history);
  const places = new Map<string, Place[]>();
  const timelines = new Map<ProcessId, ProcessTimeline>();
  for (const { id, journal } of history.processes) {
    for (const { source, n } of journal) {
      const named = places.get(source);
      if (named) named.push({ process: id, n });
      else places.set(source, [{ process: id, n }]);
    }
    const witness = {
      sentAt: ({ source }: { source: string }) =>
        operations.get(source)?.invokedAt ?? Number.NEGATIVE_INFINITY,
      knownAt: (process: ProcessId, n: number) => known.get(placeKey(process, n)) ?? Number.POSITIVE_INFINITY,
    };
    timelines.set(id, new ProcessTimeline(id, journal, witness));
  }
  return { history, operations, timelines, places };
}

/** When each version was first named to somebody. */
function firstKnown({ operations, readings }: History): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  const note = (key: string, at: number) => {
    if (at < (known.get(key) ?? Number.POSITIVE_INFINITY)) known.set(key, at);
  };
  for (const operation of operations) {
    const receipt = receiptIn(operation.answer);
    if (receipt) note(placeKey(receipt.process, receipt.version), operation.answeredAt as number);
  }
  for (const { process, version, answeredAt } of readings) note(placeKey(process, version), answeredAt);
  return known;
}

export const receiptIn = (answer: Outcome<Receipt> | undefined): Receipt | undefined =>
  answer?.ok ? answer.value : undefined;

const placeKey = (process: ProcessId, n: number): string => `${n} ${process}`;

/** Puts values that have the same name together; those without one are left out. */
export function grouped<T>(
  values: readonly T[],
  nameOf: (value: T) => string | undefined,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const name = nameOf(value);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(value);
    else groups.set(name, [value]);
  }
  return groups;
}
