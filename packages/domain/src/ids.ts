/** The host's key of a deal, 1–200 characters, opaque to Dealroute. */
export type DealRef = string;

/** The host's key of a person, 1–200 characters, opaque to Dealroute. */
export type UserId = string;

/** Id of a process: a ULID for one that was started, `<starter>.<visit>` for one that was called. */
export type ProcessId = string;

/** Id of a task: `<process>.<visit>.<n>`, so the process of a task is known without a look-up. */
export type TaskId = string;

/** Key of a text that a person wrote (a comment); the text itself lies beside the journal. */
export type TextId = string;

/** Id of a registered contact: a ULID. */
export type ContactId = string;

/** Id of a lead: a ULID. */
export type LeadId = string;

/** An instant: UTC milliseconds since 1970. */
export type Instant = number;

export const taskId = (process: ProcessId, visit: number, n: number): TaskId => `${process}.${visit}.${n}`;

/** The id of what a node's visit created: an action's key, a timer's id, a called process. */
export const visitId = (process: ProcessId, visit: number): string => `${process}.${visit}`;

/** The started process that a task, an action, a timer or a called process belongs to. */
export function rootOf(id: TaskId | ProcessId): ProcessId {
  const dot = id.indexOf('.');
  return dot < 0 ? id : id.slice(0, dot);
}

/** The number of the visit in an id made by {@link visitId} or {@link taskId}; NaN when it has none. */
export function visitOf(id: string): number {
  return Number(id.split('.')[1]);
}
