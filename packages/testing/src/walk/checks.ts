import assert from 'node:assert/strict';
import {
  type Engine,
  type MemoryHost,
  type ProcessId,
  type ProcessState,
  replay,
  type TaskCard,
} from '@dealroute/core';

/** What is checked of one process after every command: everything is read anew, as a page would read it. */
export interface Checked {
  readonly engine: Engine;
  readonly host: MemoryHost;
  readonly process: ProcessId;
}

/** Throws at the first invariant of the reliability programme that does not hold. */
export async function checkProcess({ engine, host, process }: Checked): Promise<ProcessState> {
  const state = await engine.process(process);
  assert.ok(state, 'the process is stored');
  const journal = await engine.journal(process, 0, 500);
  const numbers = journal.map(({ n }) => n);
  assert.deepEqual(
    numbers,
    numbers.map((_, i) => i + 1),
    'I4: the journal counts 1…n',
  );
  const replayed = replay(journal.flatMap(({ events }) => events));
  assert.equal(
    JSON.stringify(replayed),
    JSON.stringify(state),
    'I5: the journal gives the stored state back',
  );
  checkTokens(state);
  checkTasks(state, await tasksOf(engine, process));
  checkEnd(state);
  if (state.kind === 'governing') {
    assert.equal(host.deal(state.deal)?.stage, state.stage, "I6: the deal has the process's stage");
  }
  return state;
}

/** I1: each open wait has its one live token, and an ended process has none. */
function checkTokens({ tokens, tasks, timers, instances, status }: ProcessState): void {
  const live = new Set(tokens.map(({ visit }) => visit));
  assert.equal(live.size, tokens.length, 'I1: a visit has one token');
  const waits = [...tasks, ...timers].map(({ visit }) => visit);
  assert.ok(
    waits.every((visit) => live.has(visit)),
    'I1: an open wait has its token',
  );
  assert.equal(status === 'ended', tokens.length === 0, 'I1: ended means that no token lives');
  for (const { caller } of instances) {
    assert.ok(caller === null || live.has(caller), 'I17: a called process has the caller that waits for it');
  }
}

/** I2: the task list says of each task what the process says. I3: a completed one has a result of its node. */
function checkTasks(state: ProcessState, records: readonly TaskCard[]): void {
  const open = records.filter(({ ended }) => ended === null);
  const list = (tasks: readonly { id: string; assignee: string | null; dueAt: number | null }[]) =>
    tasks.map(({ id, assignee, dueAt }) => [id, assignee, dueAt]).sort();
  assert.deepEqual(list(open), list(state.tasks), 'I2: the open tasks of the list are those of the process');
  assert.equal(
    new Set(records.map(({ id }) => id)).size,
    records.length,
    'I2: a task stands in the list once',
  );
  for (const { ended, results } of records) {
    if (ended?.as !== 'completed') continue;
    const known: readonly (string | null)[] = results.length === 0 ? [null] : results.map(({ key }) => key);
    assert.ok(known.includes(ended.result), 'I3: the result is one of the node');
  }
}

/** I16: nothing is open after the end. */
function checkEnd({ status, tasks, timers, instances, outcome }: ProcessState): void {
  if (status !== 'ended') return;
  assert.deepEqual([tasks, timers], [[], []], 'I16: nothing is open after the end');
  assert.equal(instances.length, 1, 'I16: no called process is left after the end');
  assert.notEqual(outcome, null, 'I16: an ended process has its outcome');
}

async function tasksOf(engine: Engine, process: ProcessId): Promise<readonly TaskCard[]> {
  const found: TaskCard[] = [];
  for (let after: string | undefined; ; ) {
    const page = { limit: 500, ...(after !== undefined && { after }) };
    const { items, next } = await engine.tasks({ process, status: 'any' }, page);
    found.push(...items);
    if (next === null) return found;
    after = next;
  }
}
