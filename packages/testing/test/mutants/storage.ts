import { memoryStorage } from '@dealroute/core';
import type { StorageCase, StorageSetup } from '@dealroute/testing/contracts';
import { test } from 'vitest';
import { alter } from './alter.js';
import { expectCaught } from './expect-caught.js';

type Role = Exclude<keyof StorageSetup, 'teardown'>;

/** A defect in one adapter of a storage, and the case that must notice it. */
export interface StorageMutant<R extends Role> {
  readonly defect: string;
  readonly caughtBy: string;
  readonly how: (adapter: StorageSetup[R], storage: StorageSetup) => Partial<StorageSetup[R]>;
}

/** One test for each broken adapter of a role. */
export function testMutants<R extends Role>(
  role: R,
  cases: readonly StorageCase[],
  mutants: readonly StorageMutant<R>[],
): void {
  const broken = (mutant: StorageMutant<R>) => (): StorageSetup => {
    const storage: StorageSetup = memoryStorage();
    return { ...storage, [role]: alter<StorageSetup[R]>(storage[role], mutant.how(storage[role], storage)) };
  };
  test.each(mutants)(`notices a storage whose ${role}: $defect`, (mutant) =>
    expectCaught(cases, mutant.caughtBy, { sound: () => memoryStorage(), broken: broken(mutant) }),
  );
}
