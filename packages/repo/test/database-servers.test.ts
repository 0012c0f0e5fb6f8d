import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { findServers } from '../database-servers.mjs';

it('finds the servers that answer, and says of the others how their tests are run', async () => {
  const listening = createServer().listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const portOf = (server: typeof listening) => (server.address() as { port: number }).port;
  const gone = portOf(closed);
  closed.close();
  await once(closed, 'close');

  const { projects, missing } = await findServers({
    DEALROUTE_TEST_POSTGRES: `postgres://someone@127.0.0.1:${portOf(listening)}/test`,
    DEALROUTE_TEST_MARIADB: `mysql://someone:secret@127.0.0.1:${gone}/test`,
  });
  listening.close();
  expect(projects).toEqual(['*-sqlite', '*-postgres']);
  expect(missing).toEqual([
    expect.stringMatching(/^NOT RUN: \*-mariadb.+DEALROUTE_TEST_MARIADB.+npm run test:databases/),
  ]);
  expect(missing[0], 'secrets stay secret').not.toContain('secret');
});
