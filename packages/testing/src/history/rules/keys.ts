import { isDeepStrictEqual } from 'node:util';
import { type Evidence, grouped, receiptIn } from '../evidence.js';
import type { Operation } from '../history.js';
import { name } from './acknowledgements.js';

/** I13: whatever was asked under one key took effect once, and everybody got the first answer. */
export function keys({ history, places }: Evidence): readonly string[] {
  const groups = grouped(history.operations, ({ wish }) => wish.key);
  return [...groups].flatMap(([key, operations]) => {
    const written = operations.flatMap(({ id }) => places.get(id) ?? []);
    const twice = written.length > 1 ? [`I13: key ${key} took effect ${written.length} times`] : [];
    return [...twice, ...answers(operations)];
  });
}

function answers(operations: readonly Operation[]): readonly string[] {
  const accepted = operations.filter(({ answer }) => answer?.ok);
  const [first] = accepted;
  if (!first) return [];
  const known = Math.min(...accepted.map(({ answeredAt }) => answeredAt as number));
  return operations.flatMap((operation) => {
    const { answer, invokedAt } = operation;
    const isOther = answer?.ok && !isDeepStrictEqual(receiptIn(answer), receiptIn(first.answer));
    const isLate = answer && !answer.ok && invokedAt > known;
    if (isOther) return [`I13: ${name(operation)} and ${first.id} have one key and different answers`];
    return isLate ? [`I13: ${name(operation)} was refused after its key had been accepted`] : [];
  });
}
