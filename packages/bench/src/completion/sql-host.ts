import type { CallContext, DealSnapshot, HostCrm, StageWrite } from '@dealroute/core';
import type { Knex } from 'knex';
import { pipeline } from './world.js';

interface DealRow {
  readonly ref: string;
  readonly title: string;
  readonly stage: string;
  readonly responsible: string;
}

interface Joined {
  readonly connection: unknown;
}

/** The host's table of deals in the same database: its stage is written in the storage's transaction. */
export class SqlHost implements HostCrm {
  readonly joinsTransaction = true;

  constructor(private readonly knex: Knex) {}

  static async createTable(knex: Knex, deals: readonly DealRow[]): Promise<void> {
    await knex.schema.createTable('deal', (table) => {
      table.string('ref').primary();
      table.string('title');
      table.string('stage').index();
      table.string('responsible');
    });
    await knex.batchInsert('deal', [...deals], 200);
  }

  async readDeals(
    refs: readonly string[],
    context: CallContext,
  ): Promise<readonly (DealSnapshot | undefined)[]> {
    const query = this.knex<DealRow>('deal').whereIn('ref', refs);
    if (context.transaction) query.connection((context.transaction as Joined).connection);
    const rows = new Map((await query).map((row) => [row.ref, row]));
    return refs.map((ref) => {
      const row = rows.get(ref);
      return row && { ...row, pipeline: pipeline.key, fields: {} };
    });
  }

  async applyStages(writes: readonly StageWrite[], context: CallContext): Promise<void> {
    const [first] = writes;
    const query = writes.length === 1 && first ? this.#one(first) : this.#many(writes);
    if (context.transaction) query.connection((context.transaction as Joined).connection);
    await query;
  }

  #one({ deal, stage }: StageWrite): Knex.QueryBuilder {
    return this.knex('deal').where({ ref: deal }).update({ stage });
  }

  #many(writes: readonly StageWrite[]): Knex.Raw {
    const changes = JSON.stringify(writes.map(({ deal, stage }) => [deal, stage]));
    if (this.knex.client.driverName === 'mysql2') {
      const columns = "ref VARCHAR(255) PATH '$[0]', stage VARCHAR(255) PATH '$[1]'";
      const written = `JSON_TABLE(:changes, '$[*]' COLUMNS (${columns})) AS w`;
      const join = `UPDATE ${written} STRAIGHT_JOIN deal ON deal.ref = w.ref SET deal.stage = w.stage`;
      return this.knex.raw(join, { changes });
    }
    const rows =
      this.knex.client.driverName === 'pg'
        ? 'jsonb_array_elements(?::jsonb) AS w(value)'
        : 'json_each(?) AS w';
    const sql = `UPDATE deal SET stage = w.value->>1 FROM ${rows} WHERE deal.ref = w.value->>0`;
    return this.knex.raw(sql, [changes]);
  }

  async pipelines() {
    return [pipeline];
  }

  async lossReasons() {
    return null;
  }
}
