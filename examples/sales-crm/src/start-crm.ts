import { join } from 'node:path';
import { consoleLogger, type Engine, type Logger } from '@dealroute/core';
import { type RemindersPlugin, remindersCron } from '@dealroute/reminders-cron';
import { companyCalendar, ZONE } from './calendar.js';
import { type Chat, startChat } from './chat.js';
import { BusinessClock } from './clock.js';
import type { Config } from './config.js';
import { readAbsences } from './crm/people.js';
import { prepareData } from './crm/seed/prepare-data.js';
import { openDatabase } from './database.js';
import { startEngine } from './engine.js';
import { explainStart } from './explain-start.js';
import { deployMaps } from './maps/deploy-maps.js';
import { Changes } from './server/changes.js';
import { HttpServer } from './server/http-server.js';
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

/** What is to be closed, the last one first. */
type Closers = (() => Promise<unknown>)[];

/** Starts the database, the chat, the engine and the server, in this order; what was started is closed if one fails. */
export async function startCrm(config: Config, logger: Logger = consoleLogger): Promise<Crm> {
  const closers: Closers = [];
  const closeAll = async () => {
    for (let close = closers.pop(); close; close = closers.pop()) await close();
  };
  try {
    const file = join(config.dataDir, 'sales-crm.sqlite');
    const isFirstStart = await prepareData({ file, ...config });
    const server = new HttpServer();
    const { office, chat } = await openOffice({ config, logger, closers, file, url: () => server.url });
    await server.listen(config.port, office, chat.page);
    closers.push(() => server.close());
    const connected = connect(chat, logger);
    const stop = () => connected.then(closeAll);
    return { url: server.url, engine: office.engine, office, isFirstStart, connected, stop };
  } catch (error) {
    await closeAll();
    throw explainStart(config, error);
  }
}

interface OfficeParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly closers: Closers;
  readonly file: string;
  /** Where the CRM will be. */
  readonly url: () => string;
}

/** Everything behind the pages. */
async function openOffice(parts: OfficeParts): Promise<{ office: Office; chat: Chat }> {
  const { config, logger, closers, file, url } = parts;
  const { locale } = config;
  const db = openDatabase(file);
  closers.push(() => db.destroy());
  const clock = new BusinessClock(db);
  await clock.load();
  const calendar = companyCalendar(await readAbsences(db));
  const chat = await startChat(config, db, url);
  closers.push(() => chat.close());
  const reminders = remindersCron({ digest: { zone: ZONE, cron: '0 9 * * 1-5' } });
  const engine = await startEngine({ db, clock, locale, logger, plugins: [calendar, chat.bot, reminders] });
  closers.push(() => engine.stop());
  await deployMaps(engine, locale);
  const changes = new Changes(openDatabase(file));
  closers.push(() => changes.stop());
  await changes.watch(engine);
  const office = {
    ...{ db, engine, clock, changes, logger, locale, calendar: calendar.calendar, links: chat.bot.links },
    hasChatPage: chat.page !== undefined,
    remind: () => remind(engine, reminders, logger),
  };
  return { office, chat };
}

/** Sends what is due; slow deliveries are not waited for. */
async function remind(engine: Engine, reminders: RemindersPlugin, logger: Logger): Promise<void> {
  await reminders.tick();
  engine.settle().catch((error: unknown) => logger.error('Background work failed.', { error }));
}

/** The CRM works without its chat, so a failure is only told. */
async function connect(chat: Chat, logger: Logger): Promise<void> {
  try {
    await chat.connect();
  } catch (error) {
    logger.warn('The chat could not be connected; everything else works.', { error });
  }
}
