import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createEngine, MemoryDirectory } from '@dealroute/core';
import { knexStorage } from '@dealroute/storage-knex';
import type { Database } from 'sqlite3';
import { Files, openKnex } from './completion/database.js';
import { SqlHost } from './completion/sql-host.js';
import { sale } from './completion/world.js';
import { type Figure, plainFigure } from './figure.js';

const PROCESSES = 100_000;
const CHUNK = 1_000;
const MANAGERS = 500;
/** So long it has been quiet by then. */
const QUIET_SECONDS = 10;
const IDLE_SECONDS = 20;

/** What open processes and an idle node cost: P13, M1. */
export async function idleFigures(): Promise<Figure[]> {
  const files = await Files.make();
  const knex = openKnex(files.path('idle'), 'NORMAL');
  try {
    const deals = Array.from({ length: PROCESSES }, (_, n) => ({
      ref: `d${n}`,
      title: 'D',
      stage: 'new',
      responsible: managerOf(n),
    }));
    await SqlHost.createTable(knex, deals);
    deals.length = 0;
    const people = Array.from({ length: MANAGERS }, (_, n) => managerOf(n));
    const directory = new MemoryDirectory(
      people.map((id) => ({ id, name: 'Manager', active: true, roles: [] })),
    );
    const engine = await createEngine({
      host: new SqlHost(knex),
      directory,
      plugins: [knexStorage({ knex })],
    });
    const start = (n: number) => engine.startProcess({ deal: `d${n}`, map: sale.key, actor: null });
    await engine.deployMap({ map: sale, actor: null, activate: true });
    await Promise.all(Array.from({ length: CHUNK }, (_, n) => start(n)));
    await engine.settle();
    const before = heap();
    for (let from = CHUNK; from < PROCESSES; from += CHUNK) {
      await Promise.all(Array.from({ length: CHUNK }, (_, n) => start(from + n)));
    }
    await engine.settle();
    const grown = (heap() - before) / 2 ** 20;
    const perSecond = await statementsPerSecond(knex.client as { acquireConnection(): Promise<Database> });
    await engine.stop();
    return [
      plainFigure(
        { id: 'P13', name: `heap growth after opening ${PROCESSES} processes`, unit: 'MB' },
        [grown],
        { atMost: 1 },
      ),
      plainFigure({ id: 'M1', name: `heap held for each of ${PROCESSES} open processes`, unit: 'bytes' }, [
        (grown * 2 ** 20) / (PROCESSES - CHUNK),
      ]),
      plainFigure({ id: 'P13i', name: 'statements of an idle node', unit: '/s' }, [perSecond], { atMost: 1 }),
    ];
  } finally {
    await knex.destroy();
    await files.remove();
  }
}

const managerOf = (n: number): string => `manager-${n % MANAGERS}`;

function heap(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** Counts at the driver what the engine asks while nobody wants anything. */
async function statementsPerSecond(client: {
  acquireConnection(): Promise<Database>;
  releaseConnection?: unknown;
}): Promise<number> {
  const database = await client.acquireConnection();
  await (client as unknown as { releaseConnection(database: Database): Promise<void> }).releaseConnection(
    database,
  );
  await setTimeout(QUIET_SECONDS * 1_000);
  let statements = 0;
  database.on('trace', () => {
    statements += 1;
  });
  await setTimeout(IDLE_SECONDS * 1_000);
  database.removeAllListeners('trace');
  return statements / IDLE_SECONDS;
}
