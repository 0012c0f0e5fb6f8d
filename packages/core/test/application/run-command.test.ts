import { memoryStorage, type ProcessStore, type SaveAnswer, SdkError } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { errand, rounds, sale } from '../maps.js';
import { accepted, activate, begin, codeOf, gate, turns, World } from '../world.js';

type Answers = readonly (SaveAnswer | Error)[];

/** Counts the round trips of a store. `instead` may answer a save, the first has number 1, or hold it up. */
function counting(store: ProcessStore, instead?: (save: number) => Answers | undefined | Promise<undefined>) {
  const counts = { loads: 0, transactions: 0, saves: 0, sizes: [] as number[] };
  const counted: ProcessStore = {
    locksRows: store.locksRows,
    load: (...asked) => {
      counts.loads += 1;
      return store.load(...asked);
    },
    save: async (changes, options) => {
      counts.saves += 1;
      counts.sizes.push(changes.length);
      return (await instead?.(counts.saves)) ?? store.save(changes, options);
    },
    kept: (...asked) => store.kept(...asked),
    transact: (work) => {
      counts.transactions += 1;
      return store.transact(work);
    },
    enlist: (transaction) => store.enlist(transaction),
    ended: (transaction) => store.ended(transaction),
  };
  return { counts, store: counted };
}

const OVERTAKEN = [{ saved: false, because: 'version' }] as const;

describe('the queue of a process', () => {
  it('runs two commands on one process one after the other', async () => {
    const world = new World();
    const { counts, store } = counting(world.storage.store);
    const engine = await world.engine({ store });
    await activate(engine, rounds);
    const { task } = await begin(engine, 'rounds', world.deal());
    counts.sizes.length = 0;
    const wish = { task, result: 'again', actor: null };
    const [first, second] = await Promise.all([engine.completeTask(wish), engine.completeTask(wish)]);
    expect([codeOf(first), codeOf(second)]).toEqual(['accepted', 'TASK_NOT_OPEN']);
    // Side by side they would have shared a commit, and the second would have lost it.
    expect(counts.sizes).toEqual([1]);
  });

  it('goes on after a command that threw', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    const { task } = await begin(engine, 'errand', world.deal());
    const remove = engine.before('CompleteTask', 'broken', () => {
      throw new Error('broken');
    });
    await expect(engine.completeTask({ task, actor: null })).rejects.toThrow('broken');
    remove();
    expect(codeOf(await engine.completeTask({ task, actor: null }))).toBe('accepted');
  });
});

describe('shared round trips', () => {
  async function manyTasks(count: number) {
    const world = new World();
    const { counts, store } = counting(world.storage.store);
    const engine = await world.engine({ store });
    await activate(engine, errand());
    const tasks: string[] = [];
    for (let i = 0; i < count; i++) tasks.push((await begin(engine, 'errand', world.deal(`D-${i}`))).task);
    counts.loads = 0;
    counts.saves = 0;
    return { engine, counts, tasks };
  }

  it('carries the commands of 32 processes in few reads and commits', async () => {
    const { engine, counts, tasks } = await manyTasks(32);
    const outcomes = await Promise.all(tasks.map((task) => engine.completeTask({ task, actor: null })));
    expect(outcomes.every(({ ok }) => ok)).toBe(true);
    expect(counts.loads).toBe(1);
    expect(counts.saves).toBeLessThanOrEqual(2);
  });

  it('never lets a single command wait for company', async () => {
    const { engine, counts, tasks } = await manyTasks(1);
    const done = engine.completeTask({ task: tasks[0] ?? '', actor: null });
    await turns();
    expect(counts).toMatchObject({ loads: 1, saves: 1 });
    expect(codeOf(await done)).toBe('accepted');
  });

  it('lets those that come while a commit is under way share the next one', async () => {
    const world = new World();
    const held = gate();
    const { counts, store } = counting(world.storage.store, async (save) => {
      if (save === 1) await held.opened;
      return undefined;
    });
    const first = await world.engine();
    await activate(first, errand());
    const tasks: string[] = [];
    for (let i = 0; i < 4; i++) tasks.push((await begin(first, 'errand', world.deal(`D-${i}`))).task);
    const engine = await world.engine({ store });
    const complete = (task: string | undefined) => engine.completeTask({ task: task ?? '', actor: null });
    const running = [complete(tasks[0])];
    await turns();
    running.push(...tasks.slice(1).map(complete));
    await turns();
    held.open();
    expect((await Promise.all(running)).map(codeOf)).toEqual(Array(4).fill('accepted'));
    expect(counts.sizes).toEqual([1, 3]);
  });

  it('reads and writes no more than its batch at once', async () => {
    const world = new World();
    const { counts, store } = counting(world.storage.store);
    const engine = await world.engine({ store, tuning: { batch: 4 } });
    await activate(engine, errand());
    const deals = Array.from({ length: 10 }, (_, i) => world.deal(`D-${i}`));
    await Promise.all(deals.map((deal) => begin(engine, 'errand', deal)));
    expect(Math.max(...counts.sizes)).toBeLessThanOrEqual(4);
    expect(counts.sizes.reduce((sum, size) => sum + size, 0)).toBe(10);
  });
});

describe('slow help from outside', () => {
  it('delays neither another process nor another tenant while an assignee resolver hangs', async () => {
    const world = new World();
    const held = gate();
    const engine = await world.engine({
      assignees: {
        rules: ['responsible'],
        resolve: async ({ deal, rule }) => {
          if (deal.ref === 'slow') await held.opened;
          return { people: [deal.responsible ?? ''], explanation: { rule: rule.rule } };
        },
      },
    });
    const other = engine.for('other');
    await activate(engine, errand());
    await activate(other, errand());
    const slow = begin(engine, 'errand', world.deal('slow'));
    await turns();
    await begin(engine, 'errand', world.deal('quick'));
    world.deal('quick', {}, 'other');
    await begin(other, 'errand', 'quick');
    held.open();
    expect((await slow).tasks).toHaveLength(1);
  });

  it('delays neither another process nor another tenant while a veto hangs', async () => {
    const world = new World();
    const held = gate();
    const engine = await world.engine();
    const other = engine.for('other');
    await activate(engine, errand());
    await activate(other, errand());
    engine.before('StartProcess', 'credit', async ({ deal }) => {
      if (deal.ref === 'slow') await held.opened;
      return undefined;
    });
    const slow = begin(engine, 'errand', world.deal('slow'));
    await turns();
    await begin(engine, 'errand', world.deal('quick'));
    world.deal('quick', {}, 'other');
    await begin(other, 'errand', 'quick');
    held.open();
    expect((await slow).tasks).toHaveLength(1);
  });

  it('gives a resolver up that does not answer in time, and changes nothing', async () => {
    const world = new World();
    const engine = await world.engine({
      assignees: { rules: ['responsible'], resolve: () => new Promise(() => undefined) },
      tuning: { resolveTimeoutMs: 1 },
    });
    await activate(engine, errand());
    await expect(begin(engine, 'errand', world.deal())).rejects.toMatchObject({ code: 'TIMED_OUT' });
    expect((await engine.processes({})).items).toEqual([]);
  });
});

describe('a lost version race', () => {
  it('between two nodes is repeated alone and leaves one clear truth', async () => {
    const world = new World();
    const [one, two] = [await world.engine(), await world.engine()];
    await activate(one, errand());
    const { process, task } = await begin(one, 'errand', world.deal());
    const [first, second] = await Promise.all([
      one.completeTask({ task, actor: 'ivanova' }),
      two.completeTask({ task, actor: 'petrov' }),
    ]);
    expect([codeOf(first), codeOf(second)].sort()).toEqual(['TASK_NOT_OPEN', 'accepted']);
    const winner = first.ok ? 'ivanova' : 'petrov';
    const loser = first.ok ? second : first;
    expect(loser).toMatchObject({ rejection: { code: 'TASK_NOT_OPEN', ended: 'completed', by: winner } });
    expect(await one.journal(process)).toHaveLength(2);
  });

  it('ends for both where both wishes can come true, one after the other', async () => {
    const world = new World();
    const [one, two] = [await world.engine(), await world.engine()];
    const checked = errand(undefined, {
      checklist: ['a', 'b'].map((key) => ({ key, title: key, optional: true })),
    });
    await activate(one, checked);
    const { process, task } = await begin(one, 'errand', world.deal());
    const outcomes = await Promise.all([
      one.completeStep({ task, step: 'a', actor: 'ivanova' }),
      two.completeStep({ task, step: 'b', actor: 'ivanova' }),
    ]);
    expect(outcomes.map(codeOf)).toEqual(['accepted', 'accepted']);
    expect((await one.process(process))?.tasks[0]?.done.slice().sort()).toEqual(['a', 'b']);
    expect((await one.journal(process)).map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  it('keeps all other writers out in a transaction of the store after four losses, where it cannot lock a row', async () => {
    const world = new World();
    const quiet = await world.engine();
    await activate(quiet, errand());
    const { task } = await begin(quiet, 'errand', world.deal());
    const { counts, store } = counting(world.storage.store, (n) => (n <= 4 ? OVERTAKEN : undefined));
    const engine = await world.engine({ store });
    expect(codeOf(await engine.completeTask({ task, actor: null }))).toBe('accepted');
    expect(counts).toMatchObject({ saves: 5, transactions: 1 });
  });

  it('waits in line for the row after the first loss where a transaction locks rows', async () => {
    const world = new World();
    const quiet = await world.engine();
    await activate(quiet, errand());
    const { task } = await begin(quiet, 'errand', world.deal());
    const { counts, store } = counting(world.storage.store, (n) => (n === 1 ? OVERTAKEN : undefined));
    const engine = await world.engine({ store: { ...store, locksRows: true } });
    expect(codeOf(await engine.completeTask({ task, actor: null }))).toBe('accepted');
    expect(counts).toMatchObject({ saves: 2, transactions: 1 });
  });

  it('makes the next command on that process wait in line at once, and none of another process', async () => {
    const world = new World();
    const quiet = await world.engine();
    await activate(quiet, rounds);
    const { task } = await begin(quiet, 'rounds', world.deal('D-1'));
    const other = await begin(quiet, 'rounds', world.deal('D-2'));
    const { counts, store } = counting(world.storage.store, (n) => (n === 1 ? OVERTAKEN : undefined));
    const engine = await world.engine({ store: { ...store, locksRows: true } });
    const complete = (wish: string) => engine.completeTask({ task: wish, result: 'again', actor: null });
    const first = await complete(task);
    if (!first.ok) throw new Error('The first completion was refused.');
    expect(codeOf(await complete(first.value.openTasks[0] ?? ''))).toBe('accepted');
    expect(counts).toMatchObject({ saves: 3, transactions: 2 });
    expect(codeOf(await complete(other.task))).toBe('accepted');
    expect(counts).toMatchObject({ saves: 4, transactions: 2 });
  });

  it('tells listeners of what a transaction of the store wrote only after its commit', async () => {
    const world = new World();
    const quiet = await world.engine();
    await activate(quiet, errand());
    const { task } = await begin(quiet, 'errand', world.deal());
    const { store } = counting(world.storage.store, (n) => (n <= 4 ? OVERTAKEN : undefined));
    const failing: ProcessStore = {
      ...store,
      transact: (work) =>
        store.transact(async (transaction) => {
          await work(transaction);
          throw new Error('The commit failed.');
        }),
    };
    const engine = await world.engine({ store: failing });
    const heard: string[] = [];
    engine.on('TaskCompleted', ({ event }) => void heard.push(event.task));
    await expect(engine.completeTask({ task, actor: null })).rejects.toThrow('The commit failed.');
    await engine.settle();
    expect(heard).toEqual([]);
    expect((await engine.task(task))?.ended).toBeNull();
  });

  it('is given up as CONTENTION after eight attempts, and says which process', async () => {
    const world = new World();
    const quiet = await world.engine();
    await activate(quiet, errand());
    const { process, task } = await begin(quiet, 'errand', world.deal());
    const { counts, store } = counting(world.storage.store, () => OVERTAKEN);
    const engine = await world.engine({ store });
    const failed = engine.completeTask({ task, actor: null });
    await expect(failed).rejects.toMatchObject({ code: 'CONTENTION', ids: { process } });
    expect(counts).toMatchObject({ saves: 8, transactions: 4 });
  });
});

describe('a commit that fails', () => {
  it('hurts only the caller whose deal the host cannot move', async () => {
    const world = new World();
    const { counts, store } = counting(world.storage.store);
    const engine = await world.engine({ store });
    await activate(engine, sale());
    const deals = ['D-1', 'D-2', 'D-3'].map((ref) => world.deal(ref));
    const asked = deals.map((deal) => engine.startProcess({ map: 'sale', deal, actor: null }));
    // The deal is read before it disappears, so that only the stage write can find it missing.
    engine.before('StartProcess', 'remover', ({ deal }) => {
      if (deal.ref === 'D-2') world.host.removeDeal('D-2');
      return undefined;
    });
    const [first, second, third] = await Promise.allSettled(asked);
    expect(first).toMatchObject({ status: 'fulfilled', value: { ok: true } });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'DEAL_MISSING' } });
    expect(third).toMatchObject({ status: 'fulfilled', value: { ok: true } });
    expect((await engine.processes({})).items.map(({ deal }) => deal).sort()).toEqual(['D-1', 'D-3']);
    expect(counts.sizes).toEqual([3]);
    await engine.settle();
    expect(world.notices()).toHaveLength(2);
  });

  it('reaches its caller as it is, and the same command works later', async () => {
    const world = new World();
    const quiet = await world.engine();
    await activate(quiet, errand());
    const { task } = await begin(quiet, 'errand', world.deal());
    const lost = new SdkError('STORAGE_FAILED', 'The connection was lost.');
    const { store } = counting(world.storage.store, (n) => {
      if (n === 1) throw lost;
      return undefined;
    });
    const engine = await world.engine({ store });
    await expect(engine.completeTask({ task, actor: null, key: 'k' })).rejects.toBe(lost);
    expect(codeOf(await engine.completeTask({ task, actor: null, key: 'k' }))).toBe('accepted');
  });
});

describe('a transaction of the host', () => {
  it('is refused by the memory storage', async () => {
    const engine = await new World().engine();
    await expect(engine.within({})).rejects.toMatchObject({ code: 'TRANSACTION_UNUSABLE' });
  });

  it('is not retried: a lost race reaches the host at once', async () => {
    const world = new World();
    const quiet = await world.engine();
    await activate(quiet, errand());
    const { task } = await begin(quiet, 'errand', world.deal());
    const { counts, store } = counting(memoryStorage().store, () => OVERTAKEN);
    const { store: real } = world.storage;
    const engine = await world.engine({
      store: {
        ...store,
        enlist: async (transaction) => transaction as object,
        load: (asked) => real.load(asked),
      },
      directory: world.directory,
      maps: { ...mapsWithoutTransaction(world) },
    });
    const inside = await engine.within({});
    await expect(inside.completeTask({ task, actor: null })).rejects.toMatchObject({ code: 'CONTENTION' });
    expect(counts).toMatchObject({ saves: 1, transactions: 0 });
  });
});

/** The map store of a world for an engine whose host transaction memory does not know. */
function mapsWithoutTransaction({ storage: { maps } }: World) {
  return {
    find: (key: string, version: number | undefined, { tenant }: { tenant: string }) =>
      maps.find(key, version, { tenant }),
    list: (key: string | undefined, { tenant }: { tenant: string }) => maps.list(key, { tenant }),
    putDraft: maps.putDraft.bind(maps),
    activate: maps.activate.bind(maps),
    retire: maps.retire.bind(maps),
  };
}

describe('receipts', () => {
  it('say where the process stands after the command', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, sale());
    const started = accepted(
      await engine.startProcess({ map: 'sale', deal: world.deal(), actor: 'ivanova' }),
    );
    expect(started).toEqual({
      process: started.process,
      version: 1,
      at: world.clock.now(),
      status: 'running',
      outcome: null,
      stage: 'offer',
      openTasks: [`${started.process}.2.1`],
    });
  });
});
