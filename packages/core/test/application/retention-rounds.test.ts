import { createEngine, type EngineOptions, MemoryArchive, memoryStorage } from '@dealroute/core';
import { describe, expect, it, vi } from 'vitest';
import { errand } from '../maps.js';
import { accepted, activate, begin, World } from '../world.js';

const SOON = { tuning: { retentionMs: 5 }, background: true } as const;

/** A world in which this many errands were done a year ago, under keys. */
async function yearLater(count: number) {
  const world = new World();
  const quiet = await world.engine();
  await activate(quiet, errand());
  const ids: string[] = [];
  for (let i = 0; i < count; i++) {
    const { process, task } = await begin(quiet, 'errand', world.deal());
    accepted(await quiet.completeTask({ task, actor: null, key: `k${i}` }));
    ids.push(process);
  }
  await quiet.settle();
  world.clock.advance('P366D');
  const left = async () => (await quiet.processes({})).items.length;
  const isKept = (key: string) => world.storage.store.kept(key, { tenant: 'default' });
  return { world, quiet, ids, left, isKept };
}

describe('the background', () => {
  it('removes replies after 90 days where nobody says otherwise, and leaves finished processes alone', async () => {
    const { world, left, isKept } = await yearLater(1);
    expect(await isKept('k0')).toBeDefined();
    await world.engine(SOON);
    await vi.waitFor(async () => expect(await isKept('k0')).toBeUndefined());
    expect(await left()).toBe(1);
  });

  it('removes finished processes of all tenants when it is asked to, each archived once by several nodes', async () => {
    const { world, quiet, ids, left } = await yearLater(30);
    const other = quiet.for('other');
    await activate(other, errand());
    world.deal('D-2', {}, 'other');
    const { process, task } = await begin(other, 'errand', 'D-2');
    accepted(await other.completeTask({ task, actor: null }));
    await quiet.settle();
    world.clock.advance('P366D');
    const archived: string[] = [];
    const archive = { keep: async ({ id }: { id: string }) => void archived.push(id) };
    const options: EngineOptions = { ...SOON, archive, keep: { processes: 'P365D' } };
    await Promise.all([world.engine(options), world.engine(options), world.engine(options)]);
    await vi.waitFor(
      async () => {
        expect(await left()).toBe(0);
        expect((await other.processes({})).items).toEqual([]);
      },
      { timeout: 10_000 },
    );
    expect(archived.sort()).toEqual([...ids, process].sort());
  });

  it('goes on with the next round after one that failed', async () => {
    const { world, isKept } = await yearLater(1);
    let failures = 0;
    const retention = Object.create(world.storage.retention, {
      over: {
        value: (...asked: Parameters<typeof world.storage.retention.over>) => {
          failures += 1;
          if (failures === 1) return Promise.reject(new Error('The database is away.'));
          return world.storage.retention.over(...asked);
        },
      },
      remove: { value: world.storage.retention.remove.bind(world.storage.retention) },
    });
    // A round is one node's turn in real time, which stands still here.
    const records = memoryStorage().records;
    await world.engine({ ...SOON, retention, records });
    await vi.waitFor(async () => expect(await isKept('k0')).toBeUndefined());
    expect(world.errors()).toEqual(['What is over could not be removed; it is tried again.']);
  });

  it('asks the storage nothing where everything is kept for ever', async () => {
    const { world, isKept } = await yearLater(1);
    const asked: PropertyKey[] = [];
    const records = new Proxy(world.storage.records, {
      get: (target, name) => {
        asked.push(name);
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
    await world.engine({ ...SOON, records, keep: false });
    // Began later, and has had its turn.
    await world.engine(SOON);
    await vi.waitFor(async () => expect(await isKept('k0')).toBeUndefined());
    expect(asked).not.toContain('write');
  });
});

describe('the policy of an engine', () => {
  const composed = (options: EngineOptions) => createEngine({ background: false, ...options });

  it.each([
    [{ keep: { replies: 'PT1H' } }, 'Option keep.replies: expected days, hours and minutes such as P30D'],
    [{ keep: { reply: 'P30D' } }, 'Option keep: Unrecognized key'],
    [{ keep: { processes: 'P365D' } }, 'expected a ProcessArchive, or keep.withoutArchive'],
    [
      { keep: { processes: 'P365D', withoutArchive: true }, archive: new MemoryArchive() },
      'keep.withoutArchive is true and an archive is bound',
    ],
  ])('is refused before anything runs: %#', async (options, problem) => {
    const refused = composed(options as EngineOptions);
    await expect(refused).rejects.toMatchObject({ code: 'COMPOSITION_INVALID' });
    await expect(refused).rejects.toThrow(problem);
  });

  it.each([
    [{ keep: { processes: 'P365D', withoutArchive: true } }],
    [{ keep: { processes: 'P365D' }, archive: new MemoryArchive() }],
    [{ keep: false }],
  ])('is taken: %#', async (options) => {
    const engine = await composed(options as EngineOptions);
    await engine.stop();
  });
});
