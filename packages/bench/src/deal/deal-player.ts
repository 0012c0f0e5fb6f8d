/** Plays the "deal" workload: start, a result, a decision, a task, a split, both its tasks, a join, the end. */
export interface DealPlayer {
  readonly name: string;
  /** From the start of one process to its end; whatever was answered is on the disk. */
  play(id: string): Promise<void>;
  close(): Promise<void>;
}

/** The tasks of the workload, in the order in which they are completed. */
const TASKS = ['qualify', 'offer', 'contract', 'shipment'] as const;

export type DealTask = (typeof TASKS)[number];

/** A peer that is told each step; each answer says that the step is on the disk. */
export interface DealSteps {
  start(id: string): Promise<void>;
  /** Says whether the deal is over. */
  complete(id: string, task: DealTask): Promise<boolean>;
}

export async function playSteps(steps: DealSteps, id: string): Promise<void> {
  await steps.start(id);
  let isOver = false;
  for (const task of TASKS) isOver = await steps.complete(id, task);
  if (!isOver) throw new Error(`The process of ${id} did not end.`);
}
