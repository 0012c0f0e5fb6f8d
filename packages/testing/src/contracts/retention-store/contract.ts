import { describeContract } from '../contract.js';
import type { MakeStorage, StorageCase } from '../storage-setup.js';
import { findingCases } from './finding.js';
import { removalCases } from './removing.js';
import { processRemovalCases } from './removing-processes.js';

/** What every `RetentionStore` keeps. */
export const retentionStoreCases: readonly StorageCase[] = [
  ...findingCases,
  ...removalCases,
  ...processRemovalCases,
];

export const retentionStoreContract = (name: string, setup: MakeStorage): void =>
  describeContract(`${name} keeps the contract of RetentionStore`, retentionStoreCases, setup);
