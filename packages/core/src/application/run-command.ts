import { SdkError } from '../errors/sdk-error.js';
import { type Attempt, attempt } from './attempt-command.js';
import type { CommandRequest, Receipt } from './command-request.js';
import type { Outcome } from './outcome.js';
import type { Runtime } from './runtime.js';
import type { Scope } from './scope.js';

/** Attempts that decide on what was read and let the version fence judge, before one holds the row's lock. */
const OPTIMISTIC_ATTEMPTS = 4;
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
  const { tenant, transaction } = scope;
  const made = await (transaction
    ? runtime.queues.run(transaction, () => attempt(runtime, scope, request))
    : runtime.queues.run(`${tenant}\n${request.process}`, () => attempts(runtime, scope, request)));
  if (!made) throw contention(request);
  if (made.change) {
    if (transaction) runtime.background.dispatchLater(made.change, transaction);
    else runtime.background.dispatch(made.change);
  }
  return made;
}

async function attempts(
  runtime: Runtime,
  scope: Scope,
  request: CommandRequest,
): Promise<Attempt | undefined> {
  for (let n = 1; n <= ATTEMPTS; n++) {
    if (n > 1) await pause(Math.random() * 2 ** n);
    const made = await (n <= OPTIMISTIC_ATTEMPTS
      ? attempt(runtime, scope, request)
      : runtime.ports.store.transact((transaction) => attempt(runtime, { ...scope, transaction }, request)));
    if (made) return made;
  }
  return undefined;
}

function contention({ process }: CommandRequest): SdkError {
  return new SdkError(
    'CONTENTION',
    `Process ${process} was changed by others at every attempt: expected a free moment. Try again later.`,
    { process },
  );
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
