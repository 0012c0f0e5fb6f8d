import {
  createEngine,
  type Engine,
  governingMap,
  MemoryDirectory,
  PlainCalendar,
  workingDays,
} from '@dealroute/core';
import { knexStorage } from '@dealroute/storage-knex';
import type { Knex } from 'knex';
import { SqlHost } from '../completion/sql-host.js';
import { MANAGER, pipeline } from '../completion/world.js';
import type { DealPlayer } from './deal-player.js';

const limit = workingDays(1);

const map = governingMap({
  key: 'sale',
  title: 'Sale',
  pipeline,
  lossReasons: [{ key: 'unfit', title: 'Unfit' }],
})
  .start('start')
  .userTask('qualify', {
    title: 'Qualify',
    stage: 'new',
    timeLimit: limit,
    results: [
      { key: 'fits', title: 'Fits' },
      { key: 'unfit', title: 'Does not fit' },
    ],
  })
  .decision('fits')
  .userTask('offer', { title: 'Offer', stage: 'offer', timeLimit: limit })
  .split('split')
  .userTask('contract', { title: 'Contract', stage: 'talks', timeLimit: limit })
  .userTask('shipment', { title: 'Shipment', timeLimit: limit })
  .join('join')
  .end('won', { outcome: 'success', stage: 'won' })
  .end('lost', { outcome: 'failure', stage: 'lost', lossReason: 'unfit' })
  .flow('start', 'qualify')
  .flow('qualify', 'fits')
  .flow('fits', 'offer', { condition: "results.qualify == 'fits'" })
  .flow('fits', 'lost', { default: true })
  .flow('offer', 'split')
  .flow('split', 'contract', { leading: true })
  .flow('split', 'shipment')
  .flow('contract', 'join')
  .flow('shipment', 'join')
  .flow('join', 'won')
  .build();

/** The whole engine in an empty database, with the host's table of deals in the same one. */
export async function enginePlayer(knex: Knex, deals: readonly string[]): Promise<DealPlayer> {
  await SqlHost.createTable(
    knex,
    deals.map((ref) => ({ ref, title: ref, stage: 'new', responsible: MANAGER })),
  );
  const engine = await createEngine({
    host: new SqlHost(knex),
    directory: new MemoryDirectory([{ id: MANAGER, name: 'Manager', active: true, roles: [] }]),
    calendar: new PlainCalendar({ zone: 'Europe/Moscow' }),
    plugins: [knexStorage({ knex })],
    background: false,
  });
  engine.before('CompleteTask', 'bench', async () => undefined);
  const deployed = await engine.deployMap({ map, actor: null, activate: true });
  if (!deployed.ok) throw new Error(`The map was refused: ${JSON.stringify(deployed.rejection)}`);
  return {
    name: 'engine',
    play: (deal) => play(engine, deal),
    close: async () => {
      await engine.stop();
      await knex.destroy();
    },
  };
}

async function play(engine: Engine, deal: string): Promise<void> {
  const started = await engine.startProcess({ deal, map: map.key, actor: MANAGER, key: `start-${deal}` });
  if (!started.ok) throw new Error(JSON.stringify(started.rejection));
  let open = started.value.openTasks;
  for (const result of ['fits', undefined, undefined, undefined]) {
    const task = open[0] ?? '';
    const chosen = result === undefined ? {} : { result };
    const outcome = await engine.completeTask({ task, actor: MANAGER, key: `tap-${task}`, ...chosen });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.rejection));
    open = outcome.value.openTasks;
  }
  if (open.length > 0) throw new Error(`The process of ${deal} did not end.`);
}
