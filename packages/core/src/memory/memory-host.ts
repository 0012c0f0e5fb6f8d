import type { DealRef, DealSnapshot, Instant, LossReason, Pipeline } from '@dealroute/domain';
import { DEFAULT_TENANT } from '../application/scope.js';
import { SdkError } from '../errors/sdk-error.js';
import type { CallContext, Transaction } from '../ports/call-context.js';
import type { HostCrm, OpenDealsRequest, StageWrite } from '../ports/host-crm.js';
import { MemoryTable } from './memory-table.js';
import { MemoryTransaction } from './memory-transaction.js';
import { compareIds } from './paging.js';

export interface MemoryHostOptions {
  /**
   * True when left out: stage writes join the transactions of the memory storage. False stands for a host elsewhere,
   * and for one beside another storage: stages are delivered after the commit.
   */
  readonly joinsTransaction?: boolean;
  readonly pipelines?: readonly Pipeline[];
  /** The host names no reasons when left out. */
  readonly lossReasons?: readonly LossReason[];
}

/** A CRM of a few maps, for tests and first steps. What the host itself does takes effect at once. */
export class MemoryHost implements HostCrm {
  readonly joinsTransaction: boolean;
  readonly #options: MemoryHostOptions;
  readonly #deals = new MemoryTable<DealSnapshot>();
  readonly #created = new MemoryTable<Instant>();
  /** Keys of the writes that were applied. */
  readonly #applied = new MemoryTable<true>();
  /** The number of the last write of each process. */
  readonly #lastSeq = new MemoryTable<number>();
  /** The last transaction that wrote stages. */
  #writer: MemoryTransaction | undefined;

  constructor(options: MemoryHostOptions = {}) {
    this.#options = options;
    this.joinsTransaction = options.joinsTransaction ?? true;
  }

  /** The host creates a deal, or changes it as a whole; without `createdAt` it stays unknown, or what it was. */
  putDeal(deal: DealSnapshot, tenant: string = DEFAULT_TENANT, createdAt?: Instant): void {
    const own = new MemoryTransaction();
    this.#deals.put(own, tenant, deal.ref, deal);
    if (createdAt !== undefined) this.#created.put(own, tenant, deal.ref, createdAt);
  }

  removeDeal(ref: DealRef, tenant: string = DEFAULT_TENANT): void {
    this.#deals.delete(new MemoryTransaction(), tenant, ref);
  }

  /** Somebody changes the stage by hand, past the guard. Throws SdkError `DEAL_MISSING`. */
  setStage(ref: DealRef, stage: string, tenant: string = DEFAULT_TENANT): void {
    this.putDeal({ ...this.#dealOf(ref, tenant), stage }, tenant);
  }

  /** A deal as it is now, for assertions; undefined where there is none. */
  deal(ref: DealRef, tenant: string = DEFAULT_TENANT): DealSnapshot | undefined {
    return this.#deals.get(tenant, ref);
  }

  async readDeals(
    deals: readonly DealRef[],
    { tenant, transaction }: CallContext,
  ): Promise<readonly (DealSnapshot | undefined)[]> {
    while (this.#writer?.isOpen && this.#writer !== transaction) await this.#writer.ended;
    return deals.map((ref) => this.#deals.get(tenant, ref));
  }

  async applyStages(writes: readonly StageWrite[], { tenant, transaction }: CallContext): Promise<void> {
    const own = transaction === undefined ? new MemoryTransaction() : joined(transaction);
    if (transaction) this.#writer = own;
    const savepoint = own.savepoint();
    try {
      for (const write of writes) this.#apply(own, tenant, write);
    } catch (failure) {
      own.rollback(savepoint);
      throw failure;
    }
  }

  async pipelines(_context: CallContext): Promise<readonly Pipeline[]> {
    return structuredClone(this.#options.pipelines ?? []);
  }

  async openDeals(
    { pipeline, created, after, limit }: OpenDealsRequest,
    { tenant }: CallContext,
  ): Promise<readonly DealSnapshot[]> {
    const stages = this.#options.pipelines?.find(({ key }) => key === pipeline)?.stages ?? [];
    const closed = new Set(stages.filter(({ kind }) => kind !== 'open').map(({ key }) => key));
    return this.#deals
      .rows(tenant)
      .filter((deal) => deal.pipeline === pipeline && !closed.has(deal.stage))
      .filter(({ ref }) => !created || isWithin(this.#created.get(tenant, ref), created))
      .filter(({ ref }) => after === null || compareIds(ref, after) > 0)
      .sort((a, b) => compareIds(a.ref, b.ref))
      .slice(0, limit);
  }

  async lossReasons(_context: CallContext): Promise<readonly LossReason[] | null> {
    return structuredClone(this.#options.lossReasons ?? null);
  }

  #apply(
    transaction: MemoryTransaction,
    tenant: string,
    { key, deal, process, stage, seq }: StageWrite,
  ): void {
    if (this.#applied.get(tenant, key)) return;
    const current = this.#dealOf(deal, tenant);
    this.#applied.put(transaction, tenant, key, true);
    if (seq <= (this.#lastSeq.get(tenant, process) ?? 0)) return;
    this.#lastSeq.put(transaction, tenant, process, seq);
    this.#deals.put(transaction, tenant, deal, { ...current, stage });
  }

  #dealOf(ref: DealRef, tenant: string): DealSnapshot {
    const deal = this.#deals.get(tenant, ref);
    if (deal) return deal;
    throw new SdkError(
      'DEAL_MISSING',
      `Deal ${ref} gets a stage: expected a deal that the host has. Put it with \`putDeal\` first.`,
      { deal: ref, tenant },
    );
  }
}

const isWithin = (at: Instant | undefined, { from, before }: { from: Instant; before: Instant }): boolean =>
  at !== undefined && from <= at && at < before;

function joined(transaction: Transaction): MemoryTransaction {
  if (transaction instanceof MemoryTransaction) {
    transaction.assertOpen();
    return transaction;
  }
  throw new SdkError(
    'TRANSACTION_UNUSABLE',
    'The memory host was given a transaction of another storage: expected one of the memory storage. Make the host with `joinsTransaction: false`.',
  );
}
