import { describe, expect, it } from 'vitest';
import type { FakeTelegram, Update } from '../../src/telegram/index.js';
import { call, result, startChat } from './support/telegram.js';

const CONFLICT =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';

const poll = (telegram: FakeTelegram, parameters: object = {}) =>
  result<Update[]>(telegram, 'getUpdates', parameters);

const texts = (updates: readonly Update[]) => updates.map((update) => update.message?.text);

describe('polling', () => {
  it('gives what came until an offset confirms it', async () => {
    const { telegram, ivanova } = await startChat({ firstUpdateId: 10 });
    ivanova.send('one');
    ivanova.send('two');
    expect((await poll(telegram)).map((update) => update.update_id)).toEqual([10, 11]);
    expect(texts(await poll(telegram, { offset: 11 }))).toEqual(['two']);
    expect(texts(await poll(telegram, { limit: 1 }))).toEqual(['two']);
    expect(await poll(telegram, { offset: 12 })).toEqual([]);
  });

  it('gives the last ones for a negative offset and forgets the rest', async () => {
    const { telegram, ivanova } = await startChat();
    for (const text of ['one', 'two', 'three']) ivanova.send(text);
    expect(texts(await poll(telegram, { offset: -1 }))).toEqual(['three']);
    expect(telegram.updates.pending).toHaveLength(1);
  });

  it('waits for an update', async () => {
    const { telegram, ivanova } = await startChat();
    const waiting = poll(telegram, { timeout: 50 });
    await telegram.waitForPoll();
    ivanova.send('one');
    expect(texts(await waiting)).toEqual(['one']);
  });

  it('gives nothing when the time is over', async () => {
    const { telegram } = await startChat();
    expect(await poll(telegram, { timeout: 1 })).toEqual([]);
  });

  it('gives nothing to a poll that has ended or hung up', async () => {
    const { telegram, ivanova } = await startChat({ firstUpdateId: 10 });
    const hangUp = new AbortController();
    const left = call(telegram, 'getUpdates', { timeout: 50 }, { signal: hangUp.signal });
    await telegram.waitForPoll();
    hangUp.abort();
    await expect(left).rejects.toThrow();
    const waiting = poll(telegram, { timeout: 50 });
    await telegram.waitForPoll();
    ivanova.send('one');
    expect(texts(await waiting)).toEqual(['one']);
    ivanova.send('two');
    expect(texts(await poll(telegram, { offset: 5000 }))).toEqual(['two']);
  });

  it('ends an older poll with 409', async () => {
    const { telegram, ivanova } = await startChat();
    const older = call(telegram, 'getUpdates', { timeout: 50 });
    await telegram.waitForPoll();
    const newer = call(telegram, 'getUpdates', { timeout: 50 });
    expect(await older).toMatchObject({ status: 409, description: CONFLICT });
    ivanova.send('one');
    expect((await newer).ok).toBe(true);
  });

  it('is refused with 409 while a webhook is set, which ends a waiting poll', async () => {
    const { telegram } = await startChat();
    const waiting = call(telegram, 'getUpdates', { timeout: 50 });
    await telegram.waitForPoll();
    await result(telegram, 'setWebhook', { url: 'http://127.0.0.1:9/' });
    expect(await waiting).toMatchObject({
      status: 409,
      description: 'Conflict: terminated by setWebhook request',
    });
    expect(await call(telegram, 'getUpdates')).toMatchObject({
      status: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
    await result(telegram, 'setWebhook', { url: '' });
    expect(await poll(telegram)).toEqual([]);
  });

  it('gives only the allowed kinds, from the call that says so', async () => {
    const { telegram, ivanova } = await startChat();
    await poll(telegram, { allowed_updates: ['callback_query'] });
    ivanova.send('unwanted');
    ivanova.pressData(ivanova.send('unwanted too'), 'x');
    expect(await poll(telegram)).toMatchObject([{ callback_query: { data: 'x' } }]);
    await poll(telegram, { allowed_updates: [] });
    ivanova.send('wanted');
    expect(texts(await poll(telegram))).toEqual([undefined, 'wanted']);
  });

  it('drops what is pending when the bot asks for it', async () => {
    const { telegram, ivanova } = await startChat();
    ivanova.send('one');
    await result(telegram, 'deleteWebhook', { drop_pending_updates: true });
    expect(await poll(telegram)).toEqual([]);
  });
});

describe('updates that go wrong', () => {
  it('are repeated with the same id, also after they were confirmed', async () => {
    const { telegram, ivanova } = await startChat({ firstUpdateId: 10 });
    ivanova.send('one');
    const [first] = await poll(telegram);
    if (!first) throw new Error('expected an update');
    telegram.updates.repeat(first);
    expect(await poll(telegram, { offset: 11 })).toEqual([first]);
    expect(await poll(telegram, { offset: 11 })).toEqual([]);
  });

  it('come in reverse order', async () => {
    const { telegram, ivanova } = await startChat();
    telegram.updates.hold();
    ivanova.send('one');
    ivanova.send('two');
    expect(await poll(telegram)).toEqual([]);
    telegram.updates.release('reversed');
    expect(texts(await poll(telegram))).toEqual(['two', 'one']);
  });

  it('are numbered anew, also below the old numbers', async () => {
    const { telegram, ivanova } = await startChat({ firstUpdateId: 5000 });
    ivanova.send('one');
    await poll(telegram);
    telegram.updates.renumber(7);
    ivanova.send('two');
    expect(await poll(telegram, { offset: 5001 })).toMatchObject([
      { update_id: 7, message: { text: 'two' } },
    ]);
  });
});
