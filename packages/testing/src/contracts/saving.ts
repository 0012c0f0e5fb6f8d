import assert from 'node:assert/strict';
import type {
  CallContext,
  KeptReply,
  ProcessChange,
  ProcessStore,
  SaveAnswer,
  StoredProcess,
} from '@dealroute/core';
import { incidentOf, keptUnder, messageOf, taskOf } from './samples.js';
import { NORTH, type StorageSetup } from './storage-setup.js';

export const SAVED: SaveAnswer = { saved: true };
export const LOST: SaveAnswer = { saved: false, because: 'version' };

/** Saves changes one after the other; every one must be saved. */
export async function mustSave(store: ProcessStore, ...changes: readonly ProcessChange[]): Promise<void> {
  for (const change of changes) assert.deepEqual(await store.save([change]), [SAVED]);
}

export async function loadOne(
  store: ProcessStore,
  process: string,
  { tenant, transaction }: CallContext = NORTH,
): Promise<StoredProcess | undefined> {
  const [stored] = await store.load([{ tenant, process }], transaction);
  return stored;
}

/** Runs a batch and asserts that every place holds an answer, not an Error. */
export async function answersOf(
  store: ProcessStore,
  changes: readonly ProcessChange[],
): Promise<SaveAnswer[]> {
  const answers = await store.save(changes);
  return answers.map((answer) => {
    if (answer instanceof Error) throw answer;
    return answer;
  });
}

/** How many of these answers say that the change was saved. */
export const savedCount = (answers: readonly SaveAnswer[]): number =>
  answers.filter(({ saved }) => saved).length;

/** Gives a change one of everything that a command can write, each under an id that holds `mark`. */
export function withOneOfEverything(change: ProcessChange, mark: string): ProcessChange {
  return {
    ...change,
    tasks: { ...change.tasks, created: [taskOf(change.process, `task-${mark}`)] },
    timers: { set: [{ id: `timer-${mark}`, dueAt: 1_000 }], dropped: [] },
    texts: [{ id: `text-${mark}`, text: 'words' }],
    outbox: [messageOf(`message-${mark}`)],
    incidents: [incidentOf(`incident-${mark}`)],
    kept: keptUnder(`key-${mark}`),
  };
}

/** What is stored of {@link withOneOfEverything}, by the names of what was found. */
export async function tracesOf(
  setup: StorageSetup,
  mark: string,
  { tenant }: CallContext = NORTH,
): Promise<string[]> {
  const context = { tenant };
  const { store, queries, timers, outbox, incidents } = setup;
  const task = await queries.task(`task-${mark}`, context);
  const texts = await queries.texts([`text-${mark}`], context);
  const kept: KeptReply | undefined = await store.kept(`key-${mark}`, context);
  const due = await timers.due(Number.MAX_SAFE_INTEGER, 500);
  const claimed = await outbox.claim({ topics: ['*'], limit: 500, leaseMs: 0 });
  const open = await incidents.incidents('open', { limit: 500 }, context);
  return [
    task && 'task',
    texts.size > 0 && 'text',
    kept && 'key',
    due.some((timer) => timer.tenant === tenant && timer.timer === `timer-${mark}`) && 'timer',
    claimed.some((message) => message.tenant === tenant && message.id === `message-${mark}`) && 'message',
    open.items.some(({ key }) => key === `incident-${mark}`) && 'incident',
  ].filter((found) => typeof found === 'string');
}

export const ALL_TRACES = ['task', 'text', 'key', 'timer', 'message', 'incident'];
