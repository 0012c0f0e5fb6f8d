import { type AnyMachineSnapshot, createActor, createMachine, type Snapshot } from 'xstate';
import type { DealTask } from './deal-player.js';

const branch = (task: DealTask) => ({
  initial: 'open',
  states: { open: { tags: task, on: { [task]: 'done' } }, done: { type: 'final' as const } },
});

/** The "deal" workload as a machine; a state has the tag of the task that is open in it. */
const machine = createMachine({
  id: 'sale',
  initial: 'qualify',
  states: {
    qualify: {
      tags: 'qualify',
      on: {
        qualify: [{ guard: ({ event }) => event.result === 'fits', target: 'offer' }, { target: 'lost' }],
      },
    },
    offer: { tags: 'offer', on: { offer: 'split' } },
    split: {
      type: 'parallel',
      states: { contract: branch('contract'), shipment: branch('shipment') },
      onDone: 'won',
    },
    won: { type: 'final' },
    lost: { type: 'final' },
  },
});

export interface Moment {
  /** What xstate wants to be kept, as JSON. */
  readonly state: string;
  readonly openTasks: readonly string[];
  readonly isOver: boolean;
}

export const begun = (): Moment => momentOf(createActor(machine).start());

/** Recovers the machine from what was kept and completes a task. */
export function completed(
  state: string,
  task: DealTask,
): { readonly before: Moment; readonly after: Moment } {
  const actor = createActor(machine, { snapshot: JSON.parse(state) as Snapshot<unknown> }).start();
  const before = momentOf(actor);
  if (!before.openTasks.includes(task)) throw new Error(`xstate does not wait at ${task}.`);
  actor.send({ type: task, result: 'fits' });
  return { before, after: momentOf(actor) };
}

function momentOf(actor: {
  getSnapshot(): AnyMachineSnapshot;
  getPersistedSnapshot(): Snapshot<unknown>;
}): Moment {
  const snapshot = actor.getSnapshot();
  return {
    state: JSON.stringify(actor.getPersistedSnapshot()),
    openTasks: [...snapshot.tags],
    isOver: snapshot.status === 'done',
  };
}
