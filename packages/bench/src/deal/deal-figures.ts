import { Files, openKnex } from '../completion/database.js';
import type { Figure, Finding } from '../figure.js';
import { onPostgres, type PostgresServer } from '../postgres-server.js';
import { bpmnEnginePeer } from './bpmn-engine-peer.js';
import { contest, dealsOfContest, dealsOfPeer, type Peer } from './contest.js';
import { dbosPeer } from './dbos-peer.js';
import type { DealPlayer } from './deal-player.js';
import { enginePlayer } from './engine-player.js';
import { xstateRowsPeer } from './xstate-rows-peer.js';
import { xstateSnapshotOnPostgres, xstateSnapshotOnSqlite } from './xstate-snapshot-peer.js';

const COUNT = { bpmnEngine: 64, dbos: 64, rows: 128, snapshot: 640 };

/** Whole deals, from start to end, on SQLite: P6. */
export async function* dealFigures(): AsyncGenerator<Figure> {
  const files = await Files.make();
  const open: DealPlayer[] = [];
  const opened = <P extends DealPlayer>(player: P): P => {
    open.push(player);
    return player;
  };
  try {
    const ours = opened(await enginePlayer(openKnex(files.path('ours'), 'FULL'), dealsOfContest()));
    const rows = await xstateRowsPeer(openKnex(files.path('rows'), 'FULL'), dealsOfPeer(COUNT.rows));
    yield* contest('SQLite FULL', ours, [
      { player: opened(bpmnEnginePeer(files.path('bpmn'))), count: COUNT.bpmnEngine, goal: { atLeast: 40 } },
      { player: opened(rows), count: COUNT.rows },
      { player: opened(xstateSnapshotOnSqlite(files.path('snapshot'))), count: COUNT.snapshot },
    ]);
  } finally {
    for (const player of open) await player.close();
    await files.remove();
  }
}

/** The same on PostgreSQL: P6. */
export const dealFiguresOnPostgres = (): AsyncIterable<Finding> => onPostgres('P6 on PostgreSQL', onServer);

async function* onServer(server: PostgresServer): AsyncGenerator<Figure> {
  const open: DealPlayer[] = [];
  try {
    const ours = await enginePlayer(server.open(await server.schema('ours')), dealsOfContest());
    open.push(ours);
    const peers = await peersOn(server);
    open.push(...peers.map(({ player }) => player));
    yield* contest('PostgreSQL', ours, peers);
  } finally {
    for (const player of open) await player.close();
  }
}

async function peersOn(server: PostgresServer): Promise<Peer[]> {
  const { url } = server;
  const rows = server.open(await server.schema('rows'));
  return [
    { player: await dbosPeer(url, await server.schema('dbos')), count: COUNT.dbos, goal: { atLeast: 10 } },
    { player: await xstateRowsPeer(rows, dealsOfPeer(COUNT.rows)), count: COUNT.rows },
    { player: await xstateSnapshotOnPostgres(url, await server.schema('snapshot')), count: COUNT.snapshot },
  ];
}
