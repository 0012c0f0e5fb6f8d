import type { Parameter, Session } from './session.js';

/** A change that gives rows back: one statement, or where the database cannot do it in one, several. */
export type Action =
  | string
  | ((session: Session, ...parameters: readonly Parameter[]) => Promise<readonly object[]>);

export function perform<Row>(
  session: Session,
  action: Action,
  ...parameters: readonly Parameter[]
): Promise<Row[]> {
  if (typeof action === 'string') return session.all<Row>(action, ...parameters);
  return action(session, ...parameters) as Promise<Row[]>;
}

/**
 * Statements that are kept prepared. Those that take `rows` have one parameter: a JSON array with an array per row, so
 * their text is the same for any number of rows. The columns of rows that are written stand in `process/rows.ts`.
 */
export interface Statements extends Record<WriteName, Action> {
  /** rows: tenant, process → place, version, state */
  readonly load: string;
  /** The same; nobody else changes what it gave before the transaction ends. */
  readonly loadLocked: string;
  /** Makes what a transaction reads next its own, where reading itself cannot. */
  readonly lock: string | null;
  /** rows: tenant, process: waits for those who change them, where `check` itself does not. */
  readonly hold: string | null;
  /** rows: tenant, process, key or null, deal or null → place, version, fingerprint, reply, governing */
  readonly check: string;
  /** tenant, key → fingerprint, reply */
  readonly kept: string;
  /** rows → count, of one row */
  readonly report: Action;
  /** rows → tenant, id, offered: 1 where the task had candidates */
  readonly endTasks: Action;
  /** Null where the database cannot. */
  readonly together: Together | null;
  /** rows: tenant, task: forgets who could claim them */
  readonly withdrawOffers: string;
  /** lease in ms, topics, limit → messages. Topics: a JSON array of `[text, length]`. */
  readonly claim: Action;
  /** rows: tenant, id, attempt, status, delay in ms or null, error or null → tenant, id, attempt of those settled */
  readonly settle: Action;
  /** instant, limit → timers */
  readonly dueTimers: string;
  /** rows: tenant, process, timer, its instant so far; then the instant */
  readonly postpone: string;
  /** → nextTimer, nextStart, nextLook, outbox, inbox; ms to nextMessage and nextEvent */
  readonly backlog: string;
  /** limit → tenant, event, attempts */
  readonly waitingEvents: string;
  /** rows: tenant, collection, key → place, key, value, revision of those that have not expired */
  readonly findRecords: string;
  /** rows: tenant, collection, key: makes them ours whether they are there or not; null where a write does that. */
  readonly holdRecords: string | null;
  /** rows: tenant, collection, key, value, revision, ms to keep or null */
  readonly putRecords: string;
  /** rows: tenant, collection, key */
  readonly dropRecords: string;
  /** limit: forgets expired records of all tenants */
  readonly sweepRecords: Action;
  /** Null where the database tells nobody. */
  readonly announcing: Announcing | null;
  /** instant, limit, and both again → tasks whose next reminder is due, then leads: those have no process */
  readonly dueReminders: string;
  /** rows: tenant, task, deadline, rungs so far, rungs, next instant or null → tenant, id of those moved */
  readonly moveReminders: Action;
  /** rows: tenant, task, deadline, rung */
  readonly noteReminders: string;
}

/** How connections tell one another that there is work. */
export interface Announcing {
  /** What the channel belongs to, besides the schema: two prefixes in one schema are two installations. */
  readonly about: string;
  /** about → channel */
  readonly channel: string;
  /** about, name of the node that announces */
  readonly notify: string;
}

/** What changes write, in the order in which it is written: a deal is free before it is governed anew. */
export const WRITES = [
  'endProcesses',
  'createProcesses',
  'advanceProcesses',
  'createTasks',
  'offerTasks',
  'assignTasks',
  'rescheduleTasks',
  'endTasks',
  'dropTimers',
  'setTimers',
  'journal',
  'texts',
  'outbox',
  'keep',
  'report',
  'repair',
] as const;

export type WriteName = (typeof WRITES)[number];

/** Writes everything of a batch in one statement. */
export interface Together {
  /** Whether it may run in a transaction of ours that goes on when it fails: what it undoes is itself alone. */
  readonly joins: boolean;
  /** What a connection needs before, outside of any transaction. */
  readonly setUp: readonly string[];
  /**
   * A parameter for each of {@link WRITES}: its rows, or null. Where anything stands against one of the changes it
   * fails with a violated constraint, and the transaction is rolled back.
   */
  readonly write: string;
}
