import { describe, expect, it } from 'vitest';
import { call, result, startChat, startTelegram } from './support/telegram.js';

const text = 'A task';

describe('limits', () => {
  it('are counted, one message a second in a chat', async () => {
    let now = 0;
    const { telegram, ivanova, chat_id } = await startChat({ now: () => now });
    const { message_id } = await result<{ message_id: number }>(telegram, 'sendMessage', { chat_id, text });
    now = 1000;
    await result(telegram, 'editMessageText', { chat_id, message_id, text: 'Done' });
    await result(telegram, 'sendChatAction', { chat_id, action: 'typing' });
    expect(telegram.limits.exceeded).toEqual([]);
    now = 1400;
    await result(telegram, 'sendMessage', { chat_id, text });
    expect(telegram.limits.exceeded).toEqual([
      { limit: 'perChatPerSecond', method: 'sendMessage', chatId: chat_id, at: 1400, retryAfter: 1 },
    ]);
    expect(ivanova.chat.messages).toHaveLength(2);
  });

  it('are enforced by option, thirty messages a second for a bot', async () => {
    let now = 0;
    const telegram = await startTelegram({ now: () => now, enforceLimits: true });
    const people = Array.from({ length: 31 }, (_, index) =>
      telegram.person({ firstName: `P${index}` }).open(),
    );
    const answers = [];
    for (const { id } of people) answers.push(await call(telegram, 'sendMessage', { chat_id: id, text }));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(30);
    expect(answers[30]).toMatchObject({
      status: 429,
      description: 'Too Many Requests: retry after 1',
      parameters: { retry_after: 1 },
    });
    now = 1000;
    expect((await call(telegram, 'sendMessage', { chat_id: people[30]?.id, text })).ok).toBe(true);
  });

  it('are twenty messages a minute in a group', async () => {
    let now = 0;
    const { telegram, ivanova } = await startChat({ now: () => now, enforceLimits: true });
    const group = telegram.group({ title: 'Sales', members: [ivanova] });
    for (let sent = 0; sent < 20; sent += 1) {
      await result(telegram, 'sendMessage', { chat_id: group.id, text });
      now += 1000;
    }
    const answer = await call(telegram, 'sendMessage', { chat_id: group.id, text });
    expect(answer.parameters).toEqual({ retry_after: 40 });
    now = 60_000;
    expect((await call(telegram, 'sendMessage', { chat_id: group.id, text })).ok).toBe(true);
  });

  it('can be set, and switched off by zero', async () => {
    const { telegram, chat_id } = await startChat({
      enforceLimits: true,
      limits: { perChatPerSecond: 0, perSecond: 2 },
    });
    const statuses = [];
    for (let sent = 0; sent < 3; sent += 1) {
      statuses.push((await call(telegram, 'sendMessage', { chat_id, text })).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });
});
