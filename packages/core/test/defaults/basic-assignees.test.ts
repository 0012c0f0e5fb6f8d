import {
  type AssigneeRule,
  type AssignmentRequest,
  BasicAssignees,
  MemoryDirectory,
  type User,
} from '@dealroute/core';
import { assigneeResolverContract } from '@dealroute/testing/contracts';
import { describe, expect, it } from 'vitest';

assigneeResolverContract('BasicAssignees', () => {
  const directory = new MemoryDirectory();
  return {
    resolver: new BasicAssignees(directory),
    putUser: (user: User, tenant: string) => directory.putUser(user, tenant),
  };
});

const user = (id: string, rest: Partial<User> = {}): User => ({
  id,
  name: id,
  active: true,
  roles: [],
  ...rest,
});

const directory = new MemoryDirectory([
  user('ann', { head: 'hal' }),
  user('bob', { head: 'hal', roles: ['sales'] }),
  user('cid', { roles: ['sales'], head: 'gone' }),
  user('hal'),
  user('gone', { active: false, roles: ['sales'] }),
  user('42'),
]);

const request = (rule: AssigneeRule, rest: Partial<AssignmentRequest> = {}): AssignmentRequest => ({
  rule,
  deal: {
    ref: 'D-1',
    title: 'Deal',
    pipeline: 'sales',
    stage: 'new',
    responsible: 'ann',
    fields: { engineer: 'bob', number: 42, blank: '', none: null, list: ['bob'] },
  },
  starter: 'bob',
  map: { key: 'm', version: 1 },
  node: 'n',
  completion: (node) => ({ early: { by: 'cid', result: null }, system: { by: null, result: null } })[node],
  ...rest,
});

const resolve = (rule: AssigneeRule, rest?: Partial<AssignmentRequest>) =>
  new BasicAssignees(directory).resolve(request(rule, rest), { tenant: 'default' });

const deal = request({ rule: 'starter' }).deal;

describe('people named by a rule', () => {
  // biome-ignore format: a table
  it.each<readonly [AssigneeRule, readonly string[]]>([
    [{ rule: 'responsible' }, ['ann']],
    [{ rule: 'person', user: 'cid' }, ['cid']],
    [{ rule: 'field', field: 'engineer' }, ['bob']],
    [{ rule: 'field', field: 'number' }, ['42']],
    [{ rule: 'starter' }, ['bob']],
    [{ rule: 'performer', node: 'early' }, ['cid']],
    [{ rule: 'role', role: 'sales' }, ['bob', 'cid']],
    [{ rule: 'headOf', of: { rule: 'responsible' } }, ['hal']],
    [{ rule: 'headOf', of: { rule: 'person', user: 'ann' } }, ['hal']],
  ])('%j', async (rule, people) => {
    expect(await resolve(rule)).toEqual({ people, explanation: { rule: rule.rule } });
  });

  it('are named once, though several have them as their head', async () => {
    const twoOfHal = new MemoryDirectory([
      user('x', { roles: ['r'], head: 'hal' }),
      user('y', { roles: ['r'], head: 'hal' }),
      user('hal'),
    ]);
    const rule: AssigneeRule = { rule: 'headOf', of: { rule: 'role', role: 'r' } };
    const { people } = await new BasicAssignees(twoOfHal).resolve(request(rule), { tenant: 'default' });
    expect(people).toEqual(['hal']);
  });
});

describe('when nobody fits it says why', () => {
  // biome-ignore format: a table
  it.each<readonly [string, AssigneeRule, Partial<AssignmentRequest>]>([
    ['noResponsible', { rule: 'responsible' }, { deal: { ...deal, responsible: null } }],
    ['emptyField', { rule: 'field', field: 'blank' }, {}],
    ['emptyField', { rule: 'field', field: 'none' }, {}],
    ['emptyField', { rule: 'field', field: 'missing' }, {}],
    ['emptyField', { rule: 'field', field: 'list' }, {}],
    ['noStarter', { rule: 'starter' }, { starter: null }],
    ['notPerformedYet', { rule: 'performer', node: 'later' }, {}],
    ['notPerformedYet', { rule: 'performer', node: 'system' }, {}],
    ['nobodyNamed', { rule: 'role', role: 'pilot' }, {}],
    ['noHead', { rule: 'headOf', of: { rule: 'person', user: 'hal' } }, {}],
    ['noResponsible', { rule: 'headOf', of: { rule: 'responsible' } }, { deal: { ...deal, responsible: null } }],
    ['unsupportedRule', { rule: 'department', department: 'x' }, {}],
    ['unsupportedRule', { rule: 'role', role: 'sales', scope: { field: 'branch' } }, {}],
  ])('%s: %j', async (nobody, rule, rest) => {
    expect(await resolve(rule, rest)).toEqual({ people: [], explanation: { rule: rule.rule, nobody } });
  });
});

describe('who is not there is passed over, and it says so', () => {
  // biome-ignore format: a table
  it.each<readonly [AssigneeRule, string, string]>([
    [{ rule: 'person', user: 'gone' }, 'gone', 'inactive'],
    [{ rule: 'person', user: 'nobody' }, 'nobody', 'unknown'],
    [{ rule: 'headOf', of: { rule: 'person', user: 'cid' } }, 'gone', 'inactive'],
  ])('%j', async (rule, passed, reason) => {
    const passedOver = [{ user: passed, reason }];
    expect(await resolve(rule)).toEqual({
      people: [],
      explanation: { rule: rule.rule, passedOver, nobody: 'allPassedOver' },
    });
  });

  it('people of another tenant are nobody here', async () => {
    const other = new BasicAssignees(directory).resolve(request({ rule: 'responsible' }), {
      tenant: 'other',
    });
    expect((await other).explanation.passedOver).toEqual([{ user: 'ann', reason: 'unknown' }]);
  });
});
