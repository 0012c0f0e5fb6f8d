import { createEngine, OUTBOX_STORE, type Plugin } from '@dealroute/core';
import { knexStorage } from '@dealroute/storage-knex';
import type { Knex } from 'knex';

/** Sends what lies in an outbox, doing nothing with it. */
export interface Drain {
  /** Puts messages in, each for a person of its own. */
  fill(count: number): Promise<void>;
  /** Sends all; how many it sent. */
  drain(): Promise<number>;
  close(): Promise<void>;
}

const CHUNK = 1_000;
const BATCH = 32;

type Resolve = Parameters<NonNullable<Plugin['start']>>[0]['resolve'];

/** A whole node: claims with leases and order keys, and each message is settled by its fence. */
export async function engineDrain(knex: Knex): Promise<Drain> {
  let sent = 0;
  let last = 0;
  let resolve: Resolve | undefined;
  const bench: Plugin = {
    name: 'bench',
    apiVersion: 1,
    start: (context) => {
      resolve = context.resolve;
    },
  };
  const notifier = {
    deliver: async () => {
      sent += 1;
    },
  };
  const engine = await createEngine({ plugins: [knexStorage({ knex }), bench], notifier, background: false });
  return {
    fill: async (count) => {
      for (let from = 0; from < count; from += CHUNK) {
        const messages = Array.from({ length: Math.min(CHUNK, count - from) }, () => {
          last += 1;
          const to = `u${last}`;
          const body = { kind: 'taskAssigned', to, deal: `d${last}`, task: `t${last}`, details: {} };
          return { id: String(last).padStart(9, '0'), topic: 'notice', orderKey: `user:${to}`, body };
        });
        await resolve?.(OUTBOX_STORE).post(messages, { tenant: 'default' });
      }
    },
    drain: async () => {
      const before = sent;
      await engine.settle();
      return sent - before;
    },
    close: async () => {
      await engine.stop();
      await knex.destroy();
    },
  };
}

interface FloorRow {
  readonly id: number;
  readonly body: string;
}

/** What people write by hand: claims 32 at a time, sends each, and marks it as sent. */
export async function floorDrain(knex: Knex): Promise<Drain> {
  await knex.schema.createTable('floor_outbox', (table) => {
    table.increments('id');
    table.text('body').notNullable();
    table.string('status').notNullable();
    table.bigInteger('due_at').notNullable();
    table.index(['status', 'due_at']);
  });
  const isPostgres = knex.client.driverName === 'pg';
  const next = `SELECT id FROM floor_outbox WHERE status = 'waiting' AND due_at <= ? ORDER BY due_at, id LIMIT ${BATCH}`;
  const claim = `UPDATE floor_outbox SET due_at = ? WHERE id IN (${next}${isPostgres ? ' FOR UPDATE SKIP LOCKED' : ''})
    RETURNING id, body`;
  const claimed = async (): Promise<readonly FloorRow[]> => {
    const now = Date.now();
    const answer = await knex.raw(claim, [now + 30_000, now]);
    return isPostgres ? answer.rows : answer;
  };
  return {
    fill: async (count) => {
      const row = { body: JSON.stringify({ kind: 'taskAssigned' }), status: 'waiting', due_at: 0 };
      const rows = Array.from({ length: count }, () => row);
      await knex.batchInsert('floor_outbox', rows, 200);
    },
    drain: async () => {
      let sent = 0;
      for (let rows = await claimed(); rows.length > 0; rows = await claimed()) {
        for (const { id, body } of rows) {
          JSON.parse(body);
          await knex('floor_outbox').where({ id }).update({ status: 'sent' });
          sent += 1;
        }
      }
      return sent;
    },
    close: () => knex.destroy(),
  };
}
