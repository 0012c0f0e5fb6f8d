import { type ContractCase, describeContract, type MakeSetup } from '../contract.js';
import { findingCases } from './finding.js';
import { hostCrmTransactionCases } from './joining.js';
import { readingCases } from './reading.js';
import type { DealFinderSetup, HostCrmSetup, HostCrmTransactionSetup } from './setup.js';
import { writingCases } from './writing.js';

/** What every `HostCrm` keeps. */
export const hostCrmCases: readonly ContractCase<HostCrmSetup>[] = [...readingCases, ...writingCases];

export const hostCrmContract = (name: string, setup: MakeSetup<HostCrmSetup>): void =>
  describeContract(`${name} keeps the contract of HostCrm`, hostCrmCases, setup);

/** For hosts that list their open deals. */
export const dealFinderContract = (name: string, setup: MakeSetup<DealFinderSetup>): void =>
  describeContract(`${name} keeps the contract of DealFinder`, findingCases, setup);

export const hostCrmTransactionContract = (name: string, setup: MakeSetup<HostCrmTransactionSetup>): void =>
  describeContract(`${name} joins transactions as HostCrm says`, hostCrmTransactionCases, setup);
