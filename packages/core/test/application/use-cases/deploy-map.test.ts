import {
  type Diagnostic,
  diagnosticText,
  type Engine,
  governingMap,
  independentMap,
  type RouteMap,
} from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { errand, rounds, sale, sales, service } from '../../maps.js';
import { accepted, activate, altered, begin, codeOf, World } from '../../world.js';

const caller: RouteMap = independentMap({ key: 'caller', title: 'Caller' })
  .start('start')
  .call('run', { map: 'errand' })
  .end('done', { outcome: 'success' })
  .flow('start', 'run')
  .flow('run', 'done')
  .build();

const titled = (title: string): RouteMap => errand(undefined, { title });

const deploy = (engine: Engine, map: RouteMap) => engine.deployMap({ map, actor: null });
const versions = async (engine: Engine, key?: string) =>
  (await engine.maps(key)).map(({ key: of, version, status }) => [of, version, status]);

describe('a map that is deployed', () => {
  it('is a draft until it is activated; only then can it be started', async () => {
    const world = new World();
    const engine = await world.engine();
    const wish = { map: 'errand', deal: world.deal(), actor: null };
    expect(codeOf(await engine.startProcess(wish))).toBe('MAP_NOT_FOUND');
    const { version } = accepted(await deploy(engine, errand()));
    expect(version).toMatchObject({ key: 'errand', version: 1, status: 'draft', hash: null, pins: [] });
    expect(codeOf(await engine.startProcess(wish))).toBe('MAP_NOT_ACTIVE');
    expect(accepted(await engine.activateMap({ key: 'errand', actor: 'admin' })).version).toMatchObject({
      version: 1,
      status: 'active',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(codeOf(await engine.startProcess(wish))).toBe('accepted');
  });

  it('replaces the draft that is there, and becomes a new version beside the active one', async () => {
    const engine = await new World().engine();
    await activate(engine, titled('One'));
    await deploy(engine, titled('Two'));
    await deploy(engine, titled('Three'));
    expect(await versions(engine, 'errand')).toEqual([
      ['errand', 2, 'draft'],
      ['errand', 1, 'active'],
    ]);
    accepted(await engine.activateMap({ key: 'errand', actor: null }));
    expect(await versions(engine, 'errand')).toEqual([
      ['errand', 2, 'active'],
      ['errand', 1, 'retired'],
    ]);
  });

  it('changes nothing when it equals the active version, whatever the order of its keys', async () => {
    const world = new World();
    const engine = await world.engine();
    const first = accepted(await engine.deployMap({ map: errand(), actor: null, activate: true }));
    world.clock.advance(1);
    const turned = Object.fromEntries(Object.entries(errand()).reverse()) as unknown as RouteMap;
    const again = accepted(await engine.deployMap({ map: turned, actor: null, activate: true }));
    expect(again.version.changedAt).toBe(first.version.changedAt);
    expect(await versions(engine)).toEqual([['errand', 1, 'active']]);
  });

  it('that is malformed throws MAP_INVALID, which says where', async () => {
    const engine = await new World().engine();
    const malformed = { ...errand(), nodes: 'none' } as unknown as RouteMap;
    await expect(deploy(engine, malformed)).rejects.toMatchObject({
      code: 'MAP_INVALID',
      message: expect.stringContaining('/nodes'),
    });
    await expect(deploy(engine, undefined as unknown as RouteMap)).rejects.toMatchObject({
      code: 'MAP_INVALID',
    });
    expect(await versions(engine)).toEqual([]);
  });

  it('with errors is kept as a draft with its findings, and its activation is refused with them', async () => {
    const engine = await new World().engine();
    const unfinished = { ...errand(), flows: errand().flows.slice(0, 1) };
    const { diagnostics } = accepted(await deploy(engine, unfinished));
    expect(diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
    const refused = await engine.activateMap({ key: 'errand', actor: null });
    expect(refused).toEqual({ ok: false, rejection: { code: 'MAP_HAS_ERRORS', map: 'errand', diagnostics } });
    expect(codeOf(await engine.deployMap({ map: unfinished, actor: null, activate: true }))).toBe(
      'MAP_HAS_ERRORS',
    );
    expect(await versions(engine)).toEqual([['errand', 1, 'draft']]);
  });

  it('is judged by what this engine knows: its actions, rules of assignment, stages and pipelines', async () => {
    const engine = await new World().engine();
    const lacking = async (map: RouteMap) => {
      const { diagnostics } = accepted(await deploy(engine, map));
      return diagnostics.map(({ rule }) => rule);
    };
    const elsewhere = (pipeline: string, stage: string) =>
      governingMap({
        key: 'elsewhere',
        title: 'Elsewhere',
        pipeline: { key: pipeline, stages: [stage, 'won'] },
      })
        .start('start')
        .userTask('do', { title: 'Do', stage })
        .end('done', { outcome: 'success', stage: 'won' })
        .flow('start', 'do')
        .flow('do', 'done')
        .build();
    expect(await lacking(service())).toEqual(['unknown-action']);
    expect(await lacking(errand({ rule: 'department', department: 'x' }))).toEqual(['assignee-rule']);
    expect(await lacking(elsewhere('sales', 'offered'))).toEqual(['unknown-stage']);
    expect(await lacking(elsewhere('rent', 'offer'))).toEqual(['pipeline']);
    expect(await lacking(elsewhere(sales.key, 'offer'))).toEqual([]);
    expect(await lacking(caller)).toEqual(['call-target']);
  });

  it('can be deployed and activated by admins only', async () => {
    const engine = await new World().engine();
    for (const actor of ['ivanova', 'nobody']) {
      const code = actor === 'nobody' ? 'PERSON_UNKNOWN' : 'NOT_PERMITTED';
      expect(codeOf(await engine.deployMap({ map: errand(), actor }))).toBe(code);
      expect(codeOf(await engine.activateMap({ key: 'errand', actor }))).toBe(code);
      expect(codeOf(await engine.retireMap({ key: 'errand', actor }))).toBe(code);
    }
    expect(await versions(engine)).toEqual([]);
  });

  it('that is changed while it is activated is not activated by accident', async () => {
    const world = new World();
    const engine = await world.engine();
    await deploy(engine, titled('One'));
    const { maps } = world.storage;
    const slow = await world.engine({
      maps: altered(maps, {
        activate: async (...asked) => {
          await deploy(engine, titled('Two'));
          return maps.activate(...asked);
        },
      }),
    });
    await expect(slow.activateMap({ key: 'errand', actor: null })).rejects.toMatchObject({
      code: 'CONTENTION',
    });
    expect(await versions(engine)).toEqual([['errand', 1, 'draft']]);
  });

  it('is unknown to other tenants', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    expect(await engine.for('other').maps()).toEqual([]);
    world.deal('D-1', {}, 'other');
    const started = await engine.for('other').startProcess({ map: 'errand', deal: 'D-1', actor: null });
    expect(codeOf(started)).toBe('MAP_NOT_FOUND');
  });
});

describe('a draft that is not there', () => {
  it('cannot be activated', async () => {
    const engine = await new World().engine();
    expect(codeOf(await engine.activateMap({ key: 'errand', actor: null }))).toBe('MAP_NOT_FOUND');
    await activate(engine, errand());
    expect(codeOf(await engine.activateMap({ key: 'errand', actor: null }))).toBe('MAP_NOT_FOUND');
  });
});

describe('a running process', () => {
  it('keeps the version that it was started with', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, titled('Old'));
    const { task } = await begin(engine, 'errand', world.deal());
    await activate(engine, titled('New'));
    const { task: later } = await begin(engine, 'errand', world.deal('D-2'));
    expect((await engine.task(task))?.title).toBe('Old');
    expect((await engine.task(later))?.title).toBe('New');
    expect(codeOf(await engine.completeTask({ task, actor: null }))).toBe('accepted');
  });

  it('goes on when its map is retired, though no other can be started', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, rounds);
    const { task } = await begin(engine, 'rounds', world.deal());
    expect(codeOf(await engine.retireMap({ key: 'rounds', actor: 'admin' }))).toBe('accepted');
    const fresh = await world.engine();
    expect(codeOf(await fresh.completeTask({ task, result: 'again', actor: null }))).toBe('accepted');
    expect(codeOf(await engine.startProcess({ map: 'rounds', deal: 'D-1', actor: null }))).toBe(
      'MAP_NOT_ACTIVE',
    );
    expect(codeOf(await engine.retireMap({ key: 'rounds', actor: 'admin' }))).toBe('MAP_NOT_ACTIVE');
  });

  it('whose map is gone cannot go on, and says what to restore', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    const { task } = await begin(engine, 'errand', world.deal());
    const find = async () => undefined;
    const broken = await world.engine({ maps: altered(world.storage.maps, { find }) });
    await expect(broken.completeTask({ task, actor: null })).rejects.toMatchObject({
      code: 'DAMAGED_JOURNAL',
      ids: { map: 'errand', version: 1 },
    });
  });
});

describe('a map that is called', () => {
  it('is pinned by its caller: a later version changes neither what runs nor what is started', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, titled('First'), caller);
    await activate(engine, titled('Second'));
    const { task } = await begin(engine, 'caller', world.deal());
    expect((await engine.task(task))?.title).toBe('First');
    expect((await engine.maps('caller'))[0]?.pins).toEqual([{ key: 'errand', version: 1 }]);
  });

  it('in a new version makes a new version of its caller when that is deployed again', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, titled('First'), caller);
    const before = (await engine.maps('caller'))[0]?.hash;
    await activate(engine, caller);
    expect(await versions(engine, 'caller')).toEqual([['caller', 1, 'active']]);
    await activate(engine, titled('Second'), caller);
    const [newest] = await engine.maps('caller');
    expect(newest).toMatchObject({ version: 2, status: 'active', pins: [{ key: 'errand', version: 2 }] });
    expect(newest?.hash).not.toBe(before);
    const { task } = await begin(engine, 'caller', world.deal());
    expect((await engine.task(task))?.title).toBe('Second');
  });

  it('that was retired keeps its caller from being activated again, and lets it run', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand(), caller);
    accepted(await engine.retireMap({ key: 'errand', actor: null }));
    expect(codeOf(await engine.deployMap({ map: caller, actor: null, activate: true }))).toBe(
      'MAP_HAS_ERRORS',
    );
    expect((await begin(engine, 'caller', world.deal())).tasks).toHaveLength(1);
  });

  it('through another map is part of the circle that activation refuses', async () => {
    const engine = await new World().engine();
    const calls = (key: string, map: string): RouteMap => ({
      ...caller,
      key,
      nodes: caller.nodes.map((node) => (node.kind === 'call' ? { ...node, map } : node)),
    });
    await activate(engine, errand(undefined, {}, 'a'), calls('b', 'a'));
    const refused = await engine.deployMap({ map: calls('a', 'b'), actor: null, activate: true });
    expect(codeOf(refused)).toBe('MAP_HAS_ERRORS');
  });
});

it('a governing map takes deals of its own pipeline only', async () => {
  const world = new World();
  const engine = await world.engine();
  await activate(engine, sale());
  const wish = { map: 'sale', deal: world.deal('D-1', { pipeline: 'rent' }), actor: null };
  expect(await engine.startProcess(wish)).toEqual({
    ok: false,
    rejection: { code: 'WRONG_PIPELINE', deal: 'D-1', pipeline: 'rent', expected: 'sales' },
  });
});

it('a deal has one governing process at most, whoever starts another', async () => {
  const world = new World();
  const [one, two] = [await world.engine(), await world.engine()];
  await activate(one, sale());
  world.deal();
  const wish = { map: 'sale', deal: 'D-1', actor: null };
  const outcomes = await Promise.all([one.startProcess(wish), two.startProcess(wish)]);
  expect(outcomes.map(codeOf).sort()).toEqual(['DEAL_ALREADY_GOVERNED', 'accepted']);
  const [running] = (await one.processes({})).items;
  expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ rejection: { deal: 'D-1', process: running?.id } });
});

describe('a map that can strand a branch', () => {
  const offer = {
    title: { ru: 'Предложение', en: 'Offer' },
    results: [
      { key: 'sent', title: { ru: 'Отправлено', en: 'Offer sent' } },
      { key: 'no', title: { ru: 'Отказ', en: 'Refused' } },
    ],
  };
  const contract = (refused: 'success' | 'failure') =>
    independentMap({ key: 'contract', title: 'Contract' })
      .start('start')
      .split('fork', { title: { ru: 'Разделение', en: 'Split' } })
      .userTask('offer', offer)
      .userTask('papers', { title: { ru: 'Бумаги', en: 'Papers' } })
      .join('both', { title: { ru: 'Слияние', en: 'Join' } })
      .end('done', { outcome: 'success', title: { ru: 'Готово', en: 'Done' } })
      .end('over', { outcome: refused, title: { ru: 'Всё', en: 'Over' } })
      .flow('start', 'fork')
      .flow('fork', 'offer')
      .flow('fork', 'papers')
      .flow('offer', 'both', { result: 'sent' })
      .flow('offer', 'over', { result: 'no' })
      .flow('papers', 'both')
      .flow('both', 'done')
      .build();

  it('is not activated, and the refusal tells the path in the words of the map', async () => {
    const engine = await new World().engine();
    const refusal = await engine.deployMap({ map: contract('success'), actor: null, activate: true });
    const found =
      !refusal.ok && refusal.rejection.code === 'MAP_HAS_ERRORS' ? refusal.rejection.diagnostics : [];
    expect(found.map((one) => diagnosticText(one, 'en'))).toEqual([
      'Split → Offer → Refused → Over → Papers → "Join" waits for a branch that has already ended: Offer. Lead it to the join, or end it with a failure.',
    ]);
    expect(diagnosticText(found[0] as Diagnostic, 'ru')).toContain('Предложение → Отказ → Всё → Бумаги');
    expect(
      codeOf(await engine.startProcess({ map: 'contract', deal: new World().deal(), actor: null })),
    ).not.toBe('accepted');
  });

  it('is activated once the end withdraws what waits', async () => {
    const engine = await new World().engine();
    expect(
      accepted(await engine.deployMap({ map: contract('failure'), actor: null, activate: true })),
    ).toMatchObject({
      version: { status: 'active' },
      diagnostics: [],
    });
  });
});
