import type { Socket } from 'node:net';
import type { Knex } from 'knex';
import type { Client } from 'pg';
import type { Announcing } from '../dialect/statements.js';

/** Longest wait for a goodbye to a server that may be gone. */
const GOODBYE_MS = 1_000;
/** After so long without a word, the machine asks whether the server is still there. */
const KEEP_ALIVE_MS = 30_000;

/**
 * Whether a connection beside the pool can be made as Knex makes those in it. A function gives settings that only the
 * pool keeps fresh, and a pool of the driver's own has settings that Knex does not know.
 */
export function canConnect({ config, connectionConfigProvider }: Knex.Client): boolean {
  return Boolean(config.connection) && !connectionConfigProvider;
}

/** A connection of its own that hears announcements; a pool of one keeps its one for the host. */
export class ListeningConnection {
  /** Resolves when it is lost or closed. */
  readonly ended: Promise<void>;

  private constructor(
    private readonly connection: Client,
    heard: (by: string) => void,
  ) {
    this.ended = new Promise((resolve) => {
      connection.once('end', () => resolve());
      connection.once('error', () => resolve());
    });
    connection.on('notification', ({ payload }) => heard(payload ?? ''));
    (connection.connection.stream as Socket).setKeepAlive?.(true, KEEP_ALIVE_MS);
  }

  /** Connects and listens; `heard` gets the name of the node that announces. Rejects with the driver's error. */
  static async open(
    client: Knex.Client,
    { channel, about }: Announcing,
    heard: (by: string) => void,
  ): Promise<ListeningConnection> {
    const connection = (await client.acquireRawConnection()) as Client;
    const opened = new ListeningConnection(connection, heard);
    try {
      const { rows } = await connection.query<{ channel: string }>(channel, [about]);
      await connection.query(`LISTEN "${rows[0]?.channel}"`);
      return opened;
    } catch (error) {
      await opened.close();
      throw error;
    }
  }

  /** Never rejects. */
  async close(): Promise<void> {
    const goodbye = this.connection.end().catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, GOODBYE_MS);
    });
    await Promise.race([goodbye, patience]);
    clearTimeout(timer);
  }
}
