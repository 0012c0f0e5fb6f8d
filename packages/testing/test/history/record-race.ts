import { createEngine, type Engine, memoryStorage, type ProcessId } from '@dealroute/core';
import {
  chance,
  type Delivery,
  type History,
  type HistoryRecord,
  NEVER,
  Racer,
  Recorder,
  raceMaps,
  raceSetting,
  readRecords,
  recordingNotifier,
  type Seen,
} from '../../src/history/index.js';

const NODES = ['a', 'b', 'c'];
const HOT = 2;

/** A race of racers on a few engines over one memory, written down as their clients saw it. */
export async function recordRace(seed: number, wishes: number): Promise<History> {
  const records: HistoryRecord[] = [];
  let time = 0;
  const log = {
    write: (record: HistoryRecord) => void records.push(JSON.parse(JSON.stringify(record))),
    now: () => ++time,
  };
  const random = chance(seed);
  const storage = memoryStorage();
  const engines = await Promise.all(
    NODES.map((node) =>
      createEngine({
        ...raceSetting(random),
        notifier: recordingNotifier(node, log),
        ...storage,
        background: false,
      }),
    ),
  );
  for (const engine of engines)
    engine.before('HandOverTask', 'race', ({ command }) =>
      command.to === NEVER ? 'Not to them.' : undefined,
    );
  const first = engines[0] as Engine;
  for (const map of raceMaps) await first.deployMap({ map, actor: null, activate: true });
  const starter = new Recorder(first, 'start', log);
  const hot: Seen[] = [];
  for (let i = 0; i < HOT; i++) {
    const deal = `hot-${i}`;
    const answer = await starter.wish({ command: 'StartProcess', deal, map: 'errand', actor: null });
    if (answer?.ok) hot.push({ id: answer.value.process, deal, tasks: answer.value.openTasks, version: 1 });
  }
  await Promise.all(
    engines.map(async (engine, i) => {
      const name = NODES[i] as string;
      const recorder = new Recorder(engine, name, log);
      const racer = new Racer({
        engine,
        recorder,
        random,
        actor: `admin-${name}`,
        name,
        hot: hot.map((one) => ({ ...one })),
      });
      for (let n = 0; n < wishes; n++) {
        await racer.wishOnce();
        if (n % 5 === 0) await engine.settle();
      }
    }),
  );
  for (const engine of engines) await engine.settle();
  const { operations, readings, deliveries } = readRecords(records);
  const processes = await processesOf(
    first,
    operations.flatMap(({ answer }) => (answer?.ok ? [answer.value.process] : [])),
  );
  for (const engine of engines) await engine.stop();
  return {
    operations,
    readings,
    processes,
    deliveries: deliveries as readonly Delivery[],
    cuts: [],
    restedAt: 0,
  };
}

async function processesOf(engine: Engine, ids: readonly ProcessId[]) {
  return Promise.all(
    [...new Set(ids)].map(async (id) => {
      const state = await engine.process(id);
      if (!state) throw new Error(`Process ${id} is gone.`);
      const journal = await engine.journal(id, 0, 1_000);
      const { items: tasks } = await engine.tasks({ process: id, status: 'any' }, { limit: 500 });
      return { id, journal, version: journal.length, state, tasks };
    }),
  );
}
