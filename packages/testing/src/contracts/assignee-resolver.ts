import assert from 'node:assert/strict';
import type {
  AssigneeResolver,
  AssigneeRule,
  AssigneeRuleName,
  Assignment,
  AssignmentRequest,
  DealSnapshot,
  User,
} from '@dealroute/core';
import { type ContractCase, type ContractSetup, describeContract, type MakeSetup } from './contract.js';
import { NORTH, SOUTH } from './storage-setup.js';

/** A resolver over a directory of nobody, with the tenants `north` and `south`. */
export interface AssigneeResolverSetup extends ContractSetup {
  readonly resolver: AssigneeResolver;
  /** Adds a person to the directory that the resolver asks. */
  putUser(user: User, tenant: string): Promise<void> | void;
}

const DEAL: DealSnapshot = {
  ref: 'deal-1',
  title: 'Sale',
  pipeline: 'sales',
  stage: 'new',
  responsible: 'ann',
  fields: { engineer: 'bob', branch: 'east', empty: null },
};

/** A rule of each name, which the people of {@link populate} can satisfy. */
const RULES: Readonly<Record<AssigneeRuleName, AssigneeRule>> = {
  responsible: { rule: 'responsible' },
  person: { rule: 'person', user: 'bob' },
  field: { rule: 'field', field: 'engineer' },
  starter: { rule: 'starter' },
  performer: { rule: 'performer', node: 'offer' },
  role: { rule: 'role', role: 'sales' },
  department: { rule: 'department', department: 'east' },
  headOf: { rule: 'headOf', of: { rule: 'responsible' } },
  roundRobin: { rule: 'roundRobin', among: { rule: 'role', role: 'sales' } },
  leastLoaded: { rule: 'leastLoaded', among: { rule: 'role', role: 'sales' } },
  custom: { rule: 'custom', name: 'contract' },
};

/** Rules whose answer depends on what happened before. */
const CHANGING: ReadonlySet<AssigneeRuleName> = new Set(['roundRobin', 'leastLoaded']);

const ANN: User = { id: 'ann', name: 'Ann', active: true, roles: ['sales'], department: 'east', head: 'hal' };
const BOB: User = { id: 'bob', name: 'Bob', active: true, roles: ['sales'], department: 'east', head: 'hal' };
const HAL: User = { id: 'hal', name: 'Hal', active: true, roles: ['head'], department: 'board' };
const PEOPLE: readonly User[] = [ANN, BOB, HAL];

async function populate({ putUser }: AssigneeResolverSetup, active = true, tenant = 'north'): Promise<void> {
  for (const user of PEOPLE) await putUser({ ...user, active }, tenant);
}

const request = (rule: AssigneeRule, rest: Partial<AssignmentRequest> = {}): AssignmentRequest => ({
  rule,
  deal: DEAL,
  starter: 'ann',
  map: { key: 'sale', version: 1 },
  node: 'call',
  completion: (node) => (node === 'offer' ? { by: 'bob', result: 'sent' } : undefined),
  ...rest,
});

/** The listed rules but for the host's own, whose answers are its affair. */
const rulesOf = ({ resolver }: AssigneeResolverSetup): AssigneeRule[] =>
  Object.values(RULES).filter(({ rule }) => rule !== 'custom' && resolver.rules.includes(rule));

const steadyRulesOf = (setup: AssigneeResolverSetup): AssigneeRule[] =>
  rulesOf(setup).filter(({ rule }) => !CHANGING.has(rule));

/** Every answer must say something about itself, whoever it names. */
function assertWellFormed({ people, explanation }: Assignment, { rule }: AssigneeRule): void {
  assert.equal(new Set(people).size, people.length, `${rule}: nobody is named twice`);
  assert.ok(
    people.every((person) => person !== ''),
    `${rule}: every person has an id`,
  );
  assert.equal(explanation.rule, rule, `${rule}: the explanation names the rule`);
  assert.equal(
    typeof explanation.nobody === 'string',
    people.length === 0,
    `${rule}: says why nobody fits, only then`,
  );
  assert.notEqual(explanation.nobody, '', `${rule}: says why nobody fits`);
  for (const { user, reason } of explanation.passedOver ?? []) {
    assert.ok(!people.includes(user), `${rule}: nobody is both chosen and passed over`);
    assert.notEqual(reason, '', `${rule}: says why somebody is passed over`);
  }
}

const rule = (
  name: AssigneeRuleName,
  sentence: string,
  expected: readonly string[],
  rest: Partial<AssignmentRequest> & { readonly asks?: AssigneeRule } = {},
): ContractCase<AssigneeResolverSetup> => ({
  name: `where it knows the rule ${name}: ${sentence}`,
  run: async (setup) => {
    if (!setup.resolver.rules.includes(name)) return;
    await populate(setup);
    const { asks = RULES[name], ...others } = rest;
    const assignment = await setup.resolver.resolve(request(asks, others), NORTH);
    assert.deepEqual(assignment.people, expected);
    assertWellFormed(assignment, asks);
  },
});

/** What every `AssigneeResolver` keeps for the rules that it lists; a rule that it doesn't list is not asked. */
export const assigneeResolverCases: readonly ContractCase<AssigneeResolverSetup>[] = [
  {
    name: 'lists rules that exist, each once',
    run: async ({ resolver }) => {
      assert.ok(resolver.rules.length > 0);
      assert.equal(new Set(resolver.rules).size, resolver.rules.length);
      for (const name of resolver.rules) assert.ok(name in RULES, name);
    },
  },
  {
    name: 'answers every rule that it lists, in a form that says why',
    run: async (setup) => {
      await populate(setup);
      for (const each of rulesOf(setup))
        assertWellFormed(await setup.resolver.resolve(request(each), NORTH), each);
    },
  },
  {
    name: 'answers every rule with nobody, and why, when the directory is empty',
    run: async (setup) => {
      for (const each of steadyRulesOf(setup)) {
        const assignment = await setup.resolver.resolve(request(each), NORTH);
        assert.deepEqual(assignment.people, [], each.rule);
        assertWellFormed(assignment, each);
      }
    },
  },
  {
    name: 'chooses no inactive person',
    run: async (setup) => {
      await populate(setup, false);
      for (const each of rulesOf(setup)) {
        const assignment = await setup.resolver.resolve(request(each), NORTH);
        assert.deepEqual(assignment.people, [], each.rule);
        assertWellFormed(assignment, each);
      }
    },
  },
  {
    name: 'chooses the active ones where some are inactive',
    run: async (setup) => {
      await populate(setup);
      await setup.putUser({ ...BOB, active: false }, 'north');
      for (const each of rulesOf(setup)) {
        const { people } = await setup.resolver.resolve(request(each), NORTH);
        assert.ok(!people.includes('bob'), each.rule);
      }
    },
  },
  {
    name: 'answers the same question in the same way, but for rules that take turns',
    run: async (setup) => {
      await populate(setup);
      for (const each of steadyRulesOf(setup)) {
        const first = await setup.resolver.resolve(request(each), NORTH);
        assert.deepEqual(await setup.resolver.resolve(request(each), NORTH), first);
      }
    },
  },
  {
    name: 'answers many questions at once',
    run: async (setup) => {
      await populate(setup);
      const asked = Array.from({ length: 5 }, () => rulesOf(setup)).flat();
      const answers = await Promise.all(asked.map((each) => setup.resolver.resolve(request(each), NORTH)));
      for (const [i, answer] of answers.entries()) assertWellFormed(answer, asked[i] as AssigneeRule);
    },
  },
  {
    name: 'does not change what it is asked',
    run: async (setup) => {
      await populate(setup);
      for (const each of rulesOf(setup)) {
        const { completion, ...asked } = request(structuredClone(each), { deal: structuredClone(DEAL) });
        const before = structuredClone(asked);
        await setup.resolver.resolve({ ...asked, completion }, NORTH);
        assert.deepEqual(asked, before);
      }
    },
  },
  {
    name: 'chooses nobody of another tenant',
    run: async (setup) => {
      await populate(setup, true, 'south');
      for (const each of steadyRulesOf(setup)) {
        const { people } = await setup.resolver.resolve(request(each), NORTH);
        assert.deepEqual(people, [], each.rule);
      }
      await populate(setup, true, 'north');
      for (const user of PEOPLE) await setup.putUser({ ...user, active: false }, 'north');
      for (const each of steadyRulesOf(setup)) {
        const { people } = await setup.resolver.resolve(request(each), SOUTH);
        assert.ok(people.length > 0, each.rule);
      }
    },
  },
  {
    name: 'answers for a deal that nobody is responsible for, and that has no fields',
    run: async (setup) => {
      await populate(setup);
      const deal: DealSnapshot = { ...DEAL, responsible: null, fields: {} };
      for (const each of rulesOf(setup)) {
        assertWellFormed(await setup.resolver.resolve(request(each, { deal, starter: null }), NORTH), each);
      }
    },
  },
  rule('responsible', 'chooses who owns the deal', ['ann']),
  rule('responsible', 'chooses nobody where nobody owns the deal', [], {
    deal: { ...DEAL, responsible: null },
  }),
  rule('person', 'chooses the person', ['bob']),
  rule('person', 'chooses nobody for a person who does not exist', [], {
    asks: { rule: 'person', user: 'nobody' },
  }),
  rule('field', 'chooses the person whom a field of the deal names', ['bob']),
  rule('field', 'chooses nobody for an empty field', [], { asks: { rule: 'field', field: 'empty' } }),
  rule('field', 'chooses nobody for a field that is missing', [], {
    asks: { rule: 'field', field: 'missing' },
  }),
  rule('starter', 'chooses who started the process', ['ann']),
  rule('starter', 'chooses nobody where the system started it', [], { starter: null }),
  rule('performer', 'chooses who completed the node last', ['bob']),
  rule('performer', 'chooses nobody for a node that nobody completed', [], {
    asks: { rule: 'performer', node: 'contract' },
  }),
  rule('role', 'chooses everybody with it', ['ann', 'bob']),
  rule('role', 'chooses nobody for one that nobody has', [], { asks: { rule: 'role', role: 'unknown' } }),
  rule('headOf', 'chooses the head of whom another rule names', ['hal']),
  rule('headOf', 'chooses nobody for somebody without a head', [], {
    asks: { rule: 'headOf', of: { rule: 'headOf', of: { rule: 'responsible' } } },
  }),
];

export const assigneeResolverContract = (name: string, setup: MakeSetup<AssigneeResolverSetup>): void =>
  describeContract(`${name} keeps the contract of AssigneeResolver`, assigneeResolverCases, setup);
