import {
  type AssigneeRule,
  createEngine,
  MemoryDirectory,
  MemoryHost,
  memoryStorage,
  type RouteMap,
  type User,
} from '@dealroute/core';
import { assigneeResolverContract } from '@dealroute/testing/contracts';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { assignmentRules, type CustomRules } from '../src/index.js';
import { RuleAssignees } from '../src/rule-assignees.js';

assigneeResolverContract('RuleAssignees', () => {
  const directory = new MemoryDirectory();
  const { records, queries } = memoryStorage();
  return {
    resolver: new RuleAssignees(directory, records, queries),
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

const oneTask = (assignee: AssigneeRule): RouteMap => ({
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
});

describe('a task of the engine', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  /** An engine with a map of one task, and deals to start it on. */
  async function office(
    assignee: AssigneeRule,
    deals = 1,
    storage = memoryStorage(),
    custom: CustomRules = {},
  ) {
    const host = new MemoryHost();
    for (let n = 1; n <= deals; n++) {
      const ref = `D-${n}`;
      host.putDeal({ ref, title: 'D', pipeline: 'p', stage: 's', responsible: 'ivanova', fields });
    }
    const directory = new MemoryDirectory(PEOPLE);
    const plugins = [assignmentRules({ custom })];
    const engine = await createEngine({ ...storage, host, directory, plugins, background: false });
    stops.push(() => engine.stop());
    expect(await engine.deployMap({ map: oneTask(assignee), actor: null, activate: true })).toMatchObject({
      ok: true,
    });
    const assigneeOf = async (n: number) => (await engine.dealTasks(`D-${n}`)).items[0]?.assignee ?? null;
    const start = async (n: number) => {
      const started = await engine.startProcess({ deal: `D-${n}`, map: 'm', actor: 'ivanova' });
      expect(started).toMatchObject({ ok: true });
      return assigneeOf(n);
    };
    return { engine, directory, start };
  }

  async function taskBy(assignee: AssigneeRule, custom: CustomRules = {}) {
    const { engine, start } = await office(assignee, 1, memoryStorage(), custom);
    await start(1);
    const [card] = (await engine.dealTasks('D-1')).items;
    const { items: incidents } = await engine.incidents('open');
    return { card, incidents: incidents.map(({ kind, details }) => ({ kind, why: details.why })) };
  }

  const sales: AssigneeRule = { rule: 'department', department: 'sales' };
  const inTurns: AssigneeRule = { rule: 'roundRobin', among: sales };
  const byLoad: AssigneeRule = { rule: 'leastLoaded', among: sales };
  const counts = (people: readonly (string | null)[]) =>
    Object.fromEntries(
      [...new Set(people)].sort().map((id) => [id, people.filter((one) => one === id).length]),
    );

  test('B40: goes to the people of a rule in turns, also when many begin at once', async () => {
    const { start } = await office(inTurns, 42);
    expect([await start(1), await start(2), await start(3)]).toEqual(['ivanova', 'petrov', 'ivanova']);
    const rest = await Promise.all(Array.from({ length: 39 }, (_, n) => start(n + 4)));
    expect(counts(rest)).toEqual({ ivanova: 19, petrov: 20 });
  });

  test('takes its turn among nodes that share a storage', async () => {
    const storage = memoryStorage();
    const [one, other] = [await office(inTurns, 40, storage), await office(inTurns, 40, storage)];
    const both = Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? one : other).start(n + 1));
    expect(counts(await Promise.all(both))).toEqual({ ivanova: 20, petrov: 20 });
  });

  test('passes over who is not there, and goes on behind them', async () => {
    const { directory, start } = await office(inTurns, 4);
    expect(await start(1)).toBe('ivanova');
    directory.putUser(person('petrov', { department: 'sales', active: false }));
    expect(await start(2)).toBe('ivanova');
    directory.putUser(person('petrov', { department: 'sales' }));
    directory.putUser(person('novikov', { department: 'sales' }));
    expect([await start(3), await start(4)]).toEqual(['novikov', 'petrov']);
  });

  test('B42: says whose turn it was not', async () => {
    const { card } = await taskBy(inTurns);
    const passedOver = [{ user: 'petrov', reason: 'notTheirTurn' }];
    expect(card?.assignment).toEqual({ rule: 'roundRobin', passedOver });
  });

  test('goes to who has the fewest tasks, in turns where several have', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const { engine, start } = await office(byLoad, 8);
    expect([await start(1), await start(2), await start(3)]).toEqual(['ivanova', 'petrov', 'ivanova']);
    for (const n of [1, 3]) {
      const [card] = (await engine.dealTasks(`D-${n}`)).items;
      const given = await engine.handOverTask({ task: card?.id ?? '', to: 'petrov', actor: null });
      expect(given).toMatchObject({ ok: true });
    }
    vi.setSystemTime(Date.now() + 2_001);
    expect([await start(4), await start(5), await start(6)]).toEqual(['ivanova', 'ivanova', 'ivanova']);
    const [card] = (await engine.dealTasks('D-6')).items;
    expect(card?.assignment.passedOver).toEqual([{ user: 'petrov', reason: 'moreLoaded' }]);
    expect(await start(7)).toBe('petrov');
  });

  test('is divided by load when many begin at once', async () => {
    const { start } = await office(byLoad, 20);
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => start(n + 1)));
    expect(counts(all)).toEqual({ ivanova: 10, petrov: 10 });
  });

  test('goes to the head of whose turn it is', async () => {
    const { card } = await taskBy({ rule: 'headOf', of: inTurns });
    expect(card).toMatchObject({ assignee: 'petrov' });
  });

  test('stays unassigned where nobody is there to take a turn', async () => {
    const { card } = await taskBy({ rule: 'roundRobin', among: { rule: 'department', department: 'none' } });
    expect(card?.assignment).toEqual({ rule: 'roundRobin', nobody: 'nobodyNamed' });
  });

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

  const byBranch: CustomRules = {
    branch: ({ deal, starter, params }) => {
      if (typeof deal.fields.branch !== 'string') return 'emptyField';
      return params.everybody ? ['former', 'petrov', 'orlova'] : [starter ?? 'former'];
    },
  };

  test.each<readonly [string, AssigneeRule, object]>([
    ['names', { rule: 'custom', name: 'branch' }, { assignee: 'ivanova', assignment: { rule: 'custom' } }],
    [
      'names of several, one of whom has gone',
      { rule: 'custom', name: 'branch', params: { everybody: true } },
      {
        candidates: ['petrov', 'orlova'],
        assignment: { rule: 'custom', passedOver: [{ user: 'former', reason: 'inactive' }] },
      },
    ],
    [
      'names, in turns',
      { rule: 'roundRobin', among: { rule: 'custom', name: 'branch', params: { everybody: true } } },
      { assignee: 'orlova' },
    ],
  ])("goes to whom the host's own rule %s", async (_, rule, card) => {
    expect((await taskBy(rule, byBranch)).card).toMatchObject(card);
  });

  test("stays unassigned with the reason of the host's own rule", async () => {
    const { card } = await taskBy({ rule: 'custom', name: 'vacant' }, { vacant: async () => 'officeClosed' });
    expect(card).toMatchObject({ assignee: null, assignment: { rule: 'custom', nobody: 'officeClosed' } });
  });

  test('is in no active map whose rule nobody gave', async () => {
    const { engine } = await office({ rule: 'responsible' }, 0, memoryStorage(), byBranch);
    const map = oneTask({ rule: 'custom', name: 'toString' });
    const outcome = await engine.deployMap({ map, actor: null, activate: true });
    const diagnostics = [{ rule: 'assignee-rule', node: 'do', params: { rule: 'toString' } }];
    expect(outcome).toMatchObject({ ok: false, rejection: { code: 'MAP_HAS_ERRORS', diagnostics } });
  });

  test('cannot go by a custom rule with the name of another rule', async () => {
    const taken: CustomRules = { role: () => [] };
    await expect(taskBy({ rule: 'responsible' }, taken)).rejects.toMatchObject({
      code: 'COMPOSITION_INVALID',
    });
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
