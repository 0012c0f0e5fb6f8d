import { setTimeout } from 'node:timers/promises';
import { createEngine, type Engine, MemoryDirectory, type Notice } from '@dealroute/core';
import { knexStorage } from '@dealroute/storage-knex';
import type { Knex } from 'knex';
import { Files, openKnex } from '../completion/database.js';
import { SqlHost } from '../completion/sql-host.js';
import { dealRef, MANAGER, sale } from '../completion/world.js';
import { type Figure, plainFigure } from '../figure.js';

export const NOTICES = 100;
const LONGEST_PAUSE_MS = 40;

/** A moment of this machine, the same in all its processes, in milliseconds. */
const moment = (): number => performance.timeOrigin + performance.now();

/** From a commit to the beginning of the delivery of its notice, on the node that committed: W1. */
export async function noticeFigures(): Promise<Figure[]> {
  const files = await Files.make();
  const knex = openKnex(files.path('notices'), 'FULL');
  const delivered = new Map<string, number>();
  await createDeals(knex);
  const engine = await openNode(knex, { background: true, delivered });
  try {
    const committed = commits(engine);
    for (let n = 0; n < NOTICES; n++) await start(engine, n);
    await engine.settle();
    return waited('W1', 'on the same node, SQLite FULL', committed, delivered);
  } finally {
    await engine.stop();
    await knex.destroy();
    await files.remove();
  }
}

export const createDeals = (knex: Knex): Promise<void> =>
  SqlHost.createTable(
    knex,
    Array.from({ length: NOTICES }, (_, n) => ({
      ref: dealRef(n),
      title: `Deal ${n}`,
      stage: 'new',
      responsible: MANAGER,
    })),
  );

interface NodeOptions {
  readonly background: boolean;
  /** Gets when the delivery of each deal's notice began. */
  readonly delivered: Map<string, number>;
}

export async function openNode(knex: Knex, { background, delivered }: NodeOptions): Promise<Engine> {
  const notifier = {
    deliver: async ({ deal = '' }: Notice) => {
      if (!delivered.has(deal)) delivered.set(deal, moment());
    },
  };
  const engine = await createEngine({
    ...{ host: new SqlHost(knex), notifier, background, plugins: [knexStorage({ knex })] },
    directory: new MemoryDirectory([{ id: MANAGER, name: 'Manager', active: true, roles: [] }]),
  });
  await engine.deployMap({ map: sale, actor: null, activate: true });
  return engine;
}

/** When each deal's first task was committed. */
export function commits(engine: Engine): Map<string, number> {
  const committed = new Map<string, number>();
  engine.on('TaskCreated', ({ state }) => void committed.set(state.deal, moment()));
  return committed;
}

/** Starts a process after a pause in which the nodes come to rest. */
export async function start(engine: Engine, n: number): Promise<void> {
  await setTimeout(Math.random() * LONGEST_PAUSE_MS);
  const outcome = await engine.startProcess({ deal: dealRef(n), map: sale.key, actor: null });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.rejection));
}

export function waited(
  id: string,
  where: string,
  committed: ReadonlyMap<string, number>,
  delivered: ReadonlyMap<string, number>,
): Figure[] {
  const waits = [...committed].map(([deal, at]) => {
    const began = delivered.get(deal);
    if (began === undefined) throw new Error(`The notice of ${deal} was not delivered.`);
    return Math.max(0, began - at);
  });
  waits.sort((a, b) => a - b);
  return [0.5, 0.99].map((share) => {
    const value = waits[Math.floor((waits.length - 1) * share)] as number;
    const name = `from a commit to the delivery of its notice ${where}, p${share * 100}`;
    return plainFigure({ id, name, unit: 'ms' }, [value], { atMost: 50 });
  });
}
