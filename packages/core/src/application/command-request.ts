import type { Command, DealRef, Instant, ProcessId, ProcessState, TaskId, UserId } from '@dealroute/domain';

/** One wish to change one process. */
export interface CommandRequest {
  readonly process: ProcessId;
  readonly command: Command;
  /** Null is the system. */
  readonly actor: UserId | null;
  /** A repetition under the same key gets the first answer and changes nothing. */
  readonly key?: string | undefined;
  /** With `StartProcess`: the map whose active version is started, and the deal. */
  readonly start?: { readonly map: string; readonly deal: DealRef };
}

/** What a command left behind. */
export interface Receipt {
  readonly process: ProcessId;
  /** Counts the committed commands of the process. */
  readonly version: number;
  readonly at: Instant;
  readonly status: 'running' | 'ended';
  readonly outcome: 'success' | 'failure' | null;
  /** The deal's stage, as far as this process knows it. */
  readonly stage: string;
  /** Tasks that are open after it. */
  readonly openTasks: readonly TaskId[];
}

export const receiptOf = (state: ProcessState, version: number, at: Instant): Receipt => ({
  process: state.id,
  version,
  at,
  status: state.status,
  outcome: state.outcome,
  stage: state.stage,
  openTasks: state.tasks.map(({ id }) => id),
});
