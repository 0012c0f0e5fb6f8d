import { describeContract } from '../contract.js';
import type { MakeStorage, StorageCase } from '../storage-setup.js';
import { claimCases } from './claims.js';
import { orderingCases } from './ordering.js';
import { postCases } from './posts.js';
import { settlementCases } from './settlements.js';

/** What every `OutboxStore` keeps. */
export const outboxStoreCases: readonly StorageCase[] = [
  ...claimCases,
  ...settlementCases,
  ...orderingCases,
  ...postCases,
];

export const outboxStoreContract = (name: string, setup: MakeStorage): void =>
  describeContract(`${name} keeps the contract of OutboxStore`, outboxStoreCases, setup);
