import { join } from 'node:path';
import { startFakeTelegram } from '@dealroute/testing/telegram';
import knex from 'knex';
import { expect, onTestFinished, test } from 'vitest';
import type { Crm } from '../src/start-crm.js';
import { startTestCrm } from './support/test-crm.js';
import { Visitor } from './support/visitor.js';

/** Reads the stream of changes; `next` resolves with the next one. */
async function changesOf(crm: Crm) {
  const aborted = new AbortController();
  const { body } = await fetch(`${crm.url}/events`, { signal: aborted.signal });
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('There is no stream of changes.');
  onTestFinished(() => aborted.abort());
  await reader.read();
  return { next: async () => (await reader.read()).value };
}

test('open pages are told of a press', async () => {
  const crm = await startTestCrm();
  const changes = await changesOf(crm);
  const told = changes.next();
  await new Visitor(crm).press('/deals/1/stage', { stage: 'offer' });
  expect(await told).toContain('data: changed');
});

test('open pages are told of what another program wrote', async () => {
  // With a Telegram that is not there, nothing else is written meanwhile.
  const environment = { TELEGRAM_BOT_TOKEN: '110201543:fake-token', TELEGRAM_API_ROOT: 'http://127.0.0.1:9' };
  const crm = await startTestCrm(undefined, environment);
  const changes = await changesOf(crm);
  const filename = join(crm.dataDir, 'sales-crm.sqlite');
  const other = knex({ client: 'sqlite3', connection: { filename }, useNullAsDefault: true });
  onTestFinished(() => other.destroy());
  const told = changes.next();
  await other('deals').where({ id: 1 }).update({ amount: 7 });
  expect(await told).toContain('data: changed');
});

test('a stop closes open pages and does not wait for them', async () => {
  const crm = await startTestCrm();
  const changes = await changesOf(crm);
  await crm.stop();
  await expect(changes.next().catch(() => undefined)).resolves.toBeUndefined();
});

test('a person links Telegram, gets a task, is reminded of it, and the admin gets the digest', async () => {
  const telegram = await startFakeTelegram();
  onTestFinished(() => telegram.close());
  const { token, url: apiRoot } = telegram;
  const environment = { LOCALE: 'en', TELEGRAM_BOT_TOKEN: token, TELEGRAM_API_ROOT: apiRoot };
  const crm = await startTestCrm(undefined, environment);
  const ivanova = await linked('ivanova', 'Anna');
  const belova = await linked('belova', 'Natalia');
  const page = new Visitor(crm);
  expect(await page.read('/telegram')).toContain('Telegram is linked.');
  await page.press('/deals', { title: 'Heat pumps', client: '3', amount: '900000', responsible: 'ivanova' });
  const card = await ivanova.waitFor('Heat pumps');
  expect(card.text).toContain('Call and find out the need');
  for (let day = 0; day < 3; day += 1) await page.press('/clock', { by: 'day' });
  await ivanova.waitFor(/overdue/i);
  await belova.waitFor(
    /^⏰ Overdue: \d+ tasks\n[\s\S]*\nAnna Ivanova\n[\s\S]*Heat pumps\n• Call and find out the need: overdue/,
  );
  expect(await page.press('/telegram/unlink')).toMatchObject({ ok: true });
  expect(await page.read('/telegram')).toContain('Telegram is not linked.');

  async function linked(user: string, firstName: string) {
    const visitor = new Visitor(crm, user);
    const { text = '' } = await visitor.press('/telegram/invite');
    const person = telegram.person({ firstName, languageCode: 'en' });
    person.start(/\/start (\S+)/.exec(text)?.[1]);
    await person.waitFor('confirm');
    expect(await visitor.read('/telegram')).toContain('Waiting for your confirmation');
    expect(await visitor.press('/telegram/confirm')).toMatchObject({ ok: true });
    return person;
  }
});

test('one hour and one working day move business time, over lunch and weekends', async () => {
  const crm = await startTestCrm(undefined, { BUSINESS_START: '2026-03-06T17:30:00+03:00' });
  const visitor = new Visitor(crm);
  expect(await visitor.read('/tasks')).toMatch(/Fri 6 Mar, 17:3\d working time/);
  await visitor.press('/clock', { by: 'hour' });
  expect(await visitor.read('/tasks')).toMatch(/Fri 6 Mar, 18:3\d closed/);
  await visitor.press('/clock', { by: 'day' });
  // Monday, 9 March 2026 is a day off, moved from Sunday the 8th.
  expect(await visitor.read('/tasks')).toMatch(/Wed 11 Mar, 09:0\d working time/);
  expect(await visitor.press('/clock', { by: 'year' })).toMatchObject({ ok: false });
});
