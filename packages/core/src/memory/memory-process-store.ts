import { SdkError } from '../errors/sdk-error.js';
import type { CallContext, Transaction } from '../ports/call-context.js';
import type {
  KeptReply,
  ProcessAddress,
  ProcessChange,
  ProcessStore,
  SaveAnswer,
  SaveOptions,
  StoredProcess,
} from '../ports/process-store.js';
import type { KeptRow, MemoryDatabase } from './memory-database.js';
import { MemoryTransaction } from './memory-transaction.js';
import { writeChange } from './write-change.js';

type Apply = SaveOptions['apply'];

/** Processes in memory: the same answers as a database gives, gone with the node. */
export class MemoryProcessStore implements ProcessStore {
  readonly locksRows = false;
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  load(
    addresses: readonly ProcessAddress[],
    transaction?: Transaction,
  ): Promise<readonly (StoredProcess | undefined)[]> {
    const { processes } = this.#database;
    return this.#database.run(transaction, () =>
      addresses.map(({ tenant, process }) => processes.get(tenant, process)),
    );
  }

  save(
    changes: readonly ProcessChange[],
    options: SaveOptions = {},
  ): Promise<readonly (SaveAnswer | Error)[]> {
    return this.#database.run(options.transaction, (transaction) =>
      this.#saveTogether(changes, transaction, options.apply),
    );
  }

  kept(key: string, { tenant, transaction }: CallContext): Promise<KeptReply | undefined> {
    return this.#database.run(transaction, () => replyOf(this.#database.kept.get(tenant, key)));
  }

  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.#database.run(undefined, work);
  }

  async enlist(_hostTransaction: unknown): Promise<Transaction> {
    throw new SdkError(
      'TRANSACTION_UNUSABLE',
      'A host transaction was given to the memory storage: expected none, memory has no transactions of a host. Use a storage on the database of the host.',
    );
  }

  async ended(transaction: Transaction): Promise<void> {
    if (transaction instanceof MemoryTransaction) await transaction.ended;
  }

  async #saveTogether(
    changes: readonly ProcessChange[],
    transaction: MemoryTransaction,
    apply: Apply,
  ): Promise<(SaveAnswer | Error)[]> {
    const savepoint = transaction.savepoint();
    try {
      return await this.#write(changes, transaction, apply);
    } catch (failure) {
      transaction.rollback(savepoint);
      if (changes.length === 1) return [failure instanceof Error ? failure : new Error(String(failure))];
    }
    const answers: (SaveAnswer | Error)[] = [];
    for (const change of changes) answers.push(...(await this.#saveTogether([change], transaction, apply)));
    return answers;
  }

  async #write(
    changes: readonly ProcessChange[],
    transaction: MemoryTransaction,
    apply: Apply,
  ): Promise<SaveAnswer[]> {
    const accepted: ProcessChange[] = [];
    const answers = changes.map((change): SaveAnswer => {
      const refusal = this.#refusal(change);
      if (refusal) return refusal;
      writeChange(this.#database, transaction, change);
      accepted.push(change);
      return { saved: true };
    });
    if (apply && accepted.length > 0) await apply(accepted, transaction);
    return answers;
  }

  /** A known key is answered first: the command that it repeats is what moved the process on. */
  #refusal({ tenant, process, expected, state, kept }: ProcessChange): SaveAnswer | undefined {
    const known = kept && replyOf(this.#database.kept.get(tenant, kept.key));
    if (known) return { saved: false, because: 'key', kept: known };
    const version = this.#database.processes.get(tenant, process)?.version ?? 0;
    if (version !== expected) return { saved: false, because: 'version' };
    if (state.kind !== 'governing' || state.status !== 'running') return undefined;
    const governing = this.#database.governing.get(tenant, state.deal);
    if (governing === undefined || governing === process) return undefined;
    return { saved: false, because: 'governed', process: governing };
  }
}

function replyOf(row: KeptRow | undefined): KeptReply | undefined {
  if (!row) return undefined;
  const { at: _at, ...kept } = row;
  return kept;
}
