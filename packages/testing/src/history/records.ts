import type { Outcome, Receipt } from '@dealroute/core';
import type { Cut, Delivery, Operation, Reading, Wish } from './history.js';

/** A line of a client's own log: plain data, written down before anything else happens. */
export type HistoryRecord =
  | { readonly type: 'sent'; readonly id: string; readonly wish: Wish; readonly at: number }
  | { readonly type: 'answered'; readonly id: string; readonly answer: Outcome<Receipt>; readonly at: number }
  /** The call failed, so nobody knows whether it took effect. */
  | { readonly type: 'failed'; readonly id: string; readonly error: string; readonly at: number }
  | ({ readonly type: 'read' } & Reading)
  | ({ readonly type: 'delivered' } & Delivery)
  | ({ readonly type: 'cut' } & Cut);

/** What the logs of all clients come to. */
export interface Recorded {
  readonly operations: readonly Operation[];
  readonly readings: readonly Reading[];
  readonly deliveries: readonly Delivery[];
  readonly cuts: readonly Cut[];
  /** Why calls failed, and how often. */
  readonly failures: ReadonlyMap<string, number>;
}

/** Puts what was sent and what was answered together; what has no answer stays without one. */
export function readRecords(records: Iterable<HistoryRecord>): Recorded {
  const operations = new Map<string, Operation>();
  const readings: Reading[] = [];
  const deliveries: Delivery[] = [];
  const cuts: Cut[] = [];
  const failures = new Map<string, number>();
  for (const record of records) {
    switch (record.type) {
      case 'sent':
        operations.set(record.id, { id: record.id, wish: record.wish, invokedAt: record.at });
        break;
      case 'answered': {
        const sent = operations.get(record.id);
        if (!sent)
          throw new Error(`Operation ${record.id} was answered, and its log says nowhere that it was sent.`);
        operations.set(record.id, { ...sent, answer: record.answer, answeredAt: record.at });
        break;
      }
      case 'failed':
        failures.set(record.error, (failures.get(record.error) ?? 0) + 1);
        break;
      case 'read':
        readings.push(record);
        break;
      case 'delivered':
        deliveries.push(record);
        break;
      case 'cut':
        cuts.push(record);
        break;
    }
  }
  return { operations: [...operations.values()], readings, deliveries, cuts, failures };
}
