import { createServer } from 'node:net';
import { createEngine, MemoryDirectory, MemoryHost, memoryStorage } from '@dealroute/core';
import telegramTestApi from 'telegram-test-api';
import { expect, it, vi } from 'vitest';
import { makeTelegramBot } from '../src/telegram-bot.js';
import { pipeline, sale } from './support/maps.js';
import { QUICK } from './support/office.js';

// Its types describe an ES module; it is a CommonJS one, whose default import is the class itself.
const TelegramServer = telegramTestApi as unknown as typeof telegramTestApi.default;
const TOKEN = '123456789:independent-server';
const IVANOVA = 77;

interface Shown {
  readonly text: string;
  readonly reply_markup?: {
    readonly inline_keyboard?: readonly (readonly { text: string; callback_data: string }[])[];
  };
}

it('takes a person from the link to a completed task on a server that somebody else wrote', async () => {
  const server = new TelegramServer({ port: await freePort(), host: '127.0.0.1' });
  await server.start();
  const host = new MemoryHost({ pipelines: [pipeline] });
  const directory = new MemoryDirectory([
    { id: 'ivanova', name: 'Ivanova', active: true, roles: [], locale: 'en', timeZone: 'UTC' },
  ]);
  const bot = makeTelegramBot({ token: TOKEN, apiRoot: server.config.apiURL }, QUICK);
  const engine = await createEngine({ ...memoryStorage(), host, directory, plugins: [bot] });
  const client = server.getClient(TOKEN, { userId: IVANOVA, chatId: IVANOVA });
  const shown = (text: string) =>
    vi.waitFor(
      () => {
        const messages = server.storage.botMessages.map(({ message }) => message as unknown as Shown);
        const found = messages.find((message) => message.text.includes(text));
        if (!found) throw new Error(`No message with "${text}" among ${JSON.stringify(messages)}`);
        return found;
      },
      { interval: 5, timeout: 5_000 },
    );
  const press = async (message: Shown, label: string) => {
    const button = message.reply_markup?.inline_keyboard?.flat().find(({ text }) => text === label);
    await client.sendCallback(client.makeCallbackQuery(button?.callback_data ?? '') as never);
  };

  await engine.deployMap({ map: sale, actor: null, activate: true });
  const { code } = await bot.links.invite('ivanova');
  await client.sendCommand(client.makeCommand(`/start ${code}`) as never);
  await shown('confirm that this is your account');
  expect(await bot.links.confirm('ivanova')).toBe(true);
  await shown('Hello, Ivanova!');
  host.putDeal({
    ref: 'D-1',
    title: 'Deal 1',
    pipeline: 'sales',
    stage: 'new',
    responsible: 'ivanova',
    fields: {},
  });
  await engine.startProcess({ deal: 'D-1', map: 'sale', actor: null });
  await press(await shown('Send the offer'), 'Agreed');
  await shown('✅ Agreed: Ivanova');
  expect(host.deal('D-1')?.stage).toBe('contract');
  await engine.stop();
  await server.stop();
});

/** This server can't be told to choose a port itself. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address
          ? resolve(address.port)
          : reject(new Error('No port is free.')),
      );
    });
  });
}
