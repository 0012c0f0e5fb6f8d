import { type Evidence, evidenceOf } from './evidence.js';
import type { History } from './history.js';
import { acknowledgements } from './rules/acknowledgements.js';
import { deals } from './rules/deals.js';
import { journals } from './rules/journals.js';
import { keys } from './rules/keys.js';
import { notices } from './rules/notices.js';
import { realTime } from './rules/real-time.js';
import { refusals } from './rules/refusals.js';
import { timers } from './rules/timers.js';

const RULES: readonly ((evidence: Evidence) => readonly string[])[] = [
  journals,
  acknowledgements,
  realTime,
  keys,
  refusals,
  deals,
  timers,
  notices,
];

/**
 * What in a history cannot have happened in any serial order that fits its real time: a line for each finding, none for
 * a sound one. The version in each answer says where the journal must have it, so one pass is enough.
 */
export function checkHistory(history: History): readonly string[] {
  const evidence = evidenceOf(history);
  return RULES.flatMap((rule) => rule(evidence));
}
