import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { Files } from '../completion/database.js';
import { type Figure, pairFigure } from '../figure.js';
import { createOffice, type Office } from './office.js';

const PAIRS = 7;

/** The programs that are started. They lie beside the one that runs, as package.json exports them. */
const ENGINE = fileURLToPath(new URL('./start-engine.js', import.meta.url));
const BARE = fileURLToPath(new URL('./start-bare.js', import.meta.url));

/** From the start of a process to its first completed command: U1. */
export async function* startFigures(): AsyncGenerator<Figure> {
  const files = await Files.make();
  try {
    for (const office of [
      { maps: 1, processes: PAIRS + 1 },
      { maps: 100, processes: 1_000 },
    ]) {
      yield await startOf(files, office);
    }
  } finally {
    await files.remove();
  }
}

async function startOf(files: Files, office: Office): Promise<Figure> {
  const file = files.path(`${office.maps}-maps`);
  const tasks = await createOffice(file, office);
  const ours: number[] = [];
  const bare: number[] = [];
  for (const task of tasks.slice(0, PAIRS + 1)) {
    ours.push(await timeOf(ENGINE, file, task));
    bare.push(await timeOf(BARE, file));
  }
  const { maps, processes } = office;
  const name = `from node to the first completed command, ${maps === 1 ? '1 map' : `${maps} maps`}, ${processes} open processes`;
  const against = 'node, knex, sqlite3 and one query';
  const ratios = ours.map((value, place) => value / (bare[place] ?? Number.NaN));
  // The first pair warms up the caches of the files that are read.
  return pairFigure({ id: 'U1', name, unit: 'ms', against }, ours.slice(1), ratios.slice(1));
}

/** Milliseconds until a program says that it has done what it was started for. */
async function timeOf(program: string, ...parameters: readonly string[]): Promise<number> {
  const begin = performance.now();
  const child = spawn(process.execPath, [program, ...parameters], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const said = await Promise.race([once(child.stdout, 'data'), exited.then(() => ['nothing'])]);
  const taken = performance.now() - begin;
  await exited;
  if (String(said[0]) !== 'done\n') throw new Error(`${program} said ${String(said[0])}: expected "done".`);
  return taken;
}
