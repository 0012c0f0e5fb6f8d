import { setTimeout } from 'node:timers/promises';
import type { Logger } from '@dealroute/core';
import type { Knex } from 'knex';
import type { Announcing } from '../dialect/statements.js';
import { canConnect, ListeningConnection } from './listening-connection.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
/** As often it must hear nothing before it gives up: a server may be slow once. */
const SILENCES = 3;
const ECHO_MS = 5_000;

export interface ListenerOptions {
  readonly client: Knex.Client;
  readonly announcing: Announcing;
  readonly logger: Logger;
  /** What this node signs its announcements with. */
  readonly name: string;
  /** Sends one, through the pool, as every announcement is sent. */
  readonly announce: () => Promise<void>;
  /** Another node announced work, or may have while nobody listened. */
  readonly heard: () => void;
  /** How long an announcement of its own may take to come back; 5,000 when left out. */
  readonly echoMs?: number;
}

/**
 * Listens until it is closed. It connects again when the connection is lost, and listens only where it hears: behind a
 * proxy that shares connections LISTEN succeeds, and nothing is ever heard.
 */
export class Listener {
  readonly #closing = new AbortController();
  readonly #closed: Promise<undefined>;
  readonly #running: Promise<void>;
  #echo: () => void = () => undefined;

  constructor(private readonly options: ListenerOptions) {
    const { signal } = this.#closing;
    this.#closed = new Promise((resolve) => {
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    this.#running = this.#run();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { client, logger } = this.options;
    if (!canConnect(client)) {
      logger.warn(`${DEAF} the settings of the connection are not known to Knex.`);
      return;
    }
    let pause = FIRST_PAUSE_MS;
    let silences = 0;
    while (!this.#isClosing()) {
      const outcome = await this.#listen();
      silences = outcome === 'silent' ? silences + 1 : 0;
      if (silences === SILENCES) {
        logger.warn(`${DEAF} they do not arrive, as behind PgBouncer in transaction mode.`);
        return;
      }
      if (outcome === 'heard') pause = FIRST_PAUSE_MS;
      // Once for each time that it does not hear any more.
      const isNews = pause === FIRST_PAUSE_MS && outcome !== 'silent';
      if (isNews && !this.#isClosing()) logger.warn(LOST);
      await this.#rest(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }

  /** Until the connection is lost or closed; whether it was one that hears. */
  async #listen(): Promise<'failed' | 'silent' | 'heard'> {
    let connection: ListeningConnection | undefined;
    try {
      connection = await this.#connect();
      if (!connection) return 'failed';
      if (!(await this.#hearsItself(connection))) return this.#isClosing() ? 'failed' : 'silent';
      this.options.heard();
      await Promise.race([connection.ended, this.#closed]);
      return 'heard';
    } catch (error) {
      this.options.logger.debug('storage-knex: announcements could not be listened for.', { error });
      return 'failed';
    } finally {
      await connection?.close();
    }
  }

  /** Undefined when it is closed meanwhile: a server that does not answer keeps nobody from stopping. */
  async #connect(): Promise<ListeningConnection | undefined> {
    const { client, announcing, name, heard } = this.options;
    const opening = ListeningConnection.open(client, announcing, (by) => {
      if (by === name) this.#echo();
      else heard();
    });
    const opened = await Promise.race([opening, this.#closed]);
    if (opened) return opened;
    opening.then((late) => late.close()).catch(() => undefined);
    return undefined;
  }

  /** Rejects when the connection is lost meanwhile, or nothing could be sent. */
  async #hearsItself(connection: ListeningConnection): Promise<boolean> {
    const echo = new Promise<true>((resolve) => {
      this.#echo = () => resolve(true);
    });
    await Promise.race([this.options.announce(), this.#closed]);
    const lost = connection.ended.then(() => {
      throw new Error('The connection was lost before anything was heard.');
    });
    const { signal } = this.#closing;
    const silence = setTimeout(this.options.echoMs ?? ECHO_MS, false, { signal }).catch(() => false);
    lost.catch(() => undefined);
    return Promise.race([echo, silence, lost]);
  }

  #isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  async #rest(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { signal: this.#closing.signal }).catch(() => undefined);
  }
}

const DEAF =
  'storage-knex: announcements of other nodes are not listened for, so their work is found by polling:';
const LOST =
  'storage-knex: the connection that hears the announcements of other nodes is lost; their work is found by polling until it is made again.';
