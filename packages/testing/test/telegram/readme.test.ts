import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Telegraf } from 'telegraf';
import { expect, it } from 'vitest';
import { startFakeTelegram, tooManyRequests } from '../../src/telegram/index.js';

it('keeps the promises of its first example', async () => {
  const telegram = await startFakeTelegram();
  const bot = new Telegraf(telegram.token, { telegram: { apiRoot: telegram.url } });
  bot.start((context) => context.reply(`Linked: ${context.payload}`));
  const ended = bot.launch();

  const ivanova = telegram.person({ firstName: 'Anna', languageCode: 'ru' });
  ivanova.start('code5');
  const hello = await ivanova.waitFor('Linked: code5');

  telegram.faults.next('sendMessage', tooManyRequests(5));
  const refused = await bot.telegram.sendMessage(ivanova.id, 'A task').catch((error) => error.response);

  bot.stop();
  await ended;
  await telegram.close();
  expect(hello.text).toBe('Linked: code5');
  expect(refused.parameters).toEqual({ retry_after: 5 });
});

it('can be mounted as it says', async () => {
  const telegram = await startFakeTelegram();
  const chat = telegram.handlerAt('/chat');
  createServer((request, response) => {
    if (chat(request, response) === false) response.writeHead(404).end();
  });
  await telegram.close();
});

it('shows no code but the code above', () => {
  const readme = readFileSync(new URL('../../src/telegram/README.md', import.meta.url), 'utf8');
  const ours = withoutSpace(readFileSync(new URL(import.meta.url), 'utf8'));
  const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);
  expect(examples).toHaveLength(2);
  for (const example of examples) {
    const body = example.replace(/^import .*\n/gm, '');
    for (const part of body.split('\n\n')) expect(ours).toContain(withoutSpace(part));
  }
});

function withoutSpace(code: string): string {
  return code.replace(/\s+/g, ' ').trim();
}
