import { readdirSync } from 'node:fs';
import type { Diagnostic, RouteMap, ValidationContext } from '../../src/index.js';

/** A map that is drawn wrong in one way. */
interface WrongMap {
  readonly is: string;
  readonly map: RouteMap;
  /** Checked against the test world when left out. */
  readonly context?: ValidationContext;
  /** What the rule finds, all of it, in order. */
  readonly findings: readonly Omit<Diagnostic, 'rule' | 'severity'>[];
  /** Other rules that find something too, where one slip of the pen breaks several. */
  readonly also?: readonly string[];
}

/** Wrong and right maps of one rule. No rule finds anything in the right ones. */
export interface Fixture {
  readonly wrong: readonly WrongMap[];
  readonly right: readonly RouteMap[];
}

/** The fixtures of all rules, by the name of the rule, which is the name of the file. */
export async function loadFixtures(): Promise<ReadonlyMap<string, Fixture>> {
  const names = readdirSync(new URL('./fixtures/', import.meta.url)).map((file) => file.replace(/\.ts$/, ''));
  const fixtures = new Map<string, Fixture>();
  for (const name of names.sort()) {
    const module: { fixture: Fixture } = await import(`./fixtures/${name}.ts`);
    fixtures.set(name, module.fixture);
  }
  return fixtures;
}
