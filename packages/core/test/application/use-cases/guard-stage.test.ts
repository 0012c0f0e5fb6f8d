import { describe, expect, it } from 'vitest';
import { errand, sale } from '../../maps.js';
import {
  accepted,
  activate,
  altered,
  begin,
  codeOf,
  openIncidents,
  World,
  type WorldOptions,
} from '../../world.js';

async function governed(stageBypass: 'revert' | 'incident' = 'incident', options: WorldOptions = {}) {
  const world = new World(options);
  const engine = await world.engine();
  await activate(engine, sale(stageBypass), errand());
  const begun = await begin(engine, 'sale', world.deal());
  await engine.settle();
  return { world, engine, ...begun };
}

const seen = (key: string, stage: string) =>
  ({ key, type: 'stageChanged', deal: 'D-1', stage, by: 'sidorov' }) as const;

describe('the stage of a governed deal', () => {
  it('may be changed by nobody while the process runs, and by anybody before and after', async () => {
    const { world, engine, process } = await governed();
    for (const actor of ['ivanova', 'admin', null]) {
      const asked = await engine.mayChangeStage({ deal: 'D-1', actor });
      expect(asked).toEqual({
        ok: false,
        rejection: { code: 'STAGE_IS_GOVERNED', deal: 'D-1', process, stage: 'offer' },
      });
    }
    expect(codeOf(await engine.mayChangeStage({ deal: world.deal('free'), actor: 'ivanova' }))).toBe(
      'accepted',
    );
    expect(codeOf(await engine.for('other').mayChangeStage({ deal: 'D-1', actor: null }))).toBe('accepted');
    accepted(await engine.terminateEarly({ process, lossReason: 'price', actor: null }));
    expect(codeOf(await engine.mayChangeStage({ deal: 'D-1', actor: 'ivanova' }))).toBe('accepted');
  });

  it('may be changed while only independent processes run', async () => {
    const { world, engine } = await governed();
    await begin(engine, 'errand', world.deal('free'));
    expect(codeOf(await engine.mayChangeStage({ deal: 'free', actor: 'ivanova' }))).toBe('accepted');
  });
});

describe('a stage that came past the guard', () => {
  it('without any event is found by the comparison, once, and left as an incident', async () => {
    const { world, engine, process } = await governed();
    expect(await engine.detectBypasses()).toBe(0);
    world.host.setStage('D-1', 'won');
    expect(await engine.detectBypasses()).toBe(1);
    expect(await engine.detectBypasses()).toBe(0);
    const { items } = await engine.incidents('open');
    expect(items).toMatchObject([
      {
        kind: 'stageBypass',
        process,
        deal: 'D-1',
        count: 1,
        details: { from: 'offer', to: 'won', by: null },
      },
    ]);
    expect(world.host.deal('D-1')?.stage).toBe('won');
    expect((await engine.journal(process)).at(-1)).toMatchObject({
      source: 'reconcile',
      command: 'ReportStage',
    });
  });

  it('is put back where the map says so, each time, without an incident', async () => {
    const { world, engine, process } = await governed('revert');
    for (const stage of ['won', 'lost']) {
      world.host.setStage('D-1', stage);
      expect(await engine.detectBypasses()).toBe(1);
      expect(world.host.deal('D-1')?.stage).toBe('offer');
    }
    await engine.settle();
    expect(await openIncidents(engine)).toEqual([]);
    expect((await engine.process(process))?.stageSeq).toBe(3);
    expect(world.noticesTo('admin').map(({ kind }) => kind)).toEqual(['stageBypassed', 'stageBypassed']);
  });

  it('is put back in a host on another database too', async () => {
    const { world, engine } = await governed('revert', { joinsTransaction: false });
    world.host.setStage('D-1', 'won');
    await engine.receiveHostEvent(seen('e', 'won'));
    expect(world.host.deal('D-1')?.stage).toBe('won');
    await engine.settle();
    expect(world.host.deal('D-1')?.stage).toBe('offer');
  });

  it('is told by the event of the host, with who and when', async () => {
    const { world, engine, process } = await governed();
    world.host.setStage('D-1', 'won');
    await engine.receiveHostEvent({ ...seen('e', 'won'), at: 42 });
    await engine.receiveHostEvent(seen('again', 'won'));
    const { items } = await engine.incidents('open');
    expect(items).toMatchObject([{ count: 1, details: { from: 'offer', to: 'won', by: 'sidorov', at: 42 } }]);
    expect((await engine.process(process))?.bypass).toBe('won');
  });

  it('is over when the deal is back, and is news when it happens again', async () => {
    const { world, engine, process } = await governed();
    world.host.setStage('D-1', 'won');
    await engine.detectBypasses();
    world.host.setStage('D-1', 'offer');
    await engine.receiveHostEvent(seen('back', 'offer'));
    expect((await engine.process(process))?.bypass).toBeNull();
    world.host.setStage('D-1', 'won');
    expect(await engine.detectBypasses()).toBe(1);
    expect(await openIncidents(engine)).toEqual([['stageBypass', 2]]);
  });

  it('is noticed by any command on the process, and the process goes on', async () => {
    const { world, engine, task } = await governed();
    world.host.setStage('D-1', 'won');
    accepted(await engine.completeTask({ task, result: 'agreed', actor: 'ivanova' }));
    expect(await openIncidents(engine)).toEqual([['stageBypass', 1]]);
    expect(world.host.deal('D-1')?.stage).toBe('contract');
  });

  it('does not make a bypass of a stage that the process set itself and has left since', async () => {
    const { engine, task, process } = await governed();
    accepted(await engine.completeTask({ task, result: 'agreed', actor: 'ivanova' }));
    await engine.receiveHostEvent(seen('late', 'offer'));
    expect(await engine.journal(process)).toHaveLength(2);
    expect(await openIncidents(engine)).toEqual([]);
  });

  it('does not make a bypass of a process that moves on while it is compared', async () => {
    const { world, engine, task, process } = await governed();
    const stale = await world.engine({
      store: altered(world.storage.store, {
        load: async (asked, transaction) => {
          const stored = await world.storage.store.load(asked, transaction);
          await engine.completeTask({ task, result: 'agreed', actor: null });
          return stored;
        },
      }),
    });
    expect(await stale.detectBypasses()).toBe(0);
    expect(await openIncidents(engine)).toEqual([]);
    expect((await engine.journal(process)).map(({ command }) => command)).toEqual([
      'StartProcess',
      'CompleteTask',
    ]);
  });

  it('is looked for in every governed deal, however many there are', async () => {
    const { world, engine } = await governed();
    for (let i = 0; i < 120; i++) await begin(engine, 'sale', world.deal(`many-${i}`));
    for (let i = 0; i < 120; i += 40) world.host.setStage(`many-${i}`, 'won');
    expect(await engine.detectBypasses()).toBe(3);
  });

  it('is not looked for in a host on another database, whose stages may be on their way', async () => {
    const { world, engine } = await governed('incident', { joinsTransaction: false });
    world.host.setStage('D-1', 'won');
    expect(await engine.detectBypasses()).toBe(0);
  });
});

it('an event about the stage of a free deal, or of one whose process has ended, changes nothing', async () => {
  const { world, engine, process } = await governed();
  world.deal('free');
  await engine.receiveHostEvent({ ...seen('free', 'won'), deal: 'free' });
  accepted(await engine.terminateEarly({ process, lossReason: 'price', actor: null }));
  world.host.setStage('D-1', 'won');
  await engine.receiveHostEvent(seen('after', 'won'));
  expect(await engine.journal(process)).toHaveLength(2);
  expect(await openIncidents(engine)).toEqual([]);
});
