import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { startFakeTelegram } from '@dealroute/testing/telegram';
import knex, { type Knex } from 'knex';
import { expect, onTestFinished, test } from 'vitest';
import { StartError } from '../src/config.js';
import { startCrm } from '../src/start-crm.js';
import { keepingLogger, newDataFolder, startTestCrm, testConfig } from './support/test-crm.js';
import { Visitor } from './support/visitor.js';

const TOKEN = '110201543:fake-token';

/** Another program's connection to the database. */
async function otherConnection(dataDir: string): Promise<Knex> {
  const filename = join(dataDir, 'sales-crm.sqlite');
  const other = knex({ client: 'sqlite3', connection: { filename }, useNullAsDefault: true });
  onTestFinished(() => other.destroy());
  await other.raw('PRAGMA busy_timeout = 10000');
  return other;
}

const startFails = async (dataDir: string, environment: NodeJS.ProcessEnv = {}) => {
  const started = startCrm(testConfig(dataDir, environment), keepingLogger().logger);
  await expect(started).rejects.toBeInstanceOf(StartError);
  return started.catch((error: Error) => error.message);
};

test('a port that is taken is told in one sentence with the way out, and nothing stays open', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void taken.close());
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as { port: number };
  const dataDir = newDataFolder();
  const message = await startFails(dataDir, { PORT: String(port) });
  expect(message).toBe(
    `Port ${port} is taken by another program. Close that one, or start with another port: PORT=${port + 1} npm start`,
  );
  const crm = await startTestCrm(dataDir);
  expect((await new Visitor(crm).open('/')).status).toBe(200);
});

test('a file that is no database is told in one sentence', async () => {
  const dataDir = newDataFolder();
  writeFileSync(join(dataDir, 'sales-crm.sqlite'), 'no database'.repeat(500));
  expect(await startFails(dataDir)).toContain('is damaged or none');
});

test('a half-made database of an interrupted first start is made anew', async () => {
  const dataDir = newDataFolder();
  writeFileSync(join(dataDir, 'sales-crm.sqlite.new'), 'half');
  const crm = await startTestCrm(dataDir);
  expect(crm.isFirstStart).toBe(true);
  expect((await crm.office.db('deals')).length).toBe(12);
});

test('while another program locks the database, pages are read and presses are told to wait', async () => {
  const crm = await startTestCrm();
  const ivanova = new Visitor(crm);
  const other = await otherConnection(crm.dataDir);
  await other.raw('BEGIN IMMEDIATE');
  expect((await ivanova.open('/')).status).toBe(200);
  const form = { title: 'Pumps', client: '1', amount: '5', responsible: 'ivanova' };
  expect(await ivanova.press('/deals', form)).toMatchObject({
    status: 503,
    text: 'The database is busy with another program. Try again in a few seconds.',
  });
  await other.raw('ROLLBACK');
  expect(await ivanova.press('/deals', form)).toMatchObject({ ok: true, go: '/deals/13' });
}, 60_000);

test('a start on a locked database says so', async () => {
  const { dataDir, stop } = await startTestCrm();
  await stop();
  const other = await otherConnection(dataDir);
  await other.raw('BEGIN IMMEDIATE');
  expect(await startFails(dataDir)).toContain('is locked by another program');
  await other.raw('ROLLBACK');
}, 60_000);

test.each([
  [
    'with a token that Telegram does not know',
    async () => (await fakeTelegram()).url,
    '110201543:wrong-token',
  ],
  ['when Telegram cannot be reached', async () => 'http://127.0.0.1:9', TOKEN],
])('the CRM works %s', async (_, apiRoot, token) => {
  const environment = { TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: await apiRoot() };
  const crm = await startTestCrm(undefined, environment);
  const ivanova = new Visitor(crm);
  const { go = '' } = await ivanova.press('/deals', {
    ...{ title: 'Pumps', client: '1', amount: '5', responsible: 'ivanova' },
  });
  expect(await ivanova.read(go)).toContain('Call and find out the need');
  expect(await ivanova.read('/telegram')).toContain('Telegram is not linked');
  expect(await ivanova.press('/telegram/invite')).toMatchObject({ ok: false });
  expect(JSON.stringify(crm.said)).not.toContain(token);
});

test('a database of before the last start is found as it was, with its clock and its maps', async () => {
  const first = await startTestCrm();
  await new Visitor(first).press('/clock', { by: 'day' });
  const time = first.office.clock.now();
  const versions = await first.engine.maps();
  await first.stop();
  const folder = newDataFolder();
  // Where a connection closes late, SQLite has the last writes in the file beside it.
  for (const file of readdirSync(first.dataDir).filter((name) => /\.sqlite(-wal)?$/.test(name))) {
    copyFileSync(join(first.dataDir, file), join(folder, file));
  }
  const again = await startTestCrm(folder);
  expect(again.isFirstStart).toBe(false);
  expect(Math.abs(again.office.clock.now() - time)).toBeLessThan(60_000);
  expect((await again.engine.maps()).map(({ version }) => version)).toEqual(versions.map(() => 1));
  expect((await again.office.db('deals')).length).toBe(12);
});

async function fakeTelegram() {
  const telegram = await startFakeTelegram();
  onTestFinished(() => telegram.close());
  return telegram;
}
