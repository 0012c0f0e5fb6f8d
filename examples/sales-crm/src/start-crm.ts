import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { consoleLogger, type Engine, type Logger } from '@dealroute/core';
import { type RemindersPlugin, remindersCron } from '@dealroute/reminders-cron';
import type { PageHandler } from '@dealroute/testing/telegram';
import { getRequestListener } from '@hono/node-server';
import { companyCalendar, ZONE } from './calendar.js';
import { type Chat, startChat } from './chat.js';
import { BusinessClock } from './clock.js';
import { type Config, StartError } from './config.js';
import { readAbsences } from './crm/people.js';
import { prepareData } from './crm/seed/prepare-data.js';
import { openDatabase } from './database.js';
import { startEngine } from './engine.js';
import { deployMaps } from './maps/deploy-maps.js';
import { crmApp } from './server/app.js';
import { Changes } from './server/changes.js';
import type { Office } from './server/office.js';

/** A CRM that runs. */
export interface Crm {
  /** `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly engine: Engine;
  readonly office: Office;
  /** Whether this start made the example data. */
  readonly isFirstStart: boolean;
  /** Resolves when the people of the practice Telegram are linked; at once with a real bot. */
  readonly connected: Promise<void>;
  /** Lets what runs come to its end, then closes everything. */
  stop(): Promise<void>;
}

/** Starts the database, the engine, the chat and the server, in this order; what was started is closed if one fails. */
export async function startCrm(config: Config, logger: Logger = consoleLogger): Promise<Crm> {
  const closers: (() => Promise<unknown>)[] = [];
  const closeAll = async () => {
    for (let close = closers.pop(); close; close = closers.pop()) await close();
  };
  try {
    return await start(config, logger, closers, closeAll);
  } catch (error) {
    await closeAll();
    throw explained(config, error);
  }
}

async function start(
  config: Config,
  logger: Logger,
  closers: (() => Promise<unknown>)[],
  closeAll: () => Promise<void>,
): Promise<Crm> {
  const file = join(config.dataDir, 'sales-crm.sqlite');
  const isFirstStart = await prepareData({ file, ...config });
  const db = openDatabase(file);
  closers.push(() => db.destroy());
  const clock = new BusinessClock(db);
  await clock.load();
  const calendar = companyCalendar(await readAbsences(db));
  const server = createServer();
  const chat = await startChat(config, db, () => urlOf(server));
  closers.push(() => chat.close());
  const reminders = remindersCron({ digest: { zone: ZONE, cron: '0 9 * * 1-5' } });
  const plugins = [calendar, chat.bot, reminders];
  const engine = await startEngine({ db, clock, plugins, logger, locale: config.locale });
  closers.push(() => engine.stop());
  await deployMaps(engine, config.locale);
  const changes = new Changes(openDatabase(file));
  closers.push(() => changes.stop());
  await changes.watch(engine);
  const office: Office = {
    ...{ db, engine, clock, changes, logger, locale: config.locale, calendar: calendar.calendar },
    links: chat.bot.links,
    hasChatPage: chat.page !== undefined,
    remind: () => remind(engine, reminders, logger),
  };
  await listen(server, config.port, requestsOf(office, chat.page));
  closers.push(() => close(server));
  const connected = connect(chat, logger);
  const stop = async () => {
    await connected;
    await closeAll();
  };
  return { url: urlOf(server), engine, office, isFirstStart, connected, stop };
}

/** Sends what is due; slow deliveries are not waited for. */
async function remind(engine: Engine, reminders: RemindersPlugin, logger: Logger): Promise<void> {
  await reminders.tick();
  engine.settle().catch((error: unknown) => logger.error('Background work failed.', { error }));
}

function requestsOf(
  office: Office,
  chatPage: PageHandler | undefined,
): (...r: Parameters<PageHandler>) => void {
  const pages = getRequestListener(crmApp(office).fetch);
  return (request, response) => {
    if (chatPage && chatPage(request, response) !== false) return;
    void pages(request, response);
  };
}

/** The CRM works without its chat, so a failure is only told. */
async function connect(chat: Chat, logger: Logger): Promise<void> {
  try {
    await chat.connect();
  } catch (error) {
    logger.warn('The chat could not be connected; everything else works.', { error });
  }
}

async function listen(server: Server, port: number, requests: (...r: Parameters<PageHandler>) => void) {
  server.on('request', requests);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function urlOf(server: Server): string {
  const address = server.address();
  return typeof address === 'object' && address ? `http://127.0.0.1:${address.port}` : '';
}

/** A sentence for what a person can mend; everything else stays what it is. */
function explained({ port, dataDir }: Config, error: unknown): unknown {
  const { code, message = '' } = error as { code?: string; message?: string };
  if (code === 'EADDRINUSE') {
    return new StartError(
      `Port ${port} is taken by another program. Close that one, or start with another port: PORT=${port + 1} npm start`,
    );
  }
  if (code === 'CONTENTION' || /SQLITE_BUSY/.test(message)) {
    return new StartError(
      `The database in ${dataDir} is locked by another program. Close that one and start again.`,
    );
  }
  if (code === 'EACCES' || code === 'EROFS' || /SQLITE_(CANTOPEN|READONLY)/.test(message)) {
    return new StartError(
      `The folder ${dataDir} cannot be written (${message}). Choose another one: DATA_DIR=./data npm start`,
    );
  }
  if (/SQLITE_(NOTADB|CORRUPT)/.test(message)) {
    return new StartError(
      `The database in ${dataDir} is damaged or none (${message}). Move it away to begin with example data again.`,
    );
  }
  return error;
}
