import { performance } from 'node:perf_hooks';
import { createEngine, type Engine, independentMap, PlainCalendar } from '@dealroute/core';
import { knexStorage } from '@dealroute/storage-knex';
import type { Knex } from 'knex';
import { SqlHost } from '../completion/sql-host.js';
import { dealRef } from '../completion/world.js';
import { type Figure, type Finding, pairFigure, plainFigure } from '../figure.js';
import { onPostgres, type PostgresServer } from '../postgres-server.js';

const NODES = 8;
const PAIRS = 5;
const ROUND_MS = 2_000;
const DEAL = dealRef(0);

/** Each writer has a task of its own on one process, which comes back as often as it is completed. */
const map = (() => {
  const tasks = Array.from({ length: NODES }, (_, writer) => `work-${writer}`);
  const results = ['again', 'done'].map((key) => ({ key, title: key }));
  const beginning = independentMap({ key: 'hot', title: 'Hot' }).start('start').split('split').join('join');
  const nodes = tasks.map((id) => ({ kind: 'userTask', id, title: id, results }) as const);
  const built = beginning
    .end('end', { outcome: 'success' })
    .flow('start', 'split')
    .flow('join', 'end')
    .build();
  const flows = tasks.flatMap((id) => [
    { id: `to-${id}`, from: 'split', to: id },
    { id: `again-${id}`, from: id, to: id, result: 'again' },
    { id: `done-${id}`, from: id, to: 'join', result: 'done' },
  ]);
  return { ...built, nodes: [...built.nodes, ...nodes], flows: [...built.flows, ...flows] };
})();

/** Commands on one process from as many nodes as there are writers, against the same from one node: H1. */
export const hotFigures = (): AsyncIterable<Finding> => onPostgres('H1', measured);

async function* measured(server: PostgresServer): AsyncGenerator<Figure> {
  const schema = await server.schema('hot');
  const knexes = Array.from({ length: NODES }, () => server.open(schema));
  const engines: Engine[] = [];
  try {
    await SqlHost.createTable(knexes[0] as Knex, [
      { ref: DEAL, title: 'Deal', stage: 'new', responsible: 'manager' },
    ]);
    for (const knex of knexes) engines.push(await open(knex));
    const process = await begin(engines[0] as Engine);
    await round(process, engines);
    const pairs: { many: Round; one: Round }[] = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      const many = await round(process, engines);
      const one = await round(
        process,
        Array.from({ length: NODES }, () => engines[0] as Engine),
      );
      pairs.push({ many, one });
    }
    yield* figures(pairs);
  } finally {
    for (const engine of engines) await engine.stop();
    for (const knex of knexes) await knex.destroy();
  }
}

function* figures(pairs: readonly { readonly many: Round; readonly one: Round }[]): Generator<Figure> {
  const at = `${NODES} nodes on one process, PostgreSQL`;
  yield pairFigure(
    { id: 'H1', name: `completion, ${at}`, unit: '/s', against: 'one node' },
    pairs.map(({ many }) => many.perSecond),
    pairs.map(({ many, one }) => many.perSecond / one.perSecond),
    { atLeast: 0.5 },
  );
  yield pairFigure(
    { id: 'H1', name: `p99 of a completion, ${at}`, unit: 'ms', against: 'one node' },
    pairs.map(({ many }) => many.p99),
    pairs.map(({ many, one }) => many.p99 / one.p99),
  );
  const about = { id: 'H1', name: `completions of the slowest node, part of the mean, ${at}`, unit: '' };
  yield plainFigure(
    about,
    pairs.map(({ many }) => many.leastShare),
    { atLeast: 0.5 },
  );
}

async function open(knex: Knex): Promise<Engine> {
  return createEngine({
    host: new SqlHost(knex),
    calendar: new PlainCalendar(),
    plugins: [knexStorage({ knex })],
    background: false,
  });
}

async function begin(engine: Engine): Promise<string> {
  const deployed = await engine.deployMap({ map, actor: null, activate: true });
  if (!deployed.ok) throw new Error(`The map was refused: ${JSON.stringify(deployed.rejection)}`);
  const started = await engine.startProcess({ deal: DEAL, map: map.key, actor: null });
  if (!started.ok) throw new Error(JSON.stringify(started.rejection));
  return started.value.process;
}

interface Round {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p99: number;
  /** Completions of the slowest writer, as a part of the mean. */
  readonly leastShare: number;
}

/** Each writer completes its task again and again through its engine, for a while. */
async function round(process: string, engines: readonly Engine[]): Promise<Round> {
  const end = performance.now() + ROUND_MS;
  const each = await Promise.all(
    engines.map(async (engine, writer) => {
      const times: number[] = [];
      let task = await openTask(engine, process, writer);
      while (performance.now() < end) {
        const from = performance.now();
        const outcome = await engine.completeTask({ task, result: 'again', actor: null });
        times.push(performance.now() - from);
        if (!outcome.ok) throw new Error(JSON.stringify(outcome.rejection));
        task = await openTask(engine, process, writer);
      }
      return times;
    }),
  );
  const times = each.flat().sort((a, b) => a - b);
  const least = Math.min(...each.map(({ length }) => length));
  return {
    perSecond: times.length / (ROUND_MS / 1_000),
    p99: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
    leastShare: (least * engines.length) / times.length,
  };
}

async function openTask(engine: Engine, process: string, writer: number): Promise<string> {
  const state = await engine.process(process);
  return state?.tasks.find(({ node }) => node === `work-${writer}`)?.id ?? '';
}
