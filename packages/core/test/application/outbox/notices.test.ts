import { type Engine, independentMap, type Notice, type RouteMap } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { errand, rounds, sale } from '../../maps.js';
import { accepted, activate, begin, openIncidents, World, type WorldOptions } from '../../world.js';

const warehouse = { rule: 'role', role: 'warehouse' } as const;

async function play(map: RouteMap, options: WorldOptions = {}) {
  const world = new World(options);
  const engine = await world.engine();
  await activate(engine, map);
  const begun = await begin(engine, map.key, world.deal());
  await engine.settle();
  return { world, engine, ...begun };
}

/** Notices that came since the last look. */
function since(world: World) {
  const seen = world.notifier.delivered.length;
  return () =>
    world.notifier.delivered.slice(seen).map(({ notice: { kind, to, details } }) => [kind, to, details]);
}

const settled = async <T>(engine: Engine, work: Promise<T>): Promise<T> => {
  const result = await work;
  await engine.settle();
  return result;
};

/** Two tasks at once; the first to fail withdraws the other. */
const race: RouteMap = independentMap({ key: 'race', title: 'Race' })
  .start('start')
  .split('split')
  .userTask('one', { title: 'One', assignee: { rule: 'person', user: 'ivanova' } })
  .userTask('two', { title: 'Two', assignee: { rule: 'person', user: 'sidorov' } })
  .end('failed', { outcome: 'failure', lossReason: 'x' })
  .end('done', { outcome: 'success' })
  .flow('start', 'split')
  .flow('split', 'one')
  .flow('split', 'two')
  .flow('one', 'failed')
  .flow('two', 'done')
  .build();

describe('notices', () => {
  it('tell the assignee of a new task, with what a front needs to show it', async () => {
    const { world, process, task } = await play(errand());
    expect(world.notifier.delivered).toEqual([
      {
        tenant: 'default',
        notice: {
          id: expect.any(String),
          kind: 'taskAssigned',
          to: 'ivanova',
          deal: 'D-1',
          process,
          task,
          details: {},
        },
      },
    ]);
  });

  it('offer a task to all its candidates, and tell the others when one claims it', async () => {
    const { world, engine, task } = await play(errand(warehouse));
    expect(world.notices()).toEqual([
      ['taskOffered', 'sidorov'],
      ['taskOffered', 'smirnov'],
    ]);
    const news = since(world);
    accepted(await settled(engine, engine.claimTask({ task, actor: 'sidorov' })));
    expect(news()).toEqual([['taskClosed', 'smirnov', { claimedBy: 'sidorov' }]]);
  });

  it('offer a task again that was given back', async () => {
    const { world, engine, task } = await play(errand(warehouse));
    await settled(engine, engine.claimTask({ task, actor: 'sidorov' }));
    const news = since(world);
    accepted(await settled(engine, engine.releaseTask({ task, actor: 'sidorov' })));
    expect(news()).toEqual([
      ['taskOffered', 'sidorov', {}],
      ['taskOffered', 'smirnov', {}],
    ]);
  });

  it('tell both sides of a hand-over, each with the task that is theirs', async () => {
    const { world, engine, task } = await play(errand());
    const news = since(world);
    const { openTasks } = accepted(
      await settled(engine, engine.handOverTask({ task, to: 'sidorov', actor: 'petrov' })),
    );
    expect(news()).toEqual([
      ['taskHandedOver', 'ivanova', { to: 'sidorov' }],
      ['taskAssigned', 'sidorov', { from: 'ivanova' }],
    ]);
    expect(world.noticesTo('ivanova').at(-1)?.task).toBe(task);
    expect(world.noticesTo('sidorov').map((notice) => notice.task)).toEqual(openTasks);
  });

  it('close the card of whoever held a completed task, and say who did it and how', async () => {
    const { world, engine, task } = await play(rounds);
    const news = since(world);
    await settled(engine, engine.completeTask({ task, result: 'enough', actor: 'petrov' }));
    expect(news()).toEqual([
      ['taskClosed', 'ivanova', { result: 'enough', by: 'petrov' }],
      ['processEnded', 'ivanova', { outcome: 'success', lossReason: null }],
    ]);
  });

  it('do not tell a person of an end that they made themselves', async () => {
    const { world, engine, task } = await play(rounds);
    await settled(engine, engine.completeTask({ task, result: 'enough', actor: 'ivanova' }));
    expect(world.notices().map(([kind]) => kind)).toEqual(['taskAssigned', 'taskClosed']);
  });

  it('tell nobody of the end of a deal without a responsible', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand({ rule: 'person', user: 'sidorov' }));
    const { task } = await begin(engine, 'errand', world.deal('D-1', { responsible: null }));
    await settled(engine, engine.completeTask({ task, actor: 'sidorov' }));
    expect(world.notices().map(([kind]) => kind)).toEqual(['taskAssigned', 'taskClosed']);
  });

  it('close the card of a task that is withdrawn, and say why', async () => {
    const { world, engine, tasks } = await play(race);
    const news = since(world);
    await settled(engine, engine.completeTask({ task: tasks[0] ?? '', actor: 'ivanova' }));
    expect(news()).toContainEqual(['taskClosed', 'sidorov', { withdrawn: 'failureEnd' }]);
  });

  it('close the cards of a process that is terminated early', async () => {
    const { world, engine, process } = await play(sale());
    const news = since(world);
    accepted(await settled(engine, engine.terminateEarly({ process, lossReason: 'price', actor: 'petrov' })));
    expect(news()).toEqual([
      ['taskClosed', 'ivanova', { withdrawn: 'earlyTermination' }],
      ['processEnded', 'ivanova', { outcome: 'failure', lossReason: 'price' }],
    ]);
  });

  it('tell who has a task, or may take one, that its process waits, and that it goes on', async () => {
    const { world, engine, process } = await play(sale());
    const news = since(world);
    accepted(await settled(engine, engine.suspendProcess({ process, actor: 'petrov' })));
    expect(news()).toEqual([['taskSuspended', 'ivanova', { by: 'petrov' }]]);
    const later = since(world);
    accepted(await settled(engine, engine.resumeProcess({ process, deadlines: 'keep', actor: 'admin' })));
    expect(later()).toEqual([['taskResumed', 'ivanova', { by: 'admin' }]]);
  });

  it('tell every admin once of a task that nobody fits; its incident lasts until somebody has it', async () => {
    const world = new World();
    world.directory.putUser({ id: 'boss', name: 'Boss', active: true, roles: ['admin'] });
    world.directory.putUser({ id: 'gone', name: 'Gone', active: false, roles: ['admin'] });
    const engine = await world.engine();
    await activate(engine, errand({ rule: 'person', user: 'former' }));
    const { task } = await begin(engine, 'errand', world.deal());
    await engine.settle();
    expect(world.notices()).toEqual([
      ['taskUnassigned', 'admin'],
      ['taskUnassigned', 'boss'],
    ]);
    const { items } = await engine.incidents('open');
    expect(items).toMatchObject([
      { kind: 'unassigned', count: 1, details: { task, rule: 'person', why: 'allPassedOver' } },
    ]);
    accepted(await engine.handOverTask({ task, to: 'ivanova', actor: 'admin' }));
    await engine.settle();
    expect(await openIncidents(engine)).toEqual([]);
    expect(world.notices().at(-1)).toEqual(['taskAssigned', 'ivanova']);
  });

  it('tell the admins of a stage that came past the guard', async () => {
    const { world, engine } = await play(sale());
    const news = since(world);
    world.host.setStage('D-1', 'won');
    await engine.receiveHostEvent({
      key: 'e',
      type: 'stageChanged',
      deal: 'D-1',
      stage: 'won',
      by: 'sidorov',
      at: 5,
    });
    await engine.settle();
    expect(news()).toEqual([
      ['stageBypassed', 'admin', { from: 'offer', to: 'won', by: 'sidorov', at: 5, answer: 'incident' }],
    ]);
  });

  it('reach each person in the order in which things happened', async () => {
    const { world, engine, task } = await play(rounds);
    let open = task;
    for (let i = 0; i < 5; i++) {
      const done = accepted(await engine.completeTask({ task: open, result: 'again', actor: 'ivanova' }));
      open = done.openTasks[0] ?? '';
    }
    await engine.settle();
    const kinds = world.noticesTo('ivanova').map(({ kind }) => kind);
    expect(kinds).toEqual(['taskAssigned', ...Array(5).fill(['taskClosed', 'taskAssigned']).flat()]);
  });
});

describe('order and refusal of deliveries', () => {
  it('a person who cannot be reached holds up nobody else, and gets everything in order later', async () => {
    let away = true;
    const order: string[] = [];
    const { world, engine } = await play(errand(), {
      onNotice: ({ notice: { to, deal } }) => {
        if (to === 'ivanova' && away) throw new Error('The phone is off.');
        order.push(`${to} ${deal}`);
      },
    });
    await begin(engine, 'errand', world.deal('D-2'));
    await begin(engine, 'errand', world.deal('D-3', { responsible: 'petrov' }));
    await engine.settle();
    expect(order).toEqual(['petrov D-3']);
    away = false;
    await world.waitFor(1_000, engine);
    expect(order).toEqual(['petrov D-3', 'ivanova D-1', 'ivanova D-2']);
  });

  it('keeps trying, each pause twice as long, then gives up with an incident and goes on with the next', async () => {
    let attempts = 0;
    const world = new World({
      onNotice: ({ notice }) => {
        if (notice.deal !== 'D-1') return;
        attempts += 1;
        throw new Error('The number is wrong.');
      },
    });
    const engine = await world.engine({ tuning: { deliveryAttempts: 3 } });
    await activate(engine, errand());
    const { process } = await begin(engine, 'errand', world.deal());
    await begin(engine, 'errand', world.deal('D-2'));
    await engine.settle();
    await world.waitFor(999, engine);
    expect(attempts).toBe(1);
    await world.waitFor(1, engine);
    expect(attempts).toBe(2);
    await world.waitFor(1_999, engine);
    expect(attempts).toBe(2);
    expect(world.notices()).toEqual([]);
    await world.waitFor(1, engine);
    expect(attempts).toBe(3);
    expect(world.notices()).toEqual([['taskAssigned', 'ivanova']]);
    const { items } = await engine.incidents('open');
    expect(items).toMatchObject([
      {
        kind: 'undelivered',
        process,
        deal: 'D-1',
        count: 1,
        details: { topic: 'notice', error: 'The number is wrong.' },
      },
    ]);
  });

  it('delivers a dead message again when its incident is retried, and closes the incident', async () => {
    let broken = true;
    const world = new World({
      onNotice: () => {
        if (broken) throw new Error('broken');
      },
    });
    const engine = await world.engine({ tuning: { deliveryAttempts: 1 } });
    await activate(engine, errand());
    await begin(engine, 'errand', world.deal());
    await engine.settle();
    const id = (await engine.incidents('open')).items[0]?.id ?? '';
    expect(await engine.retryIncident({ id, actor: 'ivanova' })).toMatchObject({
      rejection: { code: 'NOT_PERMITTED' },
    });
    broken = false;
    expect(await engine.retryIncident({ id, actor: 'admin' })).toEqual({ ok: true, value: true });
    await engine.settle();
    expect(world.notices()).toEqual([['taskAssigned', 'ivanova']]);
    expect((await engine.incidents('open')).items).toEqual([]);
    expect((await engine.incidents('resolved')).items).toMatchObject([{ id, resolvedBy: 'admin' }]);
    expect(await engine.retryIncident({ id, actor: 'admin' })).toEqual({ ok: true, value: false });
  });

  it('lists what was not delivered, and delivers a dead message again when an admin wishes it', async () => {
    let broken = true;
    const world = new World({
      onNotice: () => {
        if (broken) throw new Error('broken');
      },
    });
    const engine = await world.engine({ tuning: { deliveryAttempts: 1 } });
    await activate(engine, errand());
    await begin(engine, 'errand', world.deal());
    await engine.settle();
    const [dead] = (await engine.undelivered('dead')).items;
    expect(dead).toMatchObject({ topic: 'notice', status: 'dead', attempt: 1, error: 'broken' });
    const id = dead?.id ?? '';
    expect(await engine.retryMessage({ id, actor: 'ivanova' })).toMatchObject({
      rejection: { code: 'NOT_PERMITTED' },
    });
    broken = false;
    expect(await engine.retryMessage({ id, actor: 'admin' })).toEqual({ ok: true, value: true });
    await engine.settle();
    expect(world.notices()).toEqual([['taskAssigned', 'ivanova']]);
    expect((await engine.undelivered()).items).toEqual([]);
    expect(await engine.retryMessage({ id, actor: 'admin' })).toEqual({ ok: true, value: false });
  });

  it('tries a notice to a role again under the same ids, so that nobody gets it twice', async () => {
    let failures = 1;
    const world = new World({
      onNotice: ({ notice }) => {
        if (notice.to === 'boss' && failures-- > 0) throw new Error('away');
      },
    });
    world.directory.putUser({ id: 'boss', name: 'Boss', active: true, roles: ['admin'] });
    const engine = await world.engine();
    await activate(engine, errand({ rule: 'person', user: 'former' }));
    await begin(engine, 'errand', world.deal());
    await engine.settle();
    await world.waitFor(1_000, engine);
    expect(world.notices()).toEqual([
      ['taskUnassigned', 'admin'],
      ['taskUnassigned', 'boss'],
    ]);
  });

  it('a delivery that never answers counts as failed in time, and the next round goes on', async () => {
    let hangs = true;
    const world = new World();
    const notified: string[] = [];
    const deliver = ({ deal = '' }: Notice) =>
      hangs ? new Promise<void>(() => undefined) : Promise.resolve(void notified.push(deal));
    const engine = await world.engine({ tuning: { deliveryTimeoutMs: 1 }, notifier: { deliver } });
    await activate(engine, errand());
    await begin(engine, 'errand', world.deal());
    await engine.settle();
    hangs = false;
    await world.waitFor(1_000, engine);
    expect(notified).toEqual(['D-1']);
  });

  it('works for people whose ids are as long as ids may be', async () => {
    const longest = 'x'.repeat(200);
    const world = new World();
    world.directory.putUser({ id: longest, name: 'Long', active: true, roles: [] });
    const engine = await world.engine();
    await activate(engine, errand());
    await begin(engine, 'errand', world.deal('D-1', { responsible: longest }));
    const [claimed] = await world.storage.outbox.claim({ topics: ['*'], limit: 1, leaseMs: 1 });
    expect(claimed?.orderKey.length).toBeLessThanOrEqual(200);
  });
});
