import { createEngine, type Engine, MemoryDirectory, PlainCalendar, type Plugin } from '@dealroute/core';
import { knexStorage } from '@dealroute/storage-knex';
import type { Knex } from 'knex';
import { openKnex, type Synchronous } from './database.js';
import { SqlHost } from './sql-host.js';
import { DEALS, dealRef, MANAGER, sale } from './world.js';
import type { Writer } from './writer.js';

/** The whole engine: default authorisation, one veto, calendar, assignee rule, stage write, command keys. */
async function openEngine(knex: Knex, ...plugins: readonly Plugin[]): Promise<Engine> {
  const engine = await createEngine({
    host: new SqlHost(knex),
    directory: new MemoryDirectory([{ id: MANAGER, name: 'Manager', active: true, roles: [] }]),
    calendar: new PlainCalendar({ zone: 'Europe/Moscow' }),
    plugins: [knexStorage({ knex }), ...plugins],
    background: false,
  });
  engine.before('CompleteTask', 'bench', async () => undefined);
  return engine;
}

/** Makes the world in a new file. */
export async function createWorld(file: string): Promise<void> {
  const knex = openKnex(file, 'NORMAL');
  await fillWorld(knex);
  await knex.raw('PRAGMA wal_checkpoint(TRUNCATE)');
  await knex.destroy();
}

/** Makes the world in an empty database: deals, the map, and a process on each deal. */
export async function fillWorld(knex: Knex): Promise<void> {
  const deals = Array.from({ length: DEALS }, (_, n) => ({
    ref: dealRef(n),
    title: `Deal ${n}`,
    stage: 'new',
    responsible: MANAGER,
  }));
  await SqlHost.createTable(knex, deals);
  const engine = await openEngine(knex);
  const deployed = await engine.deployMap({ map: sale, actor: null, activate: true });
  if (!deployed.ok) throw new Error(`The map was refused: ${JSON.stringify(deployed.rejection)}`);
  await Promise.all(deals.map(({ ref }) => engine.startProcess({ deal: ref, map: sale.key, actor: null })));
  await engine.stop();
}

/** The open task of each process, in the order of the deals. */
async function openTasks(knex: Knex): Promise<string[]> {
  const rows: { deal: string; id: string }[] = await knex('dealroute_task')
    .whereNotNull('open_due')
    .select('deal', 'id');
  const byDeal = new Map(rows.map(({ deal, id }) => [deal, id]));
  return Array.from({ length: DEALS }, (_, n) => byDeal.get(dealRef(n)) ?? '');
}

type Resolve = Parameters<NonNullable<Plugin['start']>>[0]['resolve'];

const resolvers = new WeakMap<Writer, Resolve>();

/** The ports of the engine behind a writer. */
export function portsOf(writer: Writer): Resolve {
  const resolve = resolvers.get(writer);
  if (!resolve) throw new Error(`The writer "${writer.name}" is no engine.`);
  return resolve;
}

export const engineWriter = (file: string, synchronous: Synchronous): Promise<Writer> =>
  engineWriterOn(openKnex(file, synchronous));

export async function engineWriterOn(knex: Knex): Promise<Writer> {
  let resolve: Resolve | undefined;
  const bench: Plugin = {
    name: 'bench',
    apiVersion: 1,
    start: (context) => {
      resolve = context.resolve;
    },
  };
  const engine = await openEngine(knex, bench);
  const tasks = await openTasks(knex);
  const results = new Map<number, boolean>();
  let taps = 0;
  const writer: Writer = {
    name: 'engine',
    complete: async (n) => {
      const offers = !results.get(n);
      const outcome = await engine.completeTask({
        task: tasks[n] as string,
        actor: MANAGER,
        key: `tap-${taps++}`,
        ...(offers && { result: 'sent' }),
      });
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.rejection));
      results.set(n, offers);
      tasks[n] = outcome.value.openTasks[0] as string;
    },
    close: async () => {
      await engine.stop();
      await knex.destroy();
    },
  };
  if (resolve) resolvers.set(writer, resolve);
  return writer;
}
