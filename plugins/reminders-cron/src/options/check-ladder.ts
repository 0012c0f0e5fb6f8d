import { type Duration, durationOf, isWorking, type TimeLimit } from '@dealroute/core';
import type { Rung } from './reminders-options.js';

const MOST_RUNGS = 20;
const KEYS = ['after', 'to'];
const RECIPIENTS = ['assignee', 'head', 'admins'];
const DAY_MINUTES = 24 * 60;

/** What is wrong with a ladder, whatever JavaScript passed. */
export function problemsOfLadder(ladder: unknown): string[] {
  if (!Array.isArray(ladder) || ladder.length < 1 || ladder.length > MOST_RUNGS) {
    return [`ladder: expected a list of 1 to ${MOST_RUNGS} rungs`];
  }
  const problems = ladder.flatMap((rung: unknown, place) =>
    problemsOfRung(rung, place).map((problem) => `ladder, rung ${place + 1}: ${problem}`),
  );
  return problems.length > 0 ? problems : problemsOfOrder(ladder as readonly Rung[]);
}

function problemsOfRung(rung: unknown, place: number): string[] {
  if (typeof rung !== 'object' || rung === null) return ['expected an object with `after` and `to`'];
  const { after, to } = rung as Partial<Record<keyof Rung, unknown>>;
  const unknown = Object.keys(rung).filter((key) => !KEYS.includes(key));
  return [
    ...unknown.map((key) => `unknown key "${key}", expected ${KEYS.join(' and ')}`),
    ...problemsOfAfter(after, place),
    ...problemsOfRecipients(to),
  ];
}

function problemsOfAfter(after: unknown, place: number): string[] {
  if (after === null) return place === 0 ? [] : ['`after` is null, which only the first rung can be'];
  const limit = isLimit(after) ? durationOf(after) : undefined;
  if (limit && limit.days + limit.minutes > 0) return [];
  return [
    "`after` is no time limit: expected null, or one such as { working: 'PT4H' } that is longer than nothing",
  ];
}

function isLimit(value: unknown): value is TimeLimit {
  if (typeof value !== 'object' || value === null) return false;
  const [[unit, text] = [], ...more] = Object.entries(value);
  return more.length === 0 && (unit === 'working' || unit === 'elapsed') && typeof text === 'string';
}

function problemsOfRecipients(to: unknown): string[] {
  const isRight = (name: unknown): boolean => RECIPIENTS.includes(name as string);
  if (Array.isArray(to) && to.length > 0 && to.every(isRight) && new Set(to).size === to.length) return [];
  return [
    `\`to\` is ${JSON.stringify(to) ?? 'missing'}: expected some of ${RECIPIENTS.join(', ')}, each once`,
  ];
}

function problemsOfOrder(ladder: readonly Rung[]): string[] {
  return ladder.flatMap(({ after }, place) => {
    const before = ladder[place - 1]?.after;
    if (!before || !after || !isSurelyNotLater(after, before)) return [];
    return [`ladder, rung ${place + 1}: it comes no later than the rung before it`];
  });
}

/** Hours of a calendar cannot be compared with its days, nor working time with elapsed time: those pass. */
function isSurelyNotLater(after: TimeLimit, before: TimeLimit): boolean {
  const [one, other] = [durationOf(after), durationOf(before)];
  if (!one || !other || isWorking(after) !== isWorking(before)) return false;
  if (isWorking(after)) return one.days <= other.days && one.minutes <= other.minutes;
  return minutesOf(one) <= minutesOf(other);
}

const minutesOf = ({ days, minutes }: Duration): number => days * DAY_MINUTES + minutes;
