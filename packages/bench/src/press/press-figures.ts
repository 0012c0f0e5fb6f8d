import { createEngine, type Engine, MemoryDirectory } from '@dealroute/core';
import { knexStorage } from '@dealroute/storage-knex';
import { type TelegramBot, telegramBot } from '@dealroute/telegram';
import {
  type FakeMessage,
  type FakeTelegram,
  type Person,
  startFakeTelegram,
} from '@dealroute/testing/telegram';
import { Files, openKnex } from '../completion/database.js';
import { SqlHost } from '../completion/sql-host.js';
import { dealRef, MANAGER, sale } from '../completion/world.js';
import { type Figure, plainFigure } from '../figure.js';

const PRESSES = 200;
const WARM_UP = 20;

/** What one press took, in milliseconds. */
interface Latency {
  readonly toast: number;
  readonly edit: number;
}

/**
 * From the press of a button to its toast and to the edited card: a fake Telegram over HTTP, the bot, the engine and
 * SQLite FULL. The network to the real Telegram comes on top.
 */
export async function pressFigures(): Promise<Figure[]> {
  const files = await Files.make();
  const knex = openKnex(files.path('presses'), 'FULL');
  const telegram = await startFakeTelegram();
  const bot = telegramBot({ token: telegram.token, apiRoot: telegram.url, locale: 'en' });
  const count = PRESSES + WARM_UP;
  const deals = Array.from({ length: count }, (_, n) => ({
    ref: dealRef(n),
    title: `Deal ${n}`,
    stage: 'new',
    responsible: MANAGER,
  }));
  await SqlHost.createTable(knex, deals);
  const engine = await createEngine({
    host: new SqlHost(knex),
    directory: new MemoryDirectory([{ id: MANAGER, name: 'Manager', active: true, roles: [], locale: 'en' }]),
    plugins: [knexStorage({ knex }), bot],
  });
  try {
    const person = await linked(telegram, bot);
    await engine.deployMap({ map: sale, actor: null, activate: true });
    const latencies: Latency[] = [];
    for (let n = 0; n < count; n++) latencies.push(await press(engine, person, n));
    return figuresOf(latencies.slice(WARM_UP));
  } finally {
    await engine.stop();
    await telegram.close();
    await knex.destroy();
    await files.remove();
  }
}

async function linked(telegram: FakeTelegram, bot: TelegramBot): Promise<Person> {
  const person = telegram.person({ firstName: 'Manager' });
  const { url } = await bot.links.invite(MANAGER);
  person.followLink(url);
  await person.waitFor('go back to the CRM');
  if (!(await bot.links.confirm(MANAGER))) throw new Error('The link was not confirmed.');
  return person;
}

async function press(engine: Engine, person: Person, n: number): Promise<Latency> {
  const title = `Deal ${n}`;
  const isCard = (message: FakeMessage) =>
    message.text.includes(title) && message.labels.flat().includes('Sent');
  await engine.startProcess({ deal: dealRef(n), map: sale.key, actor: null });
  const card = await person.waitFor(isCard);
  const begin = performance.now();
  const pressed = person.press(card, 'Sent');
  let toast = Number.NaN;
  const answered = pressed.answered().then(() => {
    toast = performance.now() - begin;
  });
  await person.waitFor((message) => message.id === card.id && !message.labels.flat().includes('Sent'));
  const edit = performance.now() - begin;
  await answered;
  return { toast, edit };
}

function figuresOf(latencies: readonly Latency[]): Figure[] {
  const figure = (id: string, what: string, values: readonly number[], share: number) => {
    const sorted = [...values].sort((a, b) => a - b);
    const value = sorted[Math.floor((sorted.length - 1) * share)] as number;
    const name = `from a press to ${what}, p${share * 100}`;
    return { ...plainFigure({ id, name, unit: 'ms' }, [value], { atMost: 1_000 }) };
  };
  const toasts = latencies.map(({ toast }) => toast);
  const edits = latencies.map(({ edit }) => edit);
  return [
    figure('T1', 'its toast', toasts, 0.5),
    figure('T1', 'its toast', toasts, 0.99),
    figure('T2', 'the edited card', edits, 0.5),
    figure('T2', 'the edited card', edits, 0.99),
  ];
}
