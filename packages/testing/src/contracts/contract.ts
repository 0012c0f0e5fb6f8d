import { describe, test } from 'vitest';

const SLOWEST_MS = 30_000;

/** What every case gets a fresh one of. */
export interface ContractSetup {
  /** Called after the case, whether it held or not. */
  teardown?(): void | Promise<void>;
}

/** Makes what one case needs: adapters over an empty world of their own. */
export type MakeSetup<S extends ContractSetup> = () => S | Promise<S>;

/** One sentence that every adapter of a port keeps. `run` rejects when this one doesn't. */
export interface ContractCase<S extends ContractSetup> {
  readonly name: string;
  readonly run: (setup: S) => Promise<void>;
}

/** Tests that an adapter keeps a contract: one vitest test for each case. */
export function describeContract<S extends ContractSetup>(
  name: string,
  cases: readonly ContractCase<S>[],
  setup: MakeSetup<S>,
): void {
  describe(name, () => {
    for (const one of cases) test(one.name, () => runCase(one, setup), SLOWEST_MS);
  });
}

/** Runs one case without a test runner; rejects when the adapter breaks it. */
export async function runCase<S extends ContractSetup>(
  one: ContractCase<S>,
  setup: MakeSetup<S>,
): Promise<void> {
  const fresh = await setup();
  try {
    await one.run(fresh);
  } finally {
    await fresh.teardown?.();
  }
}

/** Names of the cases that an adapter breaks. */
export async function brokenCases<S extends ContractSetup>(
  cases: readonly ContractCase<S>[],
  setup: MakeSetup<S>,
): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const one of cases) await runCase(one, setup).catch(() => broken.push(one.name));
  return broken;
}
