/**
 * An open database transaction that work joins. Only the storage that opened or enlisted it, and host adapters on
 * the same database, look inside.
 */
export type Transaction = object;

/** What every port method is told about the call. */
export interface CallContext {
  /** Whose data it is about. */
  readonly tenant: string;
  /** Aborted when the caller no longer waits for the answer; deliveries and actions have one. */
  readonly signal?: AbortSignal | undefined;
  /** The transaction that the work must join, where there is one. */
  readonly transaction?: Transaction | undefined;
}
