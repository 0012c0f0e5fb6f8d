import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { SdkError } from '@dealroute/core';
import { expect, test } from 'vitest';
import { here, starting } from '../changes.js';
import { hostKnex, openDatabase } from '../databases.js';
import { emptyDatabase, isPostgres, server } from './server.js';

const SAVED = { saved: true };

/** Stands between a client and the server; loses the next answer of the server together with the connection. */
async function startProxy(to: URL) {
  let loses = false;
  const port = Number(to.port) || (isPostgres ? 5432 : 3306);
  const proxy = createServer((client: Socket) => {
    const upstream = connect(port, to.hostname);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.destroy());
    client.pipe(upstream);
    upstream.on('data', (data) => {
      if (!loses) return void client.write(data);
      loses = false;
      client.destroy();
    });
    client.on('close', () => upstream.destroy());
    upstream.on('close', () => client.destroy());
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const url = new URL(to);
  url.host = `127.0.0.1:${(proxy.address() as { port: number }).port}`;
  return {
    url: url.href,
    loseNextAnswer: () => {
      loses = true;
    },
    close: () => proxy.close(),
  };
}

test(`on ${server}, a commit whose answer was lost with the connection is found in the journal`, async () => {
  const { file, store } = await emptyDatabase();
  const proxy = await startProxy(new URL(file));
  const database = await openDatabase(proxy.url, hostKnex);
  const batch = [starting('p'), starting('q')];
  const apply = async () => proxy.loseNextAnswer();
  expect(await database.store.save(batch, { apply })).toEqual([SAVED, SAVED]);
  expect((await store.load([{ ...here, process: 'q' }]))[0]?.version).toBe(1);
  await database.teardown();
  proxy.close();
});

test(`on ${server}, a change whose connection broke before its commit is an error, and the next one works`, async () => {
  const { file } = await emptyDatabase();
  const proxy = await startProxy(new URL(file));
  const database = await openDatabase(proxy.url, hostKnex);
  const apply = async (_: unknown, open: object): Promise<void> => {
    proxy.loseNextAnswer();
    await database.knex('dealroute_task').connection((open as { connection: unknown }).connection);
  };
  const [answer] = await database.store.save([starting('p')], { apply });
  expect(SdkError.is(answer, 'STORAGE_FAILED')).toBe(true);
  expect(await database.store.load([{ ...here, process: 'p' }])).toEqual([undefined]);
  expect(await database.store.save([starting('p')])).toEqual([SAVED]);
  await database.teardown();
  proxy.close();
});
