import { type Engine, elapsed, independentMap, type Label, type RouteMap } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { errand, sale } from '../../maps.js';
import { accepted, activate, begin, World } from '../../world.js';

/** The card of the only open task. */
const cardOf = async (engine: Engine) => {
  const { items } = await engine.tasks({});
  if (items.length !== 1 || !items[0]) throw new Error(`${items.length} tasks are open.`);
  return items[0];
};

describe('the card of a task', () => {
  it('has everything that a person needs to do it', async () => {
    const world = new World();
    const engine = await world.engine();
    const results = [{ key: 'yes', title: 'Yes' }];
    const checklist = [{ key: 'call', title: 'Call' }];
    const map = errand(undefined, {
      comment: 'required',
      requiredFields: ['phone'],
      checklist,
      timeLimit: elapsed('PT1H'),
    });
    const nodes = map.nodes.map((node) => (node.kind === 'userTask' ? { ...node, results } : node));
    await activate(engine, { ...map, nodes });
    const { process, task } = await begin(engine, 'errand', world.deal());
    expect(await engine.task(task)).toMatchObject({
      id: task,
      process,
      deal: 'D-1',
      title: 'Do it',
      description: null,
      assignee: 'ivanova',
      results,
      checklist,
      commentRequired: true,
      requiredFields: ['phone'],
      lossReasons: null,
      overdue: false,
      dueAt: world.clock.now() + 3_600_000,
      deadline: { limit: { elapsed: 'PT1H' }, zone: 'UTC' },
      dealSnapshot: { ref: 'D-1', title: 'Deal D-1' },
    });
  });

  // biome-ignore format: a table
  it.each<readonly [Label, Label]>([
    ['Call about {{deal.title}}', 'Call about Boilers'],
    ['{{ deal.title }}: {{deal.fields.amount}}', 'Boilers: 1200'],
    ['{{deal.fields.urgent}} {{deal.fields.phone}}', 'true …'],
    ['{{deal.fields.missing}}', '…'],
    ['{{deal.fields.lines}}', '…'],
    ['{{deal.fields.constructor}} {{deal.toString}} {{deal.constructor}}', '… … …'],
    ['{{vars.x}} {deal.title} {{deal}}', '{{vars.x}} {deal.title} {{deal}}'],
    ['{{deal.fields.nested}}', '{{deal.title}}'],
    [{ en: 'Call about {{deal.title}}', ru: 'Позвонить: {{deal.title}}' }, { en: 'Call about Boilers', ru: 'Позвонить: Boilers' }],
  ])('fills the deal into its description: %j', async (description, filled) => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand(undefined, { description }));
    const fields = { amount: 1_200, urgent: true, phone: null, lines: [1], nested: '{{deal.title}}' };
    await begin(engine, 'errand', world.deal('D-1', { title: 'Boilers', fields }));
    expect((await cardOf(engine)).description).toEqual(filled);
  });

  it('shows the deal as it is now, and an ellipsis where the host no longer has it', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand(undefined, { description: '{{deal.title}}' }));
    await begin(engine, 'errand', world.deal('D-1', { title: 'Old' }));
    world.deal('D-1', { title: 'New' });
    expect((await cardOf(engine)).description).toBe('New');
    world.host.removeDeal('D-1');
    expect(await cardOf(engine)).toMatchObject({ description: '…', dealSnapshot: null });
  });

  it('is overdue after its deadline, not at it, and no more once the task has ended', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand(undefined, { timeLimit: elapsed('PT1H') }));
    const { task } = await begin(engine, 'errand', world.deal());
    world.clock.advance('PT1H');
    expect((await engine.task(task))?.overdue).toBe(false);
    world.clock.advance(1);
    expect((await engine.task(task))?.overdue).toBe(true);
    accepted(await engine.completeTask({ task, actor: null }));
    expect((await engine.task(task))?.overdue).toBe(false);
  });

  it('is not there for a task that is not', async () => {
    const engine = await new World().engine();
    expect(await engine.task('unknown')).toBeUndefined();
    expect(await engine.taskLine('unknown')).toEqual([]);
  });
});

describe('loss reasons on a card', () => {
  const asking = (key: string, rest: Partial<RouteMap> = {}): RouteMap => ({
    ...independentMap({ key, title: 'Asking' })
      .start('start')
      .userTask('ask', { title: 'Ask', results: [{ key: 'no', title: 'No', lossReason: 'required' }] })
      .end('failed', { outcome: 'failure' })
      .flow('start', 'ask')
      .flow('ask', 'failed')
      .build(),
    ...rest,
  });
  const calling: RouteMap = {
    ...independentMap({ key: 'calling', title: 'Calling', lossReasons: [{ key: 'root', title: 'Root' }] })
      .start('start')
      .call('run', { map: 'asking' })
      .end('done', { outcome: 'success' })
      .flow('start', 'run')
      .flow('run', 'done')
      .build(),
  };
  const ofHost = [{ key: 'host', title: 'Host' }];
  const ofMap = [{ key: 'map', title: 'Map' }];

  it('are those of the map, else those of the host, else any will do', async () => {
    for (const [lossReasons, host, expected] of [
      [ofMap, ofHost, ofMap],
      [undefined, ofHost, ofHost],
      [undefined, undefined, null],
    ] as const) {
      const world = new World(host ? { lossReasons: host } : {});
      const engine = await world.engine();
      await activate(engine, asking('asking', lossReasons ? { lossReasons } : {}));
      await begin(engine, 'asking', world.deal());
      expect((await cardOf(engine)).lossReasons).toEqual(expected);
    }
  });

  it.each([
    [ofMap, 'map'],
    [undefined, 'host'],
  ])('of a called process are those of its own map, else of the host: %j', async (own, expected) => {
    const world = new World({ lossReasons: ofHost });
    const engine = await world.engine();
    await activate(engine, asking('asking', own ? { lossReasons: own } : {}), calling);
    const { task } = await begin(engine, 'calling', world.deal());
    expect((await cardOf(engine)).lossReasons?.map(({ key }) => key)).toEqual([expected]);
    const wish = { task, result: 'no', actor: null };
    const refused = await engine.completeTask({ ...wish, lossReason: 'root' });
    expect(refused).toMatchObject({ rejection: { code: 'LOSS_REASON_UNKNOWN', reasons: [expected] } });
    accepted(await engine.completeTask({ ...wish, lossReason: expected }));
  });
});

describe('lists', () => {
  it('my tasks: overdue first, then by deadline, those without one last; offered ones included', async () => {
    const world = new World();
    const engine = await world.engine();
    const sidorov = { rule: 'person', user: 'sidorov' } as const;
    await activate(
      engine,
      errand(sidorov, {}, 'whenever'),
      errand(sidorov, { timeLimit: elapsed('PT3H') }, 'late'),
      errand({ rule: 'role', role: 'warehouse' }, { timeLimit: elapsed('PT2H') }, 'offered'),
      errand(sidorov, { timeLimit: elapsed('PT1H') }, 'overdue'),
      errand({ rule: 'person', user: 'ivanova' }, {}, 'foreign'),
    );
    world.deal();
    for (const map of ['whenever', 'late', 'offered', 'overdue', 'foreign']) await begin(engine, map);
    world.clock.advance('PT90M');
    const { items } = await engine.myTasks('sidorov');
    expect(items.map(({ map, overdue }) => [map.key, overdue])).toEqual([
      ['overdue', true],
      ['offered', false],
      ['late', false],
      ['whenever', false],
    ]);
    await engine.claimTask({ task: items[1]?.id ?? '', actor: 'smirnov' });
    expect((await engine.myTasks('sidorov')).items).toHaveLength(3);
    expect((await engine.myTasks('nobody')).items).toEqual([]);
  });

  it('come in pages that fit together', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    for (let i = 0; i < 5; i++) await begin(engine, 'errand', world.deal(`D-${i}`));
    const first = await engine.myTasks('ivanova', { limit: 3 });
    const second = await engine.myTasks('ivanova', { limit: 3, after: first.next ?? '' });
    expect([first.items.length, second.items.length, second.next]).toEqual([3, 2, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(5);
  });

  it('the tasks of a deal are those of all its processes', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand(), sale());
    world.deal();
    await begin(engine, 'errand');
    await begin(engine, 'sale');
    await begin(engine, 'errand', world.deal('D-2'));
    const { items } = await engine.dealTasks('D-1');
    expect(items.map(({ node, leading }) => [node, leading]).sort()).toEqual([
      ['do', false],
      ['offer', true],
    ]);
  });

  it('the line of hands goes from the first to the one that is asked for', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    const { task } = await begin(engine, 'errand', world.deal());
    const second = accepted(
      await engine.handOverTask({ task, to: 'sidorov', actor: 'ivanova', comment: 'Ill' }),
    );
    const next = second.openTasks[0] ?? '';
    const third = accepted(await engine.handOverTask({ task: next, to: 'smirnov', actor: 'admin' }));
    const last = third.openTasks[0] ?? '';
    const line = await engine.taskLine(last);
    expect(line.map(({ assignee, ended }) => [assignee, ended?.as, ended?.by])).toEqual([
      ['ivanova', 'handedOver', 'ivanova'],
      ['sidorov', 'handedOver', 'admin'],
      ['smirnov', undefined, undefined],
    ]);
    expect((await engine.taskLine(next)).map(({ id }) => id)).toEqual([task, next]);
    expect([...(await engine.texts([`${task}#handOver`])).values()]).toEqual(['Ill']);
  });

  it('the journal names the door that a command came through', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    const { process, task } = await begin(engine, 'errand', world.deal());
    accepted(await engine.through('telegram').completeTask({ task, actor: 'ivanova' }));
    expect((await engine.journal(process)).map(({ source }) => source)).toEqual(['api', 'telegram']);
    expect((await engine.journal(process, 1)).map(({ n }) => n)).toEqual([2]);
    expect((await engine.journal(process, 0, 1)).map(({ n }) => n)).toEqual([1]);
  });
});
