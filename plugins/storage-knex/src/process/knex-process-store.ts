import { isDeepStrictEqual } from 'node:util';
import type {
  CallContext,
  IdSource,
  KeptReply,
  ProcessAddress,
  ProcessChange,
  ProcessState,
  ProcessStore,
  SaveAnswer,
  SaveOptions,
  StoredProcess,
  Transaction,
} from '@dealroute/core';
import { SdkError } from '@dealroute/core';
import type { Session } from '../dialect/session.js';
import { perform, type Together, WRITES, type WriteName } from '../dialect/statements.js';
import { enlist } from '../enlist.js';
import type { OpenTransaction } from '../knex-transaction.js';
import type { Storage } from '../storage.js';
import { type JournalRow, journalEntry } from '../stores/records.js';
import { acceptChanges, type Found, keptReply } from './accept-changes.js';
import { type PreparedChange, prepareChange } from './prepare-change.js';
import type { Cell } from './row-shape.js';
import { isGoverning } from './rows.js';

type Answer = SaveAnswer | Error;

const SAVED: SaveAnswer = { saved: true };

/** Processes in tables: one statement reads many, and one per table writes many. */
export class KnexProcessStore implements ProcessStore {
  constructor(
    private readonly storage: Storage,
    private readonly ids: IdSource,
  ) {}

  get locksRows(): boolean {
    return this.storage.sql.lock === null;
  }

  async load(
    addresses: readonly ProcessAddress[],
    transaction?: Transaction,
  ): Promise<readonly (StoredProcess | undefined)[]> {
    if (addresses.length === 0) return [];
    const wanted = JSON.stringify(addresses.map(({ tenant, process }) => [tenant, process]));
    const rows = await this.storage.use({ transaction }, async (session) => {
      await this.#lock(session, transaction as OpenTransaction | undefined);
      const { load, loadLocked } = this.storage.sql;
      const sql = transaction ? loadLocked : load;
      return session.all<{ place: number; version: number; state: string }>(sql, wanted);
    });
    const loaded = new Array<StoredProcess | undefined>(addresses.length).fill(undefined);
    for (const { place, version, state } of rows) {
      loaded[place] = { version, state: JSON.parse(state) as ProcessState };
    }
    return loaded;
  }

  async save(changes: readonly ProcessChange[], options: SaveOptions = {}): Promise<readonly Answer[]> {
    const prepared = changes.map((change) => this.#prepare(change));
    const sound = prepared.filter((one) => !(one instanceof Error)) as PreparedChange[];
    const saved = (await this.#saveAll(sound, options)).values();
    return prepared.map((one) => (one instanceof Error ? one : (saved.next().value as Answer)));
  }

  kept(key: string, context: CallContext): Promise<KeptReply | undefined> {
    return this.storage.use(context, async (session) => {
      const [row] = await session.all<{ fingerprint: string; reply: string }>(
        this.storage.sql.kept,
        context.tenant,
        key,
      );
      return row && keptReply(key, row.fingerprint, row.reply);
    });
  }

  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.storage.transact(work);
  }

  enlist(hostTransaction: unknown): Promise<Transaction> {
    return enlist(this.storage, hostTransaction);
  }

  ended(transaction: Transaction): Promise<void> {
    return (transaction as OpenTransaction).ended();
  }

  #prepare(change: ProcessChange): PreparedChange | Error {
    try {
      return prepareChange(change, this.ids);
    } catch (error) {
      return asError(error);
    }
  }

  /** In one statement where nothing stands against any of the changes, else table by table. */
  async #saveAll(prepared: readonly PreparedChange[], options: SaveOptions): Promise<Answer[]> {
    if (prepared.length === 0) return [];
    const together = this.#togetherIn(options.transaction);
    if (!together) return this.#saveTogether(prepared, options);
    try {
      await this.#saveAtOnce(together, prepared, options);
      return prepared.map(() => SAVED);
    } catch (error) {
      if (error instanceof Opposed) return this.#saveTogether(prepared, options);
      return this.#eachAlone(prepared, options, error);
    }
  }

  /** Null where each table needs a statement of its own, as in a transaction of the host, whose settings are not ours. */
  #togetherIn(transaction: Transaction | undefined): Together | null {
    const { together } = this.storage.sql;
    if (!transaction) return together;
    return together?.joins && !(transaction as OpenTransaction).host ? together : null;
  }

  /** Throws {@link Opposed}, having written nothing, where one of the changes may not be written. */
  async #saveAtOnce(
    together: Together,
    prepared: readonly PreparedChange[],
    { apply, transaction: joined }: SaveOptions,
  ): Promise<void> {
    const ordered = prepared.length > 1 ? inLockOrder(prepared) : prepared;
    const rows = WRITES.map((name) => jsonOf(rowsFor(ordered, name)));
    const { setUp } = together;
    const { dialect } = this.storage;
    const write = (session: Session) =>
      session.run(together.write, ...rows).catch((error) => {
        // A host's own PRAGMA may have dropped what was set up; if it is a table that is missing, the long way says so.
        if (dialect.isMissingTable(error)) session.lost(setUp);
        else if (!dialect.isConflict(error)) throw error;
        throw new Opposed();
      });
    if (!apply && !joined) {
      await this.storage.use({}, (session) => session.setUp(setUp).then(() => write(session)));
      return;
    }
    const changes = prepared.map(({ change }) => change);
    await this.storage.write({ setUp, transaction: joined }, async (session, transaction) => {
      await write(session);
      await apply?.(changes, transaction);
    });
  }

  /** All in one transaction; when it fails, each alone. */
  async #saveTogether(prepared: readonly PreparedChange[], options: SaveOptions): Promise<Answer[]> {
    try {
      return await this.storage.write(options, (session, transaction) =>
        this.#write(session, transaction, prepared, options),
      );
    } catch (error) {
      return this.#eachAlone(prepared, options, error);
    }
  }

  /** A poisonous change fails by itself. */
  async #eachAlone(
    prepared: readonly PreparedChange[],
    options: SaveOptions,
    error: unknown,
  ): Promise<Answer[]> {
    const { dialect } = this.storage;
    if (!options.transaction && SdkError.is(error) && dialect.isCut(error.cause))
      return Promise.all(prepared.map(({ change }) => this.#afterCut(change, error)));
    if (prepared.length === 1 || isHopeless(error)) return prepared.map(() => asError(error));
    const answers: Answer[] = [];
    for (const one of prepared) answers.push(...(await this.#saveTogether([one], options)));
    return answers;
  }

  /** The connection broke, perhaps while the commit was answered: the journal says whether it took place. */
  async #afterCut({ tenant, process, entry }: ProcessChange, error: Error): Promise<Answer> {
    const query = this.storage.table('journal').where({ tenant, process, n: entry.n });
    const [row] = await this.storage.query<JournalRow>({}, query).catch(() => []);
    return row && isDeepStrictEqual(journalEntry(row), JSON.parse(JSON.stringify(entry))) ? SAVED : error;
  }

  async #write(
    session: Session,
    transaction: OpenTransaction,
    prepared: readonly PreparedChange[],
    { apply }: SaveOptions,
  ): Promise<Answer[]> {
    const changes = prepared.map(({ change }) => change);
    const refusals = acceptChanges(changes, await this.#check(session, changes));
    const accepted = prepared.filter((_, place) => !refusals[place]);
    if (accepted.length > 0) {
      await this.#writeRows(session, accepted);
      await apply?.(
        accepted.map(({ change }) => change),
        transaction,
      );
    }
    return refusals.map((refusal) => refusal ?? SAVED);
  }

  async #check(session: Session, changes: readonly ProcessChange[]): Promise<Found[]> {
    const { hold, check } = this.storage.sql;
    const places = lockOrder(changes);
    const asked = JSON.stringify(places.map((place) => questionOf(changes[place] as ProcessChange)));
    if (hold !== null) await session.all(hold, asked);
    const found: Found[] = [];
    for (const row of await session.all<Found>(check, asked)) found[places[row.place] as number] = row;
    return found;
  }

  async #writeRows(session: Session, accepted: readonly PreparedChange[]): Promise<void> {
    const { sql } = this.storage;
    for (const name of WRITES) {
      const rows = rowsFor(accepted, name);
      if (rows.length === 0) continue;
      if (name === 'endTasks') await this.#endTasks(session, rows);
      else await perform(session, sql[name], JSON.stringify(rows));
    }
  }

  async #endTasks(session: Session, rows: readonly Cell[][]): Promise<void> {
    const { sql } = this.storage;
    const ended = await perform<{ tenant: string; id: string; offered: number }>(
      session,
      sql.endTasks,
      JSON.stringify(rows),
    );
    const offered = ended.filter((task) => task.offered === 1).map(({ tenant, id }) => [tenant, id]);
    if (offered.length > 0) await session.run(sql.withdrawOffers, JSON.stringify(offered));
  }

  /** Reading locks nothing in a transaction that the host began as a deferred one. */
  async #lock(session: Session, transaction: OpenTransaction | undefined): Promise<void> {
    const { lock } = this.storage.sql;
    if (!transaction || transaction.locked || lock === null) return;
    await session.run(lock);
    transaction.locked = true;
  }
}

/** A loop, because `flatMap` takes as long as the JSON. */
function rowsFor(accepted: readonly PreparedChange[], name: WriteName): Cell[][] {
  const all: Cell[][] = [];
  for (const { rows } of accepted) for (const row of rows[name]) all.push(row);
  return all;
}

const inLockOrder = (prepared: readonly PreparedChange[]): readonly PreparedChange[] =>
  lockOrder(prepared.map(({ change }) => change)).map((place) => prepared[place] as PreparedChange);

/** The places of changes in an order in which two batches never wait for each other. */
function lockOrder(changes: readonly ProcessChange[]): number[] {
  const addresses = changes.map(({ tenant, process }) => JSON.stringify([tenant, process]));
  return [...changes.keys()].sort((one, other) =>
    (addresses[one] as string) < (addresses[other] as string) ? -1 : 1,
  );
}

/** What is asked about a change before it is written. */
const questionOf = ({ tenant, process, kept, expected, state }: ProcessChange): readonly Cell[] => [
  tenant,
  process,
  kept?.key ?? null,
  expected === 0 && isGoverning(state) ? state.deal : null,
];

const jsonOf = (rows: readonly Cell[][]): string | null => (rows.length > 0 ? JSON.stringify(rows) : null);

/** The batch must go the long way: something stands against one of its changes, or against the short way itself. */
class Opposed extends Error {}

/** What fails for every change alike: repeating each alone would only take longer. */
const isHopeless = (error: unknown): boolean => SdkError.is(error) && error.code !== 'STORAGE_FAILED';

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
