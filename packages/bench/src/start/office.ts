import { createEngine, type Engine, MemoryDirectory, type RouteMap } from '@dealroute/core';
import { knexStorage } from '@dealroute/storage-knex';
import type { Knex } from 'knex';
import { openKnex } from '../completion/database.js';
import { SqlHost } from '../completion/sql-host.js';
import { MANAGER, sale } from '../completion/world.js';

/** What stands in a file before an engine is started on it. */
export interface Office {
  readonly maps: number;
  readonly processes: number;
}

/** Makes a file with active maps and open processes; the open task of each process, by deal. */
export async function createOffice(file: string, { maps, processes }: Office): Promise<string[]> {
  const knex = openKnex(file, 'FULL');
  const deals = Array.from({ length: processes }, (_, n) => `deal-${n}`);
  await SqlHost.createTable(
    knex,
    deals.map((ref) => ({ ref, title: ref, stage: 'new', responsible: MANAGER })),
  );
  const engine = await openOffice(knex);
  for (let n = 0; n < maps; n++) await deploy(engine, { ...sale, key: keyOf(n) });
  const start = (deal: string, n: number) =>
    engine.startProcess({ deal, map: keyOf(n % maps), actor: MANAGER });
  const started = await Promise.all(deals.map(start));
  await engine.stop();
  await knex.destroy();
  return started.map((outcome) => {
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.rejection));
    return outcome.value.openTasks[0] as string;
  });
}

/** The engine as a host opens it, with everything in one file. */
export const openOffice = (knex: Knex): Promise<Engine> =>
  createEngine({
    host: new SqlHost(knex),
    directory: new MemoryDirectory([{ id: MANAGER, name: 'Manager', active: true, roles: [] }]),
    plugins: [knexStorage({ knex })],
  });

async function deploy(engine: Engine, map: RouteMap): Promise<void> {
  const deployed = await engine.deployMap({ map, actor: null, activate: true });
  if (!deployed.ok) throw new Error(`The map was refused: ${JSON.stringify(deployed.rejection)}`);
}

const keyOf = (n: number): string => `sale-${n}`;
