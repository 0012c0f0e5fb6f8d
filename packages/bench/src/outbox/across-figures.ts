import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import knex from 'knex';
import { openSchema, SERVER } from '../completion/postgres-figures.js';
import type { Figure } from '../figure.js';
import { commits, createDeals, NOTICES, openNode, start, waited } from './notice-figures.js';

/** What the other process is asked for: it commits, and measures nothing itself. */
export const COMMITS = 'W2-commits';
const SCHEMA = 'DEALROUTE_BENCH_SCHEMA';

/** From a commit in one process to the beginning of its notice's delivery in another one, on PostgreSQL: W2. */
export async function acrossFigures(): Promise<Figure[]> {
  const administrator = knex({ client: 'pg', connection: SERVER });
  const schema = `bench_across_${randomBytes(4).toString('hex')}`;
  const own = await openSchema(administrator, schema);
  const delivered = new Map<string, number>();
  await createDeals(own);
  const engine = await openNode(own, { background: true, delivered });
  try {
    const committed = await commitsElsewhere(schema);
    await engine.settle();
    return waited('W2', 'in another process, PostgreSQL', committed, delivered);
  } finally {
    await engine.stop();
    await own.destroy();
    await administrator.raw('DROP SCHEMA IF EXISTS ?? CASCADE', [schema]);
    await administrator.destroy();
  }
}

async function commitsElsewhere(schema: string): Promise<ReadonlyMap<string, number>> {
  const child = fork(process.argv[1] as string, ['--only', COMMITS], {
    env: { ...process.env, [SCHEMA]: schema },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const told = once(child, 'message').then(([committed]) => committed as [string, number][]);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The other process ended with ${code} before it had committed.`);
  });
  const committed = await Promise.race([told, ended]);
  ended.catch(() => undefined);
  return new Map(committed);
}

/** The other process. It delivers nothing. */
export async function commitForOthers(): Promise<Figure[]> {
  const schema = process.env[SCHEMA];
  if (schema === undefined || !process.send)
    throw new Error(`${COMMITS} is asked for by W2. Ask for that instead.`);
  const own = knex({ client: 'pg', connection: SERVER, searchPath: [schema], pool: { min: 0, max: 8 } });
  const engine = await openNode(own, { background: false, delivered: new Map() });
  const committed = commits(engine);
  for (let n = 0; n < NOTICES; n++) await start(engine, n);
  await engine.stop();
  await own.destroy();
  process.send([...committed]);
  process.disconnect();
  return [];
}
