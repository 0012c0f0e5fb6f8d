import { join } from 'node:path';
import { type FakeTelegram, type Person, startFakeTelegram } from '@dealroute/testing/telegram';
import knex, { type Knex } from 'knex';
import { expect, onTestFinished, test } from 'vitest';
import { CrmProcess } from './support/crm-process.js';
import { newDataFolder } from './support/test-crm.js';
import { Visitor } from './support/visitor.js';

const TITLE = 'Heat pumps';
const DONE = 'Completed the task “Call and find out the need”: Fits';

/** A CRM in a process of its own, with a Telegram that outlives it, and a task in the chat of Ivanova. */
async function begin() {
  const telegram = await startFakeTelegram();
  onTestFinished(() => telegram.close());
  const dataDir = newDataFolder();
  const environment = {
    ...{ DATA_DIR: dataDir, BUSINESS_START: '2026-03-02T10:00:00+03:00' },
    ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.url },
  };
  const crm = await CrmProcess.start(environment);
  const person = await link(telegram, new Visitor(crm));
  const form = { title: TITLE, client: '3', amount: '900000', responsible: 'ivanova' };
  const { go = '' } = await new Visitor(crm).press('/deals', form);
  const card = await person.waitFor(
    (message) => message.text.includes(TITLE) && message.labels.flat().includes('Fits'),
  );
  return { telegram, dataDir, environment, crm, person, card, go };
}

async function link(telegram: FakeTelegram, visitor: Visitor): Promise<Person> {
  const { text = '' } = await visitor.press('/telegram/invite');
  const person = telegram.person({ firstName: 'Anna', languageCode: 'en' });
  person.start(/\/start (\S+)/.exec(text)?.[1]);
  await person.waitFor('confirm');
  await visitor.press('/telegram/confirm');
  return person;
}

/** Waits until the deal is at a stage; then how often the page's journal tells of the press. */
async function pressesAt(crm: CrmProcess, path: string, stage: string): Promise<number> {
  const visitor = new Visitor(crm);
  await expect
    .poll(async () => await (await visitor.open(path)).text(), { timeout: 20_000 })
    .toContain(`aria-current="step">${stage}<`);
  return (await visitor.read(path)).split(DONE).length - 1;
}

function lockOf(dataDir: string): Knex {
  const filename = join(dataDir, 'sales-crm.sqlite');
  const other = knex({ client: 'sqlite3', connection: { filename }, useNullAsDefault: true });
  onTestFinished(() => other.destroy());
  return other;
}

/** A dead process holds the right to poll for 40 seconds; the tests do not wait for them. */
const forgetWhoPolled = (db: Knex) => db('dealroute_record').where({ collection: 'telegram.lease' }).delete();

test('a press whose process is killed before the commit is neither lost nor doubled', async () => {
  const { telegram, dataDir, environment, crm, person, card, go } = await begin();
  await telegram.settled();
  const other = lockOf(dataDir);
  await other.raw('BEGIN IMMEDIATE');
  person.press(card, 'Fits');
  await telegram.waitForCall(({ method, answer }) => {
    return method === 'getUpdates' && JSON.stringify(answer ?? {}).includes('callback_query');
  });
  await crm.kill();
  await other.raw('ROLLBACK');
  await forgetWhoPolled(other);
  const again = await CrmProcess.start(environment);
  expect(await pressesAt(again, go, 'Offer')).toBe(1);
}, 120_000);

test('a press whose process is killed after the commit counts once, and the card is closed later', async () => {
  const { telegram, dataDir, environment, crm, person, card, go } = await begin();
  await telegram.settled();
  // The card is redrawn after the commit: until then everything that the bot says is kept waiting.
  const held = telegram.faults.hold(({ method }) => method.startsWith('editMessage'));
  person.press(card, 'Fits');
  await held.reached;
  expect(await pressesAt(crm, go, 'Offer')).toBe(1);
  await crm.kill();
  telegram.faults.clear();
  await forgetWhoPolled(lockOf(dataDir));
  const again = await CrmProcess.start(environment);
  expect(await pressesAt(again, go, 'Offer')).toBe(1);
  await expect.poll(() => card.labels.flat().includes('Fits'), { timeout: 20_000 }).toBe(false);
  await person.waitFor((message) => message.text.includes('Prepare the offer'));
  await telegram.settled({ timeoutMs: 20_000 });
  expect(await pressesAt(again, go, 'Offer')).toBe(1);
}, 120_000);

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s stops the CRM cleanly',
  async (signal) => {
    const crm = await CrmProcess.start({ DATA_DIR: newDataFolder() });
    expect(await crm.stop(signal)).toBe(0);
  },
  60_000,
);
