import { type ContractCase, type ContractSetup, type MakeSetup, runCase } from '@dealroute/testing/contracts';
import { expect } from 'vitest';

/** Asserts that a case notices a broken adapter, and that it holds for the sound one. */
export async function expectCaught<S extends ContractSetup>(
  cases: readonly ContractCase<S>[],
  name: string,
  adapters: { readonly sound: MakeSetup<S>; readonly broken: MakeSetup<S> },
): Promise<void> {
  const one = cases.find((each) => each.name === name);
  if (!one) throw new Error(`The contract has no case "${name}".`);
  await runCase(one, adapters.sound);
  await expect(runCase(one, adapters.broken)).rejects.toThrow();
}
