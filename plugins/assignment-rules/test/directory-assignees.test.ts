import {
  type AssigneeRule,
  createEngine,
  MemoryDirectory,
  MemoryHost,
  type RouteMap,
  type User,
} from '@dealroute/core';
import { assigneeResolverContract } from '@dealroute/testing/contracts';
import { afterEach, describe, expect, test } from 'vitest';
import { DirectoryAssignees } from '../src/directory-assignees.js';
import { assignmentRules } from '../src/index.js';

assigneeResolverContract('DirectoryAssignees', () => {
  const directory = new MemoryDirectory();
  return {
    resolver: new DirectoryAssignees(directory),
    putUser: (user: User, tenant: string) => directory.putUser(user, tenant),
  };
});

const person = (id: string, rest: Partial<User> = {}): User => ({
  id,
  name: id,
  active: true,
  roles: [],
  ...rest,
});

const PEOPLE: readonly User[] = [
  person('ivanova', { head: 'petrov', department: 'sales' }),
  person('petrov', { department: 'sales' }),
  person('orlova', { roles: ['lawyer@north'], head: 'petrov' }),
  person('lukin', { roles: ['lawyer', 'lawyer@south'] }),
  person('sidorov', { department: 'warehouse' }),
  person('former', { department: 'warehouse', active: false }),
];

const fields = { branch: 'north', number: 7, blank: ' ', list: ['north'] };

describe('a task of the engine', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  async function taskBy(assignee: AssigneeRule) {
    const host = new MemoryHost();
    host.putDeal({ ref: 'D-1', title: 'D', pipeline: 'p', stage: 's', responsible: 'ivanova', fields });
    const directory = new MemoryDirectory(PEOPLE);
    const engine = await createEngine({ host, directory, plugins: [assignmentRules()], background: false });
    stops.push(() => engine.stop());
    const map: RouteMap = {
      key: 'm',
      kind: 'independent',
      title: 'M',
      nodes: [
        { id: 'start', kind: 'start' },
        { id: 'do', kind: 'userTask', title: 'Do it', assignee },
        { id: 'end', kind: 'end', outcome: 'success' },
      ],
      flows: [
        { id: 'a', from: 'start', to: 'do' },
        { id: 'b', from: 'do', to: 'end' },
      ],
    };
    expect(await engine.deployMap({ map, actor: null, activate: true })).toMatchObject({ ok: true });
    expect(await engine.startProcess({ deal: 'D-1', map: 'm', actor: 'ivanova' })).toMatchObject({
      ok: true,
    });
    const [card] = (await engine.dealTasks('D-1')).items;
    const { items: incidents } = await engine.incidents('open');
    return { card, incidents: incidents.map(({ kind, details }) => ({ kind, why: details.why })) };
  }

  // biome-ignore format: a table
  test.each<readonly [string, AssigneeRule, string]>([
    ['a department of one active person', { rule: 'department', department: 'warehouse' }, 'sidorov'],
    ['a role for the object of the deal', { rule: 'role', role: 'lawyer', scope: { field: 'branch' } }, 'orlova'],
    ['a role for all objects', { rule: 'role', role: 'lawyer' }, 'lukin'],
    ['the head of those with a role for the object', { rule: 'headOf', of: { rule: 'role', role: 'lawyer', scope: { field: 'branch' } } }, 'petrov'],
    ['the responsible', { rule: 'responsible' }, 'ivanova'],
  ])('goes to %s', async (_, rule, assignee) => {
    expect((await taskBy(rule)).card).toMatchObject({ assignee, assignment: { rule: rule.rule } });
  });

  test('is offered to everybody of a department', async () => {
    const { card } = await taskBy({ rule: 'department', department: 'sales' });
    expect(card).toMatchObject({ assignee: null, candidates: ['ivanova', 'petrov'] });
  });

  const scoped = (field: string): AssigneeRule => ({ rule: 'role', role: 'lawyer', scope: { field } });
  // biome-ignore format: a table
  test.each<readonly [string, AssigneeRule, string]>([
    ['nobody has the role for the object', scoped('number'), 'nobodyNamed'],
    ['the field is blank', scoped('blank'), 'emptyField'],
    ['the field holds a list', scoped('list'), 'emptyField'],
    ['the deal has no such field', scoped('constructor'), 'emptyField'],
    ['nobody is in the department', { rule: 'department', department: 'unknown' }, 'nobodyNamed'],
  ])('stays unassigned, and admins are told, where %s', async (_, rule, why) => {
    const { card, incidents } = await taskBy(rule);
    expect(card).toMatchObject({ assignee: null, candidates: [], assignment: { nobody: why } });
    expect(incidents).toEqual([{ kind: 'unassigned', why }]);
  });
});
