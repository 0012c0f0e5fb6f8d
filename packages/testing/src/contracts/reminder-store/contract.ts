import { describeContract } from '../contract.js';
import type { MakeStorage, StorageCase } from '../storage-setup.js';
import { leadCases } from './leads.js';
import { lookingCases } from './looking.js';
import { settlingCases } from './settling.js';

/** What every `ReminderStore` keeps. */
export const reminderStoreCases: readonly StorageCase[] = [...lookingCases, ...settlingCases, ...leadCases];

export const reminderStoreContract = (name: string, setup: MakeStorage): void =>
  describeContract(`${name} keeps the contract of ReminderStore`, reminderStoreCases, setup);
