import type { TimeLimit } from '@dealroute/core';

/**
 * Whom a rung tells. `assignee`: who has the task; of an unclaimed one its candidates. `head`: the head of each of
 * them. `admins`: everybody with the role `admin`.
 */
export type RungRecipient = 'assignee' | 'head' | 'admins';

/** One rung of the reminder ladder. */
export interface Rung {
  /** How long after the deadline; null: at the deadline, which only the first rung may be. */
  readonly after: TimeLimit | null;
  /** At least one. */
  readonly to: readonly RungRecipient[];
}

export interface DigestOptions {
  /** IANA name of the time zone in which the cron expression is read. */
  readonly zone: string;
  /** Minute, hour, day of month, month, day of week; `0 9 * * 1-5` when left out. */
  readonly cron?: string;
}

export interface RemindersOptions {
  /** 1–20 rungs, each later than the one before; {@link DEFAULT_LADDER} when left out. */
  readonly ladder?: readonly Rung[];
  /** When admins get the list of what is overdue; no digest when left out. */
  readonly digest?: DigestOptions | false;
  /** Tenants whose admins get the digest; the default tenant when left out. The ladder serves all tenants. */
  readonly tenants?: readonly string[];
  /** How often to look, a cron expression in real time with or without seconds; every 30 s when left out. False: only `tick()`. */
  readonly tick?: string | false;
}

/** At the deadline the assignee, after 4 working hours their head too, after a working day the head and the admins. */
export const DEFAULT_LADDER: readonly Rung[] = [
  { after: null, to: ['assignee'] },
  { after: { working: 'PT4H' }, to: ['assignee', 'head'] },
  { after: { working: 'P1D' }, to: ['head', 'admins'] },
];
