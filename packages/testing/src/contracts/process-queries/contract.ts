import { describeContract } from '../contract.js';
import type { MakeStorage, StorageCase } from '../storage-setup.js';
import { pageCases } from './pages.js';
import { processCases } from './processes.js';
import { taskCases } from './tasks.js';

/** What every `ProcessQueries` keeps. */
export const processQueriesCases: readonly StorageCase[] = [...taskCases, ...pageCases, ...processCases];

export const processQueriesContract = (name: string, setup: MakeStorage): void =>
  describeContract(`${name} keeps the contract of ProcessQueries`, processQueriesCases, setup);
