import { createEngine } from '@dealroute/core';
import { serverError } from '@dealroute/testing/telegram';
import { describe, expect, it, vi } from 'vitest';
import { makeTelegramBot } from '../../src/telegram-bot.js';
import { botMessages, type Logged, listening, Office, QUICK, quiet } from '../support/office.js';

const CONTEXT = { tenant: 'default' };

const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { interval: 5, timeout: 5_000 });
const said = (logged: readonly Logged[], text: string) =>
  logged.filter(({ message }) => message.includes(text));

async function withCard(options: Parameters<typeof Office.open>[0] = {}) {
  const office = await Office.open(options);
  const ivanova = await office.linked('ivanova');
  await office.deal('D-1');
  const card = await ivanova.waitFor('Send the offer');
  await quiet(office);
  return { office, ivanova, card };
}

describe('updates', () => {
  it('are treated once, however often Telegram sends them', async () => {
    const { office, ivanova } = await withCard();
    ivanova.send('/help');
    await quiet(office);
    const updates = office.telegram
      .callsOf('getUpdates')
      .flatMap(({ answer }) => (answer?.ok ? (answer.result as { update_id: number }[]) : []));
    const last = updates.at(-1);
    if (!last) throw new Error('expected an update');
    const before = botMessages(ivanova).length;
    office.telegram.updates.repeat(last as never);
    await office.telegram.settled();
    await office.restart();
    office.telegram.updates.repeat(last as never);
    await quiet(office);
    expect(botMessages(ivanova)).toHaveLength(before);
  });

  it('are treated though they come in another order, or are numbered anew', async () => {
    const { office, ivanova } = await withCard();
    office.telegram.updates.hold();
    ivanova.send('/help');
    ivanova.send('/cancel');
    office.telegram.updates.release('reversed');
    await ivanova.waitFor('nothing to cancel');
    await ivanova.waitFor('/tasks: your open tasks');
    office.telegram.updates.renumber(7);
    ivanova.start();
    await ivanova.waitFor('You are linked as Ivanova');
  });

  it('that were kept but not treated when the node died are treated by the next one', async () => {
    const { office, ivanova, card } = await withCard();
    await office.stop();
    const data = card.buttons[0]?.[0]?.callback_data ?? '';
    const from = { id: ivanova.id, name: 'Ivanova' };
    const incoming = { kind: 'press', from, chat: ivanova.id, press: '77', data };
    await office.storage.records.write(
      [{ collection: 'telegram.inbox', key: '000000000000001.000000', value: incoming }],
      CONTEXT,
    );
    await office.restart();
    await ivanova.waitFor('✅ Agreed: Ivanova');
    await quiet(office);
  });

  it('are not confirmed before they are kept', async () => {
    const { office, ivanova } = await withCard();
    const { records } = office.storage;
    const write = records.write.bind(records);
    let failures = 0;
    records.write = async (writes, context) => {
      if (writes.some(({ collection }) => collection === 'telegram.inbox') && failures++ < 2)
        throw new Error('down');
      return write(writes, context);
    };
    ivanova.send('/help');
    await ivanova.waitFor('/tasks: your open tasks');
    await quiet(office);
    expect(failures).toBeGreaterThan(2);
    expect(botMessages(ivanova).filter(({ text }) => text.includes('/tasks: your'))).toHaveLength(1);
  });

  it('of one chat keep their order; a slow chat does not hold up the others', async () => {
    const { office, ivanova } = await withCard();
    const petrov = await office.linked('petrov');
    const held = office.telegram.faults.hold(
      ({ method, parameters }) =>
        method === 'sendMessage' && String(parameters.chat_id) === String(ivanova.id),
    );
    ivanova.send('/help');
    ivanova.send('/cancel');
    await held.reached;
    petrov.send('/help');
    await petrov.waitFor('/tasks: your open tasks');
    held.release();
    await ivanova.waitFor('nothing to cancel');
    const texts = botMessages(ivanova).map(({ text }) => text);
    expect(texts.at(-2)).toContain('/tasks: your');
  });

  it('that poison their handler are given up with an incident, and block nobody', async () => {
    const { office, ivanova, card } = await withCard();
    office.engine.before('CompleteTask', 'broken', () => {
      throw new Error('broken veto');
    });
    const press = ivanova.press(card, 'Agreed');
    expect((await press.answered()).text).toContain('did not work');
    ivanova.send('/help');
    await ivanova.waitFor('/tasks: your open tasks');
    await quiet(office);
    const { items } = await office.engine.incidents('open');
    expect(items.filter(({ key }) => key.startsWith('telegram:update:'))).toMatchObject([{ kind: 'stuck' }]);
  });

  it('survive an outage of the answers: the press acts once', async () => {
    const { office, ivanova, card } = await withCard();
    office.telegram.faults.next('editMessageText', serverError(), 3);
    ivanova.press(card, 'Agreed');
    await ivanova.waitFor('✅ Agreed: Ivanova');
    await quiet(office);
    const { process } = await office.task('D-1', 'Sign the contract');
    const completed = (await office.engine.journal(process)).filter(
      ({ command }) => command === 'CompleteTask',
    );
    expect(completed).toHaveLength(1);
  });
});

describe('a press', () => {
  it('is answered in time though its work is slow', async () => {
    const { office, ivanova, card } = await withCard({ pace: { toastMs: 20 } });
    let go: (() => void) | undefined;
    const slow = new Promise<void>((resolve) => {
      go = resolve;
    });
    office.engine.before('CompleteTask', 'slow', async () => {
      await slow;
      return undefined;
    });
    const press = ivanova.press(card, 'Agreed');
    expect((await press.answered()).text).toBe('⏳ Working on it…');
    go?.();
    await ivanova.waitFor('✅ Agreed: Ivanova');
  });

  it('that Telegram has forgotten still acts', async () => {
    let now = Date.now();
    const { office, ivanova, card } = await withCard({ telegram: { now: () => now } });
    office.telegram.updates.hold();
    ivanova.press(card, 'Agreed');
    now += 151_000;
    office.telegram.updates.release();
    await ivanova.waitFor('✅ Agreed: Ivanova');
    expect(ivanova.toasts).toEqual([]);
  });
});

describe('two nodes with one token', () => {
  it('share one poller; the other goes on when it stops', async () => {
    const { office, ivanova, card } = await withCard();
    const polls = () => office.telegram.callsOf('getUpdates');
    await office.node();
    ivanova.press(card, 'Agreed');
    await ivanova.waitFor('✅ Agreed: Ivanova');
    const before = polls().length;
    await soon(() => expect(polls().length).toBeGreaterThan(before + 2));
    expect(polls().filter(({ answer }) => answer && !answer.ok)).toEqual([]);
    await office.stop();
    ivanova.send('/help');
    await ivanova.waitFor('/tasks: your open tasks');
    expect(polls().filter(({ answer }) => answer && !answer.ok)).toEqual([]);
  });

  it('pass the work on when the one that polls dies without a word', async () => {
    const { office, ivanova } = await withCard();
    const { records } = office.storage;
    const write = records.write.bind(records);
    let dead = true;
    // A node that died keeps its lease: it neither renews nor releases it.
    records.write = async (writes, context) =>
      dead && writes.some(({ collection }) => collection === 'telegram.lease')
        ? false
        : write(writes, context);
    await office.stop();
    dead = false;
    await office.restart();
    ivanova.send('/help');
    await soon(() => expect(office.telegram.updates.pending).toHaveLength(1));
    office.realTimePasses(4_000);
    await ivanova.waitFor('/tasks: your open tasks');
  });

  it('greet a person who is confirmed on the node that does not poll', async () => {
    const { office } = await withCard({ pace: { pollMs: 1_000 } });
    const other = await office.node();
    const petrov = office.person('petrov');
    petrov.followLink((await other.bot.links.invite('petrov')).url);
    await petrov.waitFor('go back to the CRM');
    expect(await other.bot.links.confirm('petrov')).toBe(true);
    await petrov.waitFor('Hello, Petrov!');
  });

  it('take turns when somebody else polls with the token, and say so once', async () => {
    const { office, ivanova } = await withCard();
    await fetch(`${office.telegram.url}/bot${office.telegram.token}/getUpdates`);
    await soon(() => expect(said(office.logged, 'somebody else')).toHaveLength(1));
    ivanova.send('/help');
    await ivanova.waitFor('/tasks: your open tasks');
    await soon(() => expect(said(office.logged, 'gives updates again')).toHaveLength(1));
  });
});

describe('when Telegram does not want the bot', () => {
  it('starts at once, works on in the CRM, and says once that Telegram cannot be reached', async () => {
    const office = await Office.open();
    const logged: Logged[] = [];
    const bot = makeTelegramBot({ token: office.telegram.token, apiRoot: 'http://127.0.0.1:9' }, QUICK);
    const engine = await createEngine({ plugins: [bot], logger: listening(logged) });
    await soon(() => expect(said(logged, 'cannot be reached')).toHaveLength(1));
    await expect(bot.links.of('anybody')).resolves.toEqual({ state: 'none' });
    expect((await engine.incidents('open')).items).toEqual([]);
    await engine.stop();
    expect(said(logged, 'cannot be reached')).toHaveLength(1);
  });

  it('says in log and incident that the token is refused, and never the token', async () => {
    const office = await Office.open();
    const logged: Logged[] = [];
    const token = `${office.telegram.token}-wrong-secret`;
    const bot = makeTelegramBot({ token, apiRoot: office.telegram.url }, QUICK);
    const engine = await createEngine({ plugins: [bot], logger: listening(logged) });
    await soon(async () => expect((await engine.incidents('open')).items).toHaveLength(1));
    expect(said(logged, 'refused the token')).toHaveLength(1);
    const calls = () => office.telegram.callsOf('getUpdates').length;
    expect(calls()).toBeGreaterThan(0);
    await engine.stop();
    const all = JSON.stringify([logged, (await engine.incidents('open')).items]);
    expect(all).not.toContain('wrong-secret');
  });

  it('recovers from an outage and says both once', async () => {
    const { office, ivanova } = await withCard({ pace: { pollMs: 1_000 } });
    const outage = office.telegram.faults.next('getUpdates', serverError(503), 4);
    ivanova.send('/help');
    await ivanova.waitFor('/tasks: your open tasks');
    await soon(() => expect(outage.remaining).toBe(0));
    await soon(() => expect(said(office.logged, 'gives updates again')).toHaveLength(1));
    expect(said(office.logged, 'cannot be reached')).toHaveLength(1);
  });

  it('ends its polling at once when it stops', async () => {
    const office = await Office.open({ pace: { pollMs: 30_000 } });
    await office.telegram.waitForPoll();
    const before = Date.now();
    await office.stop();
    expect(Date.now() - before).toBeLessThan(2_000);
  });
});
