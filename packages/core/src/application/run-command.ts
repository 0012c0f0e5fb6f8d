import { SdkError } from '../errors/sdk-error.js';
import { type Attempt, attempt } from './attempt-command.js';
import type { CommandRequest, Receipt } from './command-request.js';
import type { Outcome } from './outcome.js';
import type { Runtime } from './runtime.js';
import type { Scope } from './scope.js';

/** Attempts that decide on what was read and let the version fence judge, before one keeps others out. */
const OPTIMISTIC_ATTEMPTS = { rows: 1, everything: 4 } as const;
const ATTEMPTS = 8;

/** The one door of every change; see {@link changeProcess}. */
export async function runCommand(
  runtime: Runtime,
  scope: Scope,
  request: CommandRequest,
): Promise<Outcome<Receipt>> {
  return (await changeProcess(runtime, scope, request)).outcome;
}

/**
 * Load → step → resolve → save → dispatch; the answer, and what was written. Commands of one process run one after
 * the other; reads and commits of different ones are shared. A lost version race repeats the command alone.
 */
export async function changeProcess(
  runtime: Runtime,
  scope: Scope,
  request: CommandRequest,
): Promise<Attempt> {
  const { transaction } = scope;
  const made = await (transaction
    ? runtime.queues.run(transaction, () => attempt(runtime, scope, request))
    : runtime.queues.run(queueOf(scope, request), () => attempts(runtime, scope, request)));
  if (!made) throw contention(request);
  if (made.change) {
    if (transaction) runtime.background.dispatchLater(made.change, transaction);
    else runtime.background.dispatch(made.change);
  }
  return made;
}

/** A process that loses races is locked from the first attempt on, for a while: others wait in line instead of in vain. */
async function attempts(
  runtime: Runtime,
  scope: Scope,
  request: CommandRequest,
): Promise<Attempt | undefined> {
  const { contended } = runtime;
  const { store } = runtime.ports;
  const name = queueOf(scope, request);
  const optimistic = store.locksRows
    ? OPTIMISTIC_ATTEMPTS.rows - (contended.has(name) ? 1 : 0)
    : OPTIMISTIC_ATTEMPTS.everything;
  for (let n = 1; n <= ATTEMPTS; n++) {
    const made = await (n <= optimistic
      ? attempt(runtime, scope, request)
      : store.transact((transaction) => attempt(runtime, { ...scope, transaction }, request)));
    if (made) return made;
    contended.add(name);
    // At the lock of a row the next attempt waits its turn.
    if (!store.locksRows) await pause(Math.random() * 2 ** n);
  }
  return undefined;
}

const queueOf = ({ tenant }: Scope, { process }: CommandRequest): string => `${tenant}\n${process}`;

function contention({ process }: CommandRequest): SdkError {
  return new SdkError(
    'CONTENTION',
    `Process ${process} was changed by others at every attempt: expected a free moment. Try again later.`,
    { process },
  );
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
