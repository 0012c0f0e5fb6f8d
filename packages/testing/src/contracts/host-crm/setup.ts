import type {
  CallContext,
  DealFinder,
  DealRef,
  HostCrm,
  Instant,
  StageWrite,
  Transaction,
  UserId,
} from '@dealroute/core';
import type { ContractSetup } from '../contract.js';
import { NORTH } from '../storage-setup.js';

/** A deal that the host itself creates for a case. */
export interface HostDeal {
  readonly title: string;
  readonly stage: string;
  readonly responsible: UserId | null;
  /** Unknown to the host when left out. */
  readonly createdAt?: Instant;
}

/** A host with the tenants `north` and `south`, and what the host does by itself. */
export interface HostCrmSetup extends ContractSetup {
  readonly host: HostCrm;
  /** Key of a pipeline, and three of its stages. */
  readonly pipeline: string;
  readonly stages: readonly [string, string, string];
  /** Two people who may be responsible for deals. */
  readonly people: readonly [UserId, UserId];
  /** A reference that no deal has. */
  readonly missing: DealRef;
  /** Creates a deal in the pipeline and gives its reference. */
  createDeal(deal: HostDeal, tenant: string): Promise<DealRef>;
  /** Changes a stage by hand, past the guard. */
  setStage(deal: DealRef, stage: string, tenant: string): Promise<void>;
}

/** A host that lists its open deals; of the three stages of its pipeline the last one is won. */
export interface DealFinderSetup extends HostCrmSetup {
  readonly host: HostCrm & DealFinder;
}

/** A host on the database of a storage, with the storage's transactions. */
export interface HostCrmTransactionSetup extends HostCrmSetup {
  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
}

export const newDeal = (setup: HostCrmSetup, rest: Partial<HostDeal> = {}, { tenant }: CallContext = NORTH) =>
  setup.createDeal({ title: 'Sale', stage: setup.stages[0], responsible: setup.people[0], ...rest }, tenant);

/** A write of one of the three stages, by a process of this deal. */
export function write(
  setup: HostCrmSetup,
  deal: DealRef,
  to: 0 | 1 | 2,
  seq = 1,
  rest: Partial<StageWrite> = {},
): StageWrite {
  const [first] = setup.stages;
  return {
    key: `${deal}:${seq}`,
    deal,
    process: `process of ${deal}`,
    stage: setup.stages[to],
    expected: first,
    seq,
    ...rest,
  };
}

export async function stageOf(
  { host }: HostCrmSetup,
  deal: DealRef,
  context: CallContext = NORTH,
): Promise<string | undefined> {
  const [snapshot] = await host.readDeals([deal], context);
  return snapshot?.stage;
}
