import {
  type Engine,
  governingMap,
  type Outcome,
  type RejectionCode,
  type Terminator,
  type UserId,
} from '@dealroute/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { errand, sales } from '../maps.js';
import { accepted, activate, begin, codeOf, World } from '../world.js';

const WAREHOUSE = { rule: 'role', role: 'warehouse' } as const;
const SIDOROV = { rule: 'person', user: 'sidorov' } as const;

/**
 * Deal of Ivanova (head: Petrov). The task is Sidorov's (head: Petrov), or offered to Sidorov and Smirnov (head:
 * Volkov); the process was started by Volkov.
 */
const PEOPLE: readonly (UserId | null)[] = [
  'sidorov',
  'smirnov',
  'ivanova',
  'petrov',
  'volkov',
  'admin',
  'stranger',
  'former',
  'nobody',
  null,
];

type Answer = 'accepted' | RejectionCode;
/** The answers to each of {@link PEOPLE}. */
type Row = readonly [Answer, Answer, Answer, Answer, Answer, Answer, Answer, Answer, Answer, Answer];

const ok = 'accepted';
const not = 'NOT_ASSIGNEE';
const gone = ['PERSON_INACTIVE', 'PERSON_UNKNOWN'] as const;
const none = 'NOT_PERMITTED';

/** Asks once as each person, each time on a process of its own. */
async function answers(
  ask: (engine: Engine, world: World, actor: UserId | null) => Promise<Outcome<unknown>>,
) {
  const row: string[] = [];
  for (const actor of PEOPLE) {
    const world = new World();
    const engine = await world.engine();
    world.directory.putUser({ id: 'former', name: 'Former', active: false, roles: ['admin', 'warehouse'] });
    row.push(codeOf(await ask(engine, world, actor)));
  }
  return row;
}

type Ask = (engine: Engine, task: string, actor: UserId | null, process: string) => Promise<Outcome<unknown>>;

const onTask = (assignee: typeof SIDOROV | typeof WAREHOUSE, ask: Ask) =>
  answers(async (engine, world, actor) => {
    await activate(engine, errand(assignee, { checklist: [{ key: 'a', title: 'A', optional: true }] }));
    const { task, process } = await begin(engine, 'errand', world.deal());
    return ask(engine, task, actor, process);
  });

const complete: Ask = (engine, task, actor) => engine.completeTask({ task, actor });
const tick: Ask = (engine, task, actor) => engine.completeStep({ task, step: 'a', actor });
const give: Ask = (engine, task, actor) => engine.handOverTask({ task, to: 'stranger', actor });
const claim: Ask = (engine, task, actor) => engine.claimTask({ task, actor });
const release: Ask = async (engine, task, actor) => {
  await engine.claimTask({ task, actor: 'sidorov' });
  return engine.releaseTask({ task, actor });
};

describe('who may do what', () => {
  // biome-ignore format: a table
  const table: readonly (readonly [string, typeof SIDOROV | typeof WAREHOUSE, Ask, Row])[] = [
    //                                          sidorov smirnov ivanova petrov volkov admin stranger former nobody system
    ['complete a task',                SIDOROV,   complete, [ok, not, not, ok, not, ok, not, ...gone, ok]],
    ['tick off a step',                SIDOROV,   tick,     [ok, not, not, ok, not, ok, not, ...gone, ok]],
    ['hand a task over',               SIDOROV,   give,     [ok, not, not, ok, not, ok, not, ...gone, ok]],
    ['claim an offered task',          WAREHOUSE, claim,    [ok, ok, 'NOT_A_CANDIDATE', 'NOT_A_CANDIDATE', 'NOT_A_CANDIDATE', 'NOT_A_CANDIDATE', 'NOT_A_CANDIDATE', ...gone, 'NOT_A_CANDIDATE']],
    ['complete an unclaimed task',     WAREHOUSE, complete, ['TASK_UNCLAIMED', 'TASK_UNCLAIMED', not, not, not, 'TASK_UNCLAIMED', not, ...gone, 'TASK_UNCLAIMED']],
    ['hand an unclaimed task over',    WAREHOUSE, give,     [not, not, not, not, not, ok, not, ...gone, ok]],
    ['give a claimed task back',       WAREHOUSE, release,  [ok, not, not, ok, not, ok, not, ...gone, ok]],
    ['claim a task that is assigned',  SIDOROV,   claim,    ['NOT_A_CANDIDATE', 'NOT_A_CANDIDATE', 'NOT_A_CANDIDATE', 'NOT_A_CANDIDATE', 'NOT_A_CANDIDATE', 'ALREADY_CLAIMED', 'NOT_A_CANDIDATE', ...gone, 'ALREADY_CLAIMED']],
  ];

  it.each(table)('%s', async (_, assignee, ask, expected) => {
    expect(await onTask(assignee, ask)).toEqual(expected);
  });

  it('start a governing process: the responsible and their head', async () => {
    const start = answers(async (engine, world, actor) => {
      await activate(engine, governing());
      return engine.startProcess({ map: 'governing', deal: world.deal(), actor });
    });
    expect(await start).toEqual([none, none, ok, ok, none, ok, none, ...gone, ok]);
  });

  it('start an independent process: everybody', async () => {
    const start = answers(async (engine, world, actor) => {
      await activate(engine, errand());
      return engine.startProcess({ map: 'errand', deal: world.deal(), actor });
    });
    expect(await start).toEqual([ok, ok, ok, ok, ok, ok, ok, ...gone, ok]);
  });

  // biome-ignore format: a table
  const interventions: readonly (readonly [string, Ask, Row])[] = [
    //                  sidorov smirnov ivanova petrov volkov admin stranger former nobody system
    ['suspend a process', (engine, _, actor, process) => engine.suspendProcess({ process, actor }), [none, none, none, ok, none, ok, none, ...gone, ok]],
    ['resume a process', async (engine, _, actor, process) => {
      accepted(await engine.suspendProcess({ process, actor: null }));
      return engine.resumeProcess({ process, deadlines: 'keep', actor });
    }, [none, none, none, ok, none, ok, none, ...gone, ok]],
    ['move a process', (engine, _, actor, process) => engine.moveProcess({ process, node: 'do', reason: 'Anew', actor }), [none, none, none, none, none, ok, none, ...gone, ok]],
    ['defer a start', (engine, _, actor) => engine.deferStart({ deal: 'D-1', map: 'errand', after: { working: 'P1D' }, actor }), [ok, ok, ok, ok, ok, ok, ok, ...gone, ok]],
    ["cancel another's deferred start", async (engine, _, actor) => {
      const { id } = accepted(await engine.deferStart({ deal: 'D-1', map: 'errand', after: { working: 'P1D' }, actor: 'volkov' }));
      return engine.cancelStart({ id, actor });
    }, [none, none, none, none, ok, ok, none, ...gone, ok]],
  ];

  it.each(interventions)('%s', async (_, ask, expected) => {
    expect(await onTask(SIDOROV, ask)).toEqual(expected);
  });

  // biome-ignore format: a table
  const terminators: readonly (readonly [readonly Terminator[] | undefined, Row])[] = [
    //              sidorov smirnov ivanova petrov volkov admin stranger former nobody system
    [undefined,     [none, none, ok, ok, none, ok, none, ...gone, ok]],
    [['responsible'], [none, none, ok, none, none, ok, none, ...gone, ok]],
    [['head'],      [none, none, none, ok, none, ok, none, ...gone, ok]],
    [['assignee'],  [ok, none, none, none, none, ok, none, ...gone, ok]],
    [['starter'],   [none, none, none, none, ok, ok, none, ...gone, ok]],
    [[],            [none, none, none, none, none, ok, none, ...gone, ok]],
  ];

  it.each(terminators)('terminate early where the map says %j', async (by, expected) => {
    const terminate = answers(async (engine, world, actor) => {
      await activate(engine, { ...errand(SIDOROV), earlyTermination: by ? { by } : {} });
      const started = await engine.startProcess({ map: 'errand', deal: world.deal(), actor: 'volkov' });
      const { process } = accepted(started);
      return engine.terminateEarly({ process, lossReason: 'any', actor });
    });
    expect(await terminate).toEqual(expected);
  });

  it('look after maps, triggers and incidents: admins', async () => {
    const expected = [none, none, none, none, none, ok, none, ...gone, ok];
    const deploy = answers((engine, _, actor) => engine.deployMap({ map: errand(), actor }));
    expect(await deploy).toEqual(expected);
    const resolve = answers((engine, _, actor) => engine.resolveIncident({ id: 'none', actor }));
    expect(await resolve).toEqual(expected);
    const retry = answers((engine, _, actor) => engine.retryIncident({ id: 'none', actor }));
    expect(await retry).toEqual(expected);
    const again = answers((engine, _, actor) => engine.retryMessage({ id: 'none', actor }));
    expect(await again).toEqual(expected);
  });
});

const governing = () =>
  governingMap({ key: 'governing', title: 'Governing', pipeline: sales })
    .start('start')
    .userTask('offer', { title: 'Offer', stage: 'offer' })
    .end('won', { outcome: 'success', stage: 'won' })
    .flow('start', 'offer')
    .flow('offer', 'won')
    .build();

describe('a hand-over', () => {
  const to =
    (heir: string): Ask =>
    (engine, task, actor) =>
      engine.handOverTask({ task, to: heir, actor });

  it.each([
    ['nobody', 'PERSON_UNKNOWN'],
    ['former', 'PERSON_INACTIVE'],
    ['sidorov', 'SAME_PERSON'],
  ])('to %s is refused: %s', async (heir, code) => {
    expect((await onTask(SIDOROV, to(heir)))[0]).toBe(code);
  });

  it('tells a stranger nothing about the person named', async () => {
    for (const heir of ['nobody', 'former', 'ivanova']) {
      expect((await onTask(SIDOROV, to(heir)))[PEOPLE.indexOf('stranger')]).toBe(not);
    }
  });
});

describe('who comes late', () => {
  const late = (assignee: typeof SIDOROV | typeof WAREHOUSE) =>
    onTask(assignee, async (engine, task, actor) => {
      if (assignee === WAREHOUSE) await engine.claimTask({ task, actor: 'sidorov' });
      accepted(await engine.completeTask({ task, actor: 'sidorov' }));
      return engine.completeTask({ task, actor });
    });

  it('learns the truth if the task was theirs to do; others learn only that it is not theirs', async () => {
    const closed = 'TASK_NOT_OPEN';
    expect(await late(SIDOROV)).toEqual([closed, not, not, closed, not, closed, not, ...gone, closed]);
    expect(await late(WAREHOUSE)).toEqual([closed, closed, not, closed, not, closed, not, ...gone, closed]);
  });

  it('learns how the task ended, by whom and when', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand(SIDOROV));
    const { task } = await begin(engine, 'errand', world.deal());
    const at = world.clock.now();
    accepted(await engine.handOverTask({ task, to: 'smirnov', actor: 'petrov' }));
    world.clock.advance(1);
    expect(await engine.completeTask({ task, actor: 'sidorov' })).toEqual({
      ok: false,
      rejection: { code: 'TASK_NOT_OPEN', task, ended: 'handedOver', result: null, by: 'petrov', at },
    });
    expect(await engine.completeTask({ task, actor: 'stranger' })).toEqual({
      ok: false,
      rejection: { code: 'NOT_ASSIGNEE', task, assignee: null },
    });
  });

  it('is told that there is no such task where there never was one', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    const { process } = await begin(engine, 'errand', world.deal());
    for (const task of [`${process}.9.1`, 'unknown.1.1', 'unknown']) {
      expect(await engine.completeTask({ task, actor: 'ivanova' })).toEqual({
        ok: false,
        rejection: { code: 'TASK_NOT_FOUND', task },
      });
    }
  });
});

describe('facts about people', () => {
  it('of a moment ago are good enough, those older than the stated age are not', async () => {
    const began = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now: began });
    onTestFinished(() => void vi.useRealTimers());
    const world = new World();
    const engine = await world.engine({ tuning: { factsMaxAgeMs: 2_000 } });
    await activate(engine, errand(undefined, { checklist: [{ key: 'a', title: 'A', optional: true }] }));
    const { task } = await begin(engine, 'errand', world.deal());
    const tick = () => engine.completeStep({ task, step: 'a', actor: 'ivanova' });
    await tick();
    world.directory.putUser({ id: 'ivanova', name: 'Ivanova', active: false, roles: [] });
    vi.setSystemTime(began + 2_000);
    expect(codeOf(await tick())).toBe('accepted');
    vi.setSystemTime(began + 2_001);
    expect(codeOf(await tick())).toBe('PERSON_INACTIVE');
  });

  it('are those of the tenant that is spoken for', async () => {
    const world = new World();
    const engine = (await world.engine()).for('other');
    await activate(engine, errand());
    world.deal('D-1', {}, 'other');
    const { task } = await begin(engine, 'errand');
    expect(codeOf(await engine.completeTask({ task, actor: 'ivanova' }))).toBe('PERSON_UNKNOWN');
    world.directory.putUser({ id: 'petrov', name: 'Petrov', active: true, roles: ['admin'] }, 'other');
    expect(codeOf(await engine.completeTask({ task, actor: 'petrov' }))).toBe('accepted');
  });
});

it('another policy judges in the place of the default one, on the same facts', async () => {
  const world = new World();
  const asked: unknown[] = [];
  const engine = await world.engine({
    policy: {
      permits: ({ command, actor, state, map, deal, task, isHeadOf }) => {
        asked.push([command, actor?.id, state?.id, map.key, deal.ref, task?.id, isHeadOf('ivanova')]);
        return false;
      },
      permitsClientWork: () => false,
      permitsAdministration: (actor) => actor === null,
    },
  });
  await activate(engine, errand());
  expect(await engine.startProcess({ map: 'errand', deal: world.deal(), actor: 'petrov' })).toEqual({
    ok: false,
    rejection: { code: 'NOT_PERMITTED', action: 'StartProcess' },
  });
  expect(asked).toEqual([['StartProcess', 'petrov', undefined, 'errand', 'D-1', undefined, true]]);
});
