import { describeContract } from '../contract.js';
import type { MakeStorage, StorageCase } from '../storage-setup.js';
import { readingCases } from './reading.js';
import { writingCases } from './writing.js';

/** What every `RecordStore` keeps. */
export const recordStoreCases: readonly StorageCase[] = [...writingCases, ...readingCases];

export const recordStoreContract = (name: string, setup: MakeStorage): void =>
  describeContract(`${name} keeps the contract of RecordStore`, recordStoreCases, setup);
