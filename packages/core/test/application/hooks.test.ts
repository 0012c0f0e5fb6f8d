import type { Happened } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { errand, rounds } from '../maps.js';
import { accepted, activate, altered, begin, codeOf, gate, openIncidents, World } from '../world.js';

async function oneTask(tuning = {}) {
  const world = new World();
  const engine = await world.engine({ tuning });
  await activate(engine, rounds, errand());
  const { process, task } = await begin(engine, 'rounds', world.deal());
  return {
    world,
    engine,
    process,
    task,
    complete: () => engine.completeTask({ task, result: 'again', actor: 'ivanova' }),
  };
}

describe('a veto', () => {
  it('refuses a command with a reason that the person sees, and changes nothing', async () => {
    const { engine, process, complete } = await oneTask();
    engine.before('CompleteTask', 'credit', async () => 'The credit limit is reached');
    expect(await complete()).toEqual({
      ok: false,
      rejection: { code: 'VETOED', by: 'credit', reason: 'The credit limit is reached' },
    });
    expect(await engine.journal(process)).toHaveLength(1);
  });

  it('sees the wish, the person, the deal, the process before, and what would happen', async () => {
    const { engine, task, process, complete } = await oneTask();
    const asked: unknown[] = [];
    engine.before('CompleteTask', 'watcher', ({ tenant, command, actor, deal, state, events }) => {
      asked.push([
        tenant,
        command.task,
        command.result,
        actor,
        deal.ref,
        state?.id,
        events.map(({ type }) => type),
      ]);
      return undefined;
    });
    await complete();
    const events = ['TaskCompleted', 'NodeCompleted', 'NodeLeft', 'NodeEntered', 'TasksPlanned'];
    expect(asked).toEqual([['default', task, 'again', 'ivanova', 'D-1', process, events]]);
  });

  it('sees no process before a start', async () => {
    const { world, engine } = await oneTask();
    const states: unknown[] = [];
    engine.before('StartProcess', 'watcher', ({ state }) => {
      states.push(state);
      return undefined;
    });
    await begin(engine, 'errand', world.deal('D-2'));
    expect(states).toEqual([null]);
  });

  it('is asked in the order in which vetoes were added; the first objection counts', async () => {
    const { engine, complete } = await oneTask();
    const asked: string[] = [];
    const veto = (name: string, reason?: string) =>
      engine.before('CompleteTask', name, () => {
        asked.push(name);
        return reason;
      });
    veto('first');
    veto('second', 'No');
    veto('third', 'Never');
    expect(await complete()).toMatchObject({ rejection: { by: 'second', reason: 'No' } });
    expect(asked).toEqual(['first', 'second']);
  });

  it('is asked about commands of its type only, and not about those that are refused anyway', async () => {
    const { engine, task, complete } = await oneTask();
    let asked = 0;
    engine.before('HandOverTask', 'watcher', () => {
      asked += 1;
      return undefined;
    });
    await complete();
    await engine.handOverTask({ task, to: 'sidorov', actor: 'stranger' });
    expect(asked).toBe(0);
  });

  it('that throws makes the command fail with its error, and changes nothing', async () => {
    const { engine, process, complete } = await oneTask();
    const broken = new Error('The credit system is away.');
    engine.before('CompleteTask', 'credit', async () => {
      throw broken;
    });
    await expect(complete()).rejects.toBe(broken);
    expect(await engine.journal(process)).toHaveLength(1);
  });

  it('that does not answer in time makes the command fail, by name, and changes nothing', async () => {
    const { engine, process, complete } = await oneTask({ vetoTimeoutMs: 1 });
    engine.before('CompleteTask', 'credit', () => new Promise(() => undefined));
    await expect(complete()).rejects.toMatchObject({
      code: 'TIMED_OUT',
      message: expect.stringContaining('"credit"'),
    });
    expect(await engine.journal(process)).toHaveLength(1);
  });

  it('is asked no more once it is removed, whatever else was added', async () => {
    const { engine, complete } = await oneTask();
    const no = () => 'No';
    const removeFirst = engine.before('CompleteTask', 'twice', no);
    const removeSecond = engine.before('CompleteTask', 'twice', no);
    removeFirst();
    expect(codeOf(await complete())).toBe('VETOED');
    removeSecond();
    expect(codeOf(await complete())).toBe('accepted');
  });
});

describe('a listener', () => {
  it('hears of events of its type, with the process after the command and the journal entry', async () => {
    const { engine, task, process, complete } = await oneTask();
    const heard: Happened<'TaskCompleted'>[] = [];
    engine.on('TaskCompleted', (happened) => void heard.push(happened));
    const { openTasks } = accepted(await complete());
    await engine.settle();
    expect(heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({
      tenant: 'default',
      event: { type: 'TaskCompleted', task, by: 'ivanova', result: 'again' },
      state: { id: process },
      entry: { n: 2, actor: 'ivanova', source: 'api', command: 'CompleteTask' },
    });
    expect(heard[0]?.state.tasks.map(({ id }) => id)).toEqual(openTasks);
  });

  it('hears after the commit: what it reads is stored already', async () => {
    const { engine, task, complete } = await oneTask();
    const seen: unknown[] = [];
    engine.on('TaskCompleted', async () => void seen.push((await engine.task(task))?.ended?.as));
    await complete();
    await engine.settle();
    expect(seen).toEqual(['completed']);
  });

  it('hears nothing of what was refused, vetoed or repeated', async () => {
    const { engine, task } = await oneTask();
    let heard = 0;
    engine.on('TaskCompleted', () => {
      heard += 1;
    });
    const wish = { task, result: 'again', actor: 'ivanova', key: 'k' };
    await engine.completeTask({ ...wish, key: 'other', actor: 'stranger' });
    const remove = engine.before('CompleteTask', 'no', () => 'No');
    await engine.completeTask(wish);
    remove();
    await engine.completeTask(wish);
    await engine.completeTask(wish);
    await engine.settle();
    expect(heard).toBe(1);
  });

  it('that throws harms neither the command nor other listeners, and is an incident', async () => {
    const { engine, process, complete } = await oneTask();
    const heard: string[] = [];
    engine.on('TaskCompleted', () => {
      throw new Error('The mail server is away.');
    });
    engine.on('TaskCompleted', async () => void heard.push('second'));
    expect(codeOf(await complete())).toBe('accepted');
    await engine.settle();
    expect(heard).toEqual(['second']);
    const { items } = await engine.incidents('open');
    expect(items).toMatchObject([
      {
        kind: 'listenerFailed',
        process,
        details: { event: 'TaskCompleted', error: 'The mail server is away.' },
      },
    ]);
  });

  it('that fails, and cannot be reported either, is at least logged', async () => {
    const world = new World();
    const { incidents } = world.storage;
    const report = async () => Promise.reject(new Error('The database is away.'));
    const engine = await world.engine({ incidents: altered(incidents, { report }) });
    await activate(engine, errand());
    engine.on('ProcessStarted', () => {
      throw new Error('broken');
    });
    await begin(engine, 'errand', world.deal());
    await engine.settle();
    expect(world.errors()).toEqual([
      'A listener of ProcessStarted failed.',
      'A failed listener could not be reported.',
    ]);
  });

  it('may call the engine again for the same process', async () => {
    const { engine, process, complete } = await oneTask();
    engine.on('TaskCreated', async ({ event, entry }) => {
      if (entry.n === 2)
        accepted(await engine.completeTask({ task: event.task, result: 'enough', actor: null }));
    });
    await complete();
    await engine.settle();
    expect((await engine.process(process))?.status).toBe('ended');
  });

  it('that is slow holds up no other command', async () => {
    const { world, engine, complete } = await oneTask();
    const held = gate();
    engine.on('TaskCompleted', () => held.opened);
    expect(codeOf(await complete())).toBe('accepted');
    await begin(engine, 'errand', world.deal('D-2'));
    held.open();
    await engine.settle();
  });

  it('hears no more once it is removed; the same function that was added twice goes once', async () => {
    const { engine, complete } = await oneTask();
    let heard = 0;
    const count = () => {
      heard += 1;
    };
    const remove = engine.on('TaskCompleted', count);
    engine.on('TaskCompleted', count);
    remove();
    await complete();
    await engine.settle();
    expect(heard).toBe(1);
  });

  it('does not make a known incident of each failure of the same event', async () => {
    const { engine, complete } = await oneTask();
    for (let i = 0; i < 2; i++) {
      engine.on('TaskCompleted', () => {
        throw new Error('broken');
      });
    }
    await complete();
    await engine.settle();
    expect(await openIncidents(engine)).toEqual([['listenerFailed', 2]]);
  });
});
