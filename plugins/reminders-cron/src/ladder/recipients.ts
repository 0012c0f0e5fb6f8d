import type { DueReminder, UserId } from '@dealroute/core';
import type { RungRecipient } from '../options/reminders-options.js';
import { activeHeadOf, type People } from './people.js';

/** As what a person is told of a task. */
export type ToldAs = 'assignee' | 'head' | 'admin';

type Told = Map<UserId, ToldAs>;

/** Those who have a task, or may claim it. */
export const holdersOf = ({ assignee, candidates }: DueReminder): readonly UserId[] =>
  assignee === null ? candidates : [assignee];

/**
 * Whom to tell of a task, each person once: as the assignee before as a head, as a head before as an admin. Inactive
 * people are passed over for the next active head, and who cannot be found for the admins.
 */
export function recipientsOf(
  reminder: DueReminder,
  wanted: ReadonlySet<RungRecipient>,
  people: People,
): ReadonlyMap<UserId, ToldAs> {
  const told: Told = new Map();
  const holders = holdersOf(reminder);
  const [present, gone] = divide(holders, (id) => people.known.get(id)?.active === true);
  if (wanted.has('assignee')) tell(told, present, 'assignee');
  const wantsHead = wanted.has('head') ? holders : wanted.has('assignee') ? gone : [];
  const heads = wantsHead.map((holder) => activeHeadOf(people, holder));
  tell(
    told,
    heads.filter((head) => head !== undefined),
    'head',
  );
  const isLost = heads.includes(undefined) || holders.length === 0;
  if (wanted.has('admins') || isLost) tell(told, people.admins, 'admin');
  return told;
}

function tell(told: Told, ids: readonly UserId[], as: ToldAs): void {
  for (const id of ids) if (!told.has(id)) told.set(id, as);
}

function divide<T>(items: readonly T[], fits: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(fits), items.filter((item) => !fits(item))];
}
