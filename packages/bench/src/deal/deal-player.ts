/** Plays the "deal" workload: start, a result, a decision, a task, a split, both its tasks, a join, the end. */
export interface DealPlayer {
  readonly name: string;
  /** From the start of one process to its end; whatever was answered is on the disk. */
  play(id: string): Promise<void>;
  close(): Promise<void>;
}
