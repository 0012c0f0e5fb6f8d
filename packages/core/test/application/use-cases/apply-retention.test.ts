import {
  type ApplyRetentionRequest,
  type Engine,
  type EngineOptions,
  MemoryArchive,
  type ProcessArchive,
  type RetentionBatch,
  replay,
  SdkError,
} from '@dealroute/core';
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

const YEAR = { processes: 'P365D' } as const;

async function office(options: EngineOptions = {}, around: WorldOptions = {}) {
  const world = new World(around);
  const archive = new MemoryArchive();
  const engine = await world.engine({ archive, ...options });
  await activate(engine, sale(), errand());
  world.deal();
  return { world, archive, engine };
}

const apply = (engine: Engine, request: Partial<ApplyRetentionRequest> = {}) =>
  engine.applyRetention({ keep: YEAR, dryRun: false, actor: 'admin', ...request });

/** An errand that was done, by its id. */
async function errandDone(engine: Engine, deal = 'D-1', key?: string): Promise<string> {
  const { process, task } = await begin(engine, 'errand', deal);
  const wish = { task, comment: 'It is done.', actor: 'ivanova', ...(key !== undefined && { key }) };
  accepted(await engine.completeTask(wish));
  await engine.settle();
  return process;
}

/** A sale that was lost, by its id. */
async function saleLost(engine: Engine, deal = 'D-1'): Promise<string> {
  const { process } = await begin(engine, 'sale', deal);
  accepted(await engine.terminateEarly({ process, lossReason: 'price', actor: null }));
  await engine.settle();
  return process;
}

const told = ({ kind, removed, stays }: RetentionBatch) => ({
  kind,
  removed,
  ...Object.fromEntries(Object.entries(stays).filter(([, count]) => count > 0)),
});

/** All batches to the last one. */
async function all(engine: Engine, request: Partial<ApplyRetentionRequest> = {}) {
  const batches: RetentionBatch[] = [];
  let after: string | null | undefined;
  while (after !== null) {
    const batch = accepted(await apply(engine, { ...request, ...(after !== undefined && { after }) }));
    if (batch.kind !== null) batches.push(batch);
    after = batch.next;
  }
  return batches;
}

describe('finished processes', () => {
  it('go after their time and no sooner, and a running one never does', async () => {
    const { world, engine, archive } = await office();
    const finished = await errandDone(engine);
    const { process: running } = await begin(engine, 'errand');
    world.clock.advance('P364D');
    expect(told(accepted(await apply(engine)))).toEqual({ kind: null, removed: 0 });
    world.clock.advance('P1D');
    expect(told(accepted(await apply(engine)))).toEqual({ kind: 'processes', removed: 1 });
    expect(await engine.process(finished)).toBeUndefined();
    expect(await engine.process(running)).toBeDefined();
    expect(archive.processes.map(({ id }) => id)).toEqual([finished]);
  });

  it('are archived whole, so that the process can be rebuilt from its record', async () => {
    const { world, engine, archive } = await office();
    world.clock.advance('PT1H');
    accepted(
      await engine.registerContact({ deal: 'D-1', direction: 'incoming', channel: 'call', actor: null }),
    );
    world.clock.advance('PT1H');
    const { process, task } = await begin(engine, 'errand');
    const contact = { deal: 'D-1', direction: 'outgoing', channel: 'call', actor: 'ivanova' } as const;
    accepted(await engine.registerContact({ ...contact, summary: 'They agreed.' }));
    accepted(await engine.completeTask({ task, comment: 'It is done.', actor: 'ivanova' }));
    await engine.settle();
    world.clock.advance('PT1H');
    accepted(await engine.registerContact({ ...contact, summary: 'Another matter.' }));
    const state = await engine.process(process);
    world.clock.advance('P400D');
    await all(engine);
    const [record] = archive.processes;
    expect(record?.state).toEqual(state);
    expect(replay(record?.journal.flatMap(({ events }) => events) ?? [])).toEqual(state);
    expect(record?.tasks.map(({ id, ended }) => [id, ended?.as])).toEqual([[task, 'completed']]);
    expect(record?.contacts).toHaveLength(1);
    expect(Object.values(record?.texts ?? {}).sort()).toEqual(['It is done.', 'They agreed.']);
    expect(record).toMatchObject({
      format: 1,
      tenant: 'default',
      id: process,
      version: record?.journal.length,
    });
    expect(JSON.parse(JSON.stringify(record))).toEqual(record);
    expect((await engine.contacts({ deal: 'D-1' })).items).toHaveLength(3);
  });

  it('stay, and are an incident, while the archive fails', async () => {
    const { world, engine, archive } = await office();
    const broken: ProcessArchive = { keep: () => Promise.reject(new Error('The disk is full.')) };
    const failing = await world.engine({ archive: broken });
    const [first, second] = [await errandDone(engine), await errandDone(engine)];
    world.clock.advance('P365D');
    expect(told(accepted(await apply(failing)))).toEqual({ kind: 'processes', removed: 0, notArchived: 2 });
    expect(await engine.process(first)).toBeDefined();
    expect(await openIncidents(engine)).toEqual([['archiveFailed', 2]]);
    expect(new Set(world.errors())).toEqual(new Set(['A finished process could not be archived; it stays.']));
    expect(told(accepted(await apply(engine)))).toEqual({ kind: 'processes', removed: 2 });
    expect(archive.processes.map(({ id }) => id)).toEqual([first, second]);
  });

  it('that cannot be archived hold up no others, and where two cannot the batch ends', async () => {
    const taken: string[] = [];
    const refused = new Set<string>();
    const choosy: ProcessArchive = {
      keep: async ({ id }) => {
        if (refused.has(id)) throw new Error('Too long.');
        taken.push(id);
      },
    };
    const { world, engine } = await office({ archive: choosy });
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await errandDone(engine));
    const [a = '', b = '', c = '', d = '', e = ''] = ids;
    refused.add(a).add(c);
    world.clock.advance('P365D');
    expect(told(accepted(await apply(engine)))).toEqual({ kind: 'processes', removed: 1, notArchived: 4 });
    refused.delete(a);
    expect(told(accepted(await apply(engine)))).toEqual({ kind: 'processes', removed: 3, notArchived: 1 });
    expect(taken).toEqual([b, a, d, e]);
  });

  it('stay when the archive does not answer in time', async () => {
    const silent: ProcessArchive = { keep: () => new Promise(() => undefined) };
    const { world, engine } = await office({ archive: silent, tuning: { deliveryTimeoutMs: 1 } });
    await errandDone(engine);
    world.clock.advance('P365D');
    expect(told(accepted(await apply(engine)))).toEqual({ kind: 'processes', removed: 0, notArchived: 1 });
  });

  it('are archived again when a crash came between the archive and the removal', async () => {
    const { world, engine, archive } = await office();
    const retention = altered(world.storage.retention, {
      remove: () => Promise.reject(new Error('The node is gone.')),
    });
    const dying = await world.engine({ archive, retention });
    const process = await errandDone(engine);
    world.clock.advance('P365D');
    await expect(apply(dying)).rejects.toThrow('The node is gone.');
    expect(archive.processes).toHaveLength(1);
    expect(told(accepted(await apply(engine)))).toEqual({ kind: 'processes', removed: 1 });
    expect(archive.processes.map(({ id }) => id)).toEqual([process]);
  });

  it('need an archive, or the word that none is wanted', async () => {
    const world = new World();
    const engine = await world.engine();
    await activate(engine, errand());
    world.deal();
    await errandDone(engine);
    world.clock.advance('P365D');
    await expect(apply(engine)).rejects.toSatisfy((error) => SdkError.is(error, 'REQUEST_INVALID'));
    expect(told(accepted(await apply(engine, { dryRun: true })))).toEqual({ kind: 'processes', removed: 1 });
    const batch = accepted(await apply(engine, { withoutArchive: true }));
    expect(told(batch)).toEqual({ kind: 'processes', removed: 1 });
  });

  it('that governed a deal stay while the deal is open, so that it does not look as if it never had one', async () => {
    const { world, engine } = await office();
    const process = await saleLost(engine);
    world.host.putDeal({ ...world.host.deal('D-1'), stage: 'offer' } as never);
    world.clock.advance('P365D');
    expect(told(accepted(await apply(engine)))).toEqual({ kind: 'processes', removed: 0, openDeal: 1 });
    expect(await engine.process(process)).toBeDefined();
    world.host.putDeal({ ...world.host.deal('D-1'), stage: 'lost' } as never);
    expect(told(accepted(await apply(engine)))).toEqual({ kind: 'processes', removed: 1 });
  });

  it('stay while a running process takes their deal up again', async () => {
    const { world, engine } = await office();
    const former = await saleLost(engine);
    const { process } = await begin(engine, 'sale');
    expect((await engine.process(process))?.former).toBe(former);
    world.clock.advance('P365D');
    expect(told(accepted(await apply(engine)))).toEqual({ kind: 'processes', removed: 0, referredTo: 1 });
  });

  it('stay while a message about them is on its way', async () => {
    const { world, engine } = await office();
    const { task } = await begin(engine, 'errand');
    accepted(await engine.completeTask({ task, actor: 'ivanova' }));
    world.clock.advance('P365D');
    expect(told(accepted(await apply(engine)))).toEqual({ kind: 'processes', removed: 0, referredTo: 1 });
    await engine.settle();
    expect(told(accepted(await apply(engine)))).toEqual({ kind: 'processes', removed: 1 });
  });

  it('stay while an incident about them is open', async () => {
    const { world, engine } = await office();
    const process = await errandDone(engine);
    const about = { key: 'k', kind: 'stuck', process, details: {}, at: 0 } as const;
    await world.storage.incidents.report(about, { tenant: 'default' });
    world.clock.advance('P365D');
    expect(told(accepted(await apply(engine)))).toEqual({ kind: 'processes', removed: 0, referredTo: 1 });
  });

  it('are not archived again by a node that found them before another one removed them', async () => {
    const { world, engine, archive } = await office();
    await errandDone(engine);
    world.clock.advance('P365D');
    const again = new MemoryArchive();
    const records = altered(world.storage.records, {
      write: async (writes, context) => {
        if (archive.processes.length === 0) accepted(await apply(engine));
        return world.storage.records.write(writes, context);
      },
    });
    const late = await world.engine({ archive: again, records });
    expect(told(accepted(await apply(late)))).toEqual({ kind: 'processes', removed: 0 });
    expect([archive.processes.length, again.processes.length]).toEqual([1, 0]);
  });

  it('are archived by one node only, and by another one when that has died', async () => {
    const { world, engine } = await office();
    let begun: () => void = () => undefined;
    const hangs = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const hanging: ProcessArchive = {
      keep: () => {
        begun();
        return new Promise(() => undefined);
      },
    };
    const dying = await world.engine({ archive: hanging, tuning: { deliveryTimeoutMs: 600_000 } });
    await errandDone(engine);
    world.clock.advance('P365D');
    void apply(dying);
    await hangs;
    expect(codeOf(await apply(engine))).toBe('RETENTION_UNDER_WAY');
    world.real.advance('PT1H');
    expect(told(accepted(await apply(engine)))).toEqual({ kind: 'processes', removed: 1 });
  });
});

describe('a dry run', () => {
  it('says how many would go, and since when the oldest is over, and changes nothing', async () => {
    const { world, engine, archive } = await office();
    const begun = world.clock.now();
    for (let i = 0; i < 3; i++) await errandDone(engine);
    world.clock.advance('P365D');
    const [batch] = await all(engine, { dryRun: true });
    expect(batch).toMatchObject({ kind: 'processes', removed: 3, oldest: begun, next: null });
    expect(archive.processes).toEqual([]);
    expect((await engine.processes({})).items).toHaveLength(3);
  });

  it('walks through everything, batch by batch', async () => {
    const { world, engine } = await office();
    for (let i = 0; i < 5; i++) await errandDone(engine, 'D-1', `k${i}`);
    world.clock.advance('P365D');
    const keep = { ...YEAR, replies: 'P90D' };
    const batches = await all(engine, { dryRun: true, keep, limit: 2 });
    expect(batches.map(({ kind, removed }) => [kind, removed])).toEqual([
      ['replies', 2],
      ['replies', 2],
      ['replies', 1],
      ['processes', 2],
      ['processes', 2],
      ['processes', 1],
    ]);
    const gone = await all(engine, { keep, limit: 2 });
    expect(gone.map(told)).toEqual(batches.map(told));
    expect(await all(engine, { keep })).toEqual([]);
  });
});

describe('replies, messages and events', () => {
  it('a command that is repeated after its reply has gone is executed anew', async () => {
    const { world, engine } = await office();
    const wish = { map: 'errand', deal: 'D-1', actor: null, key: 'k' };
    const first = accepted(await engine.startProcess(wish));
    expect(accepted(await engine.startProcess(wish)).process).toBe(first.process);
    world.clock.advance('P90D');
    await all(engine, { keep: { replies: 'P90D' } });
    expect(accepted(await engine.startProcess(wish)).process).not.toBe(first.process);
  });

  it('a message that was given up stays until its incident is resolved', async () => {
    const away = () => {
      throw new Error('The messenger is away.');
    };
    const { world, engine } = await office({ tuning: { deliveryAttempts: 1 } }, { onNotice: away });
    await begin(engine, 'errand');
    await engine.settle();
    world.real.advance('P30D');
    const messages = { keep: { messages: 'P30D' } };
    expect((await all(engine, messages)).map(told)).toEqual([
      { kind: 'messages', removed: 0, openIncident: 1 },
    ]);
    const [incident] = (await engine.incidents('open')).items;
    accepted(await engine.resolveIncident({ id: incident?.id ?? '', actor: 'admin' }));
    expect((await all(engine, messages)).map(told)).toEqual([{ kind: 'messages', removed: 1 }]);
    expect((await engine.undelivered()).items).toEqual([]);
  });

  it('an event that is repeated after it has gone is treated anew', async () => {
    const { world, engine } = await office();
    const event = { key: 'e', type: 'dealChanged', deal: 'D-1' } as const;
    const first = await engine.receiveHostEvent(event);
    expect(await engine.receiveHostEvent(event)).not.toEqual(first);
    world.real.advance('P2D');
    await all(engine, { keep: { events: 'P2D' } });
    expect(await engine.receiveHostEvent(event)).toEqual(first);
  });

  it("are kept as long as the engine's policy says when the request does not", async () => {
    const { world, engine } = await office({ keep: { replies: 'P10D', messages: null } });
    await errandDone(engine, 'D-1', 'k');
    world.clock.advance('P10D');
    const own = await engine.applyRetention({ dryRun: true, actor: null });
    expect(told(accepted(own))).toEqual({ kind: 'replies', removed: 1 });
  });
});

describe('who may, and what is refused', () => {
  it('is for admins and the host itself', async () => {
    const { engine } = await office();
    expect(codeOf(await apply(engine, { actor: 'ivanova' }))).toBe('NOT_PERMITTED');
    expect(codeOf(await apply(engine, { actor: 'former' }))).toBe('PERSON_INACTIVE');
    expect(codeOf(await apply(engine, { actor: null }))).toBe('accepted');
  });

  it("touches nothing of another tenant's", async () => {
    const { world, engine } = await office();
    const process = await errandDone(engine);
    world.clock.advance('P365D');
    expect(await all(engine.for('other'), { actor: null })).toEqual([]);
    expect(await engine.process(process)).toBeDefined();
  });

  it.each([
    [{ keep: { replies: 'PT23H' } }, 'at least P1D'],
    [{ keep: { events: 'P1D' } }, 'at least P2D'],
    [{ keep: { replies: '90 days' } }, 'such as P30D'],
    [{ keep: { tasks: 'P30D' } }, 'Unrecognized key'],
    [{ after: 'x' }, 'expected the `next` of a batch before'],
    [{ limit: 501 }, '500'],
  ])('refuses %j', async (request, sentence) => {
    const { engine } = await office();
    const refusal = apply(engine, request as never);
    await expect(refusal).rejects.toThrow(sentence);
    await expect(refusal).rejects.toSatisfy((error) => SdkError.is(error, 'REQUEST_INVALID'));
  });
});
