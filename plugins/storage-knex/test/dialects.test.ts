import { SdkError } from '@dealroute/core';
import { describe, expect, test } from 'vitest';
import { mariadbDialect } from '../src/dialect/mariadb.js';
import { postgresDialect } from '../src/dialect/postgres.js';
import type { Session } from '../src/dialect/session.js';

/** A server that answers as old or misconfigured ones do. */
const answering = (...rows: readonly object[]): Session => {
  const left = [...rows];
  return { once: async () => [left.shift()].filter(Boolean) } as unknown as Session;
};

/** What a server of PostgreSQL says of itself first. */
const POSTGRES = { name: 'PostgreSQL 15.0 on x86_64-pc-linux-gnu' };

const isRefused = (error: unknown): boolean => SdkError.is(error, 'DRIVER_MISSING');

describe('at the start', () => {
  test.each([
    ['PostgreSQL 12.4', postgresDialect(), [POSTGRES, { version: '120004', release: '12.4' }]],
    ['MariaDB 10.5', mariadbDialect(), [{ version: '10.5.29-MariaDB', mode: '', patience: 5 }]],
    ['MySQL 5.7', mariadbDialect(), [{ version: '5.7.44-log', mode: '', patience: 5 }]],
    ['MySQL 8.0.16', mariadbDialect(), [{ version: '8.0.16', mode: '', patience: 5 }]],
  ])('%s is refused as too old', async (_, dialect, answers) => {
    await expect(dialect.findings(answering(...answers))).rejects.toSatisfy(isRefused);
  });

  test('a server that is new enough and well set leaves nothing to say', async () => {
    const postgres = { version: '130000', release: '13.0', commit: 'on', replica: 0 };
    expect(await postgresDialect().findings(answering(POSTGRES, postgres))).toEqual([]);
    for (const version of ['10.6.0-MariaDB', '11.8.2-MariaDB-log', '8.0.17', '9.1.0']) {
      expect(await mariadbDialect().findings(answering({ version, mode: '', patience: 5 }))).toEqual([]);
    }
  });

  test('a standby, a cluster and a long wait for locks are told', async () => {
    const standby = { version: '150000', release: '15.0', commit: 'off', replica: 1 };
    expect(await postgresDialect().findings(answering(POSTGRES, standby))).toEqual([
      expect.stringContaining('synchronous_commit'),
      expect.stringContaining('standby'),
    ]);
    const node = { version: '10.11.1-MariaDB', mode: '', patience: 50 };
    expect(await mariadbDialect().findings(answering(node, { Value: 'ON' }))).toEqual([
      expect.stringContaining('innodb_lock_wait_timeout'),
      expect.stringContaining('Galera'),
    ]);
  });

  test('a mode in which the driver cannot write texts safely is refused', async () => {
    const settings = { version: '10.11.1-MariaDB', mode: 'ANSI,NO_BACKSLASH_ESCAPES', patience: 5 };
    await expect(mariadbDialect().findings(answering(settings))).rejects.toThrow(/NO_BACKSLASH_ESCAPES/);
  });
});
