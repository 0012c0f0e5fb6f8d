import { describe, expect, it } from 'vitest';
import { startWebhook } from './support/bot-server.js';
import { call, result, startChat } from './support/telegram.js';

describe('a webhook', () => {
  it('gets updates one after the other, with its secret', async () => {
    const { telegram, ivanova } = await startChat();
    const { url, deliveries } = await startWebhook();
    await result(telegram, 'setWebhook', { url, secret_token: 'a-secret_5' });
    ivanova.send('one');
    ivanova.send('two');
    await telegram.settled();
    expect(deliveries.map(({ secret, update }) => [secret, update.message?.text])).toEqual([
      ['a-secret_5', 'one'],
      ['a-secret_5', 'two'],
    ]);
  });

  it('gets what was pending, and again what it did not answer with 2xx', async () => {
    const { telegram, ivanova } = await startChat({ now: () => 60_000 });
    const { url, deliveries } = await startWebhook([500, 302]);
    ivanova.send('one');
    await result(telegram, 'setWebhook', { url, max_connections: 2, allowed_updates: ['message'] });
    await telegram.settled();
    expect(deliveries.map(({ update }) => update.message?.text)).toEqual(['one', 'one', 'one']);
    expect(await result(telegram, 'getWebhookInfo')).toEqual({
      url,
      has_custom_certificate: false,
      pending_update_count: 0,
      last_error_date: 60,
      last_error_message: 'Wrong response from the webhook: 302 Found',
      max_connections: 2,
      allowed_updates: ['message'],
    });
  });

  it('that is not there is told in its info', async () => {
    const { telegram, ivanova } = await startChat();
    await result(telegram, 'setWebhook', { url: 'http://127.0.0.1:9/' });
    ivanova.send('one');
    await expect(telegram.settled({ timeoutMs: 50 })).rejects.toThrow('has not confirmed');
    expect(await result(telegram, 'getWebhookInfo')).toMatchObject({
      pending_update_count: 1,
      last_error_message: 'Connection refused',
    });
    await result(telegram, 'deleteWebhook');
    expect(await result(telegram, 'getUpdates')).toHaveLength(1);
  });

  it('may answer with a method', async () => {
    const { telegram, ivanova, chat_id } = await startChat();
    const reply = JSON.stringify({ method: 'sendMessage', chat_id, text: 'By reply' });
    const { url } = await startWebhook([], reply);
    await result(telegram, 'setWebhook', { url });
    ivanova.send('one');
    expect(await ivanova.waitFor('By reply')).toMatchObject({ id: 2 });
  });

  it('drops pending updates when it is told to', async () => {
    const { telegram, ivanova } = await startChat();
    const { url, deliveries } = await startWebhook();
    ivanova.send('one');
    await result(telegram, 'setWebhook', { url, drop_pending_updates: true });
    await telegram.settled();
    expect(deliveries).toEqual([]);
  });

  it('has a public address where the server is told the way', async () => {
    const { url, deliveries } = await startWebhook();
    const webhookRoute = (asked: URL) => (asked.hostname === 'crm.example.com' ? url : undefined);
    const { telegram, ivanova } = await startChat({ webhookRoute });
    await result(telegram, 'setWebhook', { url: 'https://crm.example.com:8443/hook' });
    ivanova.send('one');
    await telegram.settled();
    expect(deliveries).toHaveLength(1);
  });

  it.each([
    ['http://crm.example.com/', 'An HTTPS URL must be provided for webhook'],
    ['https://crm.example.com:5000/', 'Webhook can be set up only on ports 80, 88, 443 or 8443'],
    ['https://other.example.com/', 'Failed to resolve host: Name or service not known'],
  ])('with a way is not set to %s', async (asked, why) => {
    const { telegram } = await startChat({ webhookRoute: () => undefined });
    const answer = await call(telegram, 'setWebhook', { url: asked });
    expect(answer.description).toBe(`Bad Request: bad webhook: ${why}`);
  });
});
