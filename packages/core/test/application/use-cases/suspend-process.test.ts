import { elapsed, PlainCalendar, workingDays, workingHours } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { errand, pause, sale, service } from '../../maps.js';
import { accepted, activate, altered, begin, codeOf, openIncidents, World } from '../../world.js';

const HOUR = 3_600_000;
const FRIDAY = Date.parse('2026-03-06T12:00Z');
const MONDAY = Date.parse('2026-03-09T12:00Z');

async function running(map = errand(undefined, { timeLimit: workingDays(2) }), options = {}) {
  const world = new World();
  world.clock.set(FRIDAY);
  const engine = await world.engine(options);
  await activate(engine, map);
  return { world, engine, ...(await begin(engine, map.key, world.deal())) };
}

describe('who suspends and resumes', () => {
  it.each([
    ['admin', 'accepted'],
    ['petrov', 'accepted'],
    [null, 'accepted'],
    ['ivanova', 'NOT_PERMITTED'],
    ['volkov', 'NOT_PERMITTED'],
    ['former', 'PERSON_INACTIVE'],
  ])('%s is %s, by the default policy', async (actor, code) => {
    const { engine, process } = await running();
    expect(codeOf(await engine.suspendProcess({ process, actor }))).toBe(code);
    if (code !== 'accepted') accepted(await engine.suspendProcess({ process, actor: null }));
    expect(codeOf(await engine.resumeProcess({ process, deadlines: 'keep', actor }))).toBe(code);
  });

  it('is told of a process that is not there, and of a malformed wish', async () => {
    const { engine, process } = await running();
    expect(codeOf(await engine.suspendProcess({ process: 'P-0', actor: null }))).toBe('PROCESS_NOT_FOUND');
    const wish = { process, deadlines: 'maybe', actor: null } as never;
    await expect(engine.resumeProcess(wish)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });

  it('may repeat a wish under its key', async () => {
    const { engine, process } = await running();
    const wish = { process, actor: null, key: 'once' };
    const first = await engine.suspendProcess(wish);
    expect(await engine.suspendProcess(wish)).toEqual(first);
    expect(codeOf(await engine.suspendProcess({ process, actor: null }))).toBe('PROCESS_SUSPENDED');
  });
});

describe('a timer of a suspended process', () => {
  it('neither fires nor waits as work for the background, and fires after the time that was lost', async () => {
    const { world, engine, process } = await running(pause(workingHours(2)));
    accepted(await engine.suspendProcess({ process, actor: null }));
    world.clock.set(MONDAY);
    await engine.settle();
    expect(await world.storage.backlog.backlog()).toMatchObject({ nextTimer: null });
    expect((await engine.process(process))?.timers).toHaveLength(1);
    accepted(await engine.resumeProcess({ process, deadlines: 'shift', actor: null }));
    world.clock.set(MONDAY + 2 * HOUR - 1);
    await engine.settle();
    expect((await engine.process(process))?.tasks).toEqual([]);
    world.clock.set(MONDAY + 2 * HOUR);
    await engine.settle();
    expect((await engine.process(process))?.tasks).toHaveLength(1);
  });

  it('fires at once where its time was kept and came meanwhile', async () => {
    const { world, engine, process } = await running(pause(elapsed('PT1H')));
    accepted(await engine.suspendProcess({ process, actor: null }));
    world.clock.set(MONDAY);
    accepted(await engine.resumeProcess({ process, deadlines: 'keep', actor: null }));
    await engine.settle();
    expect((await engine.process(process))?.tasks).toHaveLength(1);
  });

  it('is no incident where it was found due just before the suspension', async () => {
    const world = new World();
    world.clock.set(FRIDAY);
    let suspend = async (): Promise<unknown> => undefined;
    const { timers } = world.storage;
    const late = altered(timers, {
      due: async (now, limit) => {
        const due = await timers.due(now, limit);
        if (due.length > 0) await suspend();
        return due;
      },
    });
    const engine = await world.engine({ timers: late });
    await activate(engine, pause(elapsed('PT1H')));
    const { process } = await begin(engine, 'pause', world.deal());
    suspend = () => engine.suspendProcess({ process, actor: null });
    world.clock.advance(HOUR);
    await engine.settle();
    expect((await engine.process(process))?.timers).toHaveLength(1);
    expect(await openIncidents(engine)).toEqual([]);
  });
});

describe('a deadline', () => {
  it("shifts by the assignee's working time, and another person's by theirs", async () => {
    const early = new PlainCalendar({ opens: 0, closes: 60 });
    const usual = new PlainCalendar();
    const of = (user: string | undefined) => (user === 'ivanova' ? early : usual);
    const calendar = {
      deadline: (request: Parameters<typeof usual.deadline>[0]) => of(request.user).deadline(request),
      between: (request: Parameters<typeof usual.between>[0]) => of(request.user).between(request),
    };
    const { world, engine, process, task } = await running(undefined, { calendar });
    expect((await engine.task(task))?.dueAt).toBe(Date.parse('2026-03-11T00:00Z'));
    accepted(await engine.suspendProcess({ process, actor: null }));
    world.clock.set(MONDAY);
    accepted(await engine.resumeProcess({ process, deadlines: 'shift', actor: null }));
    expect((await engine.task(task))?.dueAt).toBe(Date.parse('2026-03-11T01:00Z'));
    expect((await engine.process(process))?.tasks[0]?.dueAt).toBe(Date.parse('2026-03-11T01:00Z'));
  });

  it('stays where no working time was lost', async () => {
    const { world, engine, process, task } = await running();
    const before = await engine.task(task);
    world.clock.set(FRIDAY + 6 * HOUR);
    accepted(await engine.suspendProcess({ process, actor: null }));
    world.clock.set(Date.parse('2026-03-09T09:00Z'));
    accepted(await engine.resumeProcess({ process, deadlines: 'shift', actor: null }));
    expect(await engine.task(task)).toEqual(before);
  });

  it('goes with the task that is handed over afterwards', async () => {
    const { world, engine, process, task } = await running();
    accepted(await engine.suspendProcess({ process, actor: null }));
    expect(codeOf(await engine.handOverTask({ task, to: 'sidorov', actor: null }))).toBe('PROCESS_SUSPENDED');
    world.clock.set(MONDAY);
    accepted(await engine.resumeProcess({ process, deadlines: 'shift', actor: null }));
    const { openTasks } = accepted(await engine.handOverTask({ task, to: 'sidorov', actor: null }));
    expect((await engine.task(openTasks[0] ?? ''))?.dueAt).toBe(Date.parse('2026-03-11T12:00Z'));
  });
});

it('an action that was asked for is still done, and its answer is kept until the process is resumed', async () => {
  const { world, engine, process } = await running(service(), {
    actions: { bill: async () => ({ bill: 7 }) },
  });
  accepted(await engine.suspendProcess({ process, actor: null }));
  await engine.settle();
  expect((await engine.process(process))?.tasks).toEqual([]);
  world.clock.set(MONDAY);
  accepted(await engine.resumeProcess({ process, deadlines: 'keep', actor: null }));
  const state = await engine.process(process);
  expect([state?.variables, state?.tasks.length]).toEqual([{ bill: 7 }, 1]);
  expect(await openIncidents(engine)).toEqual([]);
});

it('the stage of a suspended deal still follows its process, not people', async () => {
  const { world, engine, process } = await running(sale());
  accepted(await engine.suspendProcess({ process, actor: null }));
  expect(codeOf(await engine.mayChangeStage({ deal: 'D-1', actor: 'admin' }))).toBe('STAGE_IS_GOVERNED');
  world.host.setStage('D-1', 'won');
  expect(await engine.detectBypasses()).toBe(1);
});
