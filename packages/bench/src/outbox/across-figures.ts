import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Figure, Finding } from '../figure.js';
import { onPostgres, type PostgresServer } from '../postgres-server.js';
import { createDeals, openNode, waited } from './notice-figures.js';

/** The program that commits. It lies beside the one that runs, as package.json exports it. */
const COMMITS = fileURLToPath(new URL('./commit-for-others.js', import.meta.url));

/** From a commit in one process to the beginning of its notice's delivery in another one, on PostgreSQL: W2. */
export const acrossFigures = (): AsyncIterable<Finding> => onPostgres('W2', measured);

async function* measured(server: PostgresServer): AsyncGenerator<Figure> {
  const schema = await server.schema('across');
  const own = server.open(schema);
  const delivered = new Map<string, number>();
  await createDeals(own);
  const engine = await openNode(own, { background: true, delivered });
  try {
    const committed = await commitsElsewhere(server.url, schema);
    await engine.settle();
    yield* waited('W2', 'in another process, PostgreSQL', committed, delivered);
  } finally {
    await engine.stop();
    await own.destroy();
  }
}

async function commitsElsewhere(url: string, schema: string): Promise<ReadonlyMap<string, number>> {
  const child = fork(COMMITS, [url, schema], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const told = once(child, 'message').then(([committed]) => committed as [string, number][]);
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The other process ended with ${code} before it had committed.`);
  });
  const committed = await Promise.race([told, ended]);
  ended.catch(() => undefined);
  return new Map(committed);
}
