import { describeContract } from '../contract.js';
import type { MakeStorage, StorageCase } from '../storage-setup.js';
import { applyCases } from './applying.js';
import { batchCases } from './batches.js';
import { governingCases } from './governing.js';
import { isolationCases } from './isolation.js';
import { keyCases } from './keys.js';
import { transactionCases } from './transactions.js';
import { versionCases } from './versions.js';

/** What every `ProcessStore` keeps. */
export const processStoreCases: readonly StorageCase[] = [
  ...versionCases,
  ...keyCases,
  ...governingCases,
  ...batchCases,
  ...applyCases,
  ...transactionCases,
  ...isolationCases,
];

export const processStoreContract = (name: string, setup: MakeStorage): void =>
  describeContract(`${name} keeps the contract of ProcessStore`, processStoreCases, setup);
