import { type Clock, createEngine, type Engine, type Logger, type Plugin } from '@dealroute/core';
import { hostSql } from '@dealroute/host-sql';
import { knexStorage } from '@dealroute/storage-knex';
import type { Knex } from 'knex';
import { sales } from './maps/pipeline.js';

interface EngineParts {
  readonly db: Knex;
  readonly clock: Clock;
  /** The calendar, and whatever else: reminders, a messenger. */
  readonly plugins: readonly Plugin[];
  readonly logger?: Logger;
  /** False: nothing happens by itself. */
  readonly background?: boolean;
}

/** Dealroute over this CRM's tables: processes, deals and people in one database. */
export function startEngine({ db, clock, plugins, logger, background = true }: EngineParts): Promise<Engine> {
  return createEngine({
    clock,
    background,
    ...(logger && { logger }),
    plugins: [knexStorage({ knex: db }), crmTables(db), ...plugins],
    actions: {
      'mark-shipped': async ({ deal }) => {
        await db('deals').where({ id: deal }).update({ shipment: 'done' });
        return undefined;
      },
    },
    // A colleague who was just hired or moved is known at once.
    tuning: { factsMaxAgeMs: 1_000 },
  });
}

const crmTables = (knex: Knex): Plugin =>
  hostSql({
    knex,
    deals: {
      table: 'deals',
      view: 'deal_cards',
      ref: 'id',
      title: 'title',
      stage: 'stage',
      responsible: 'responsible',
      fields: {
        amount: 'amount',
        client: 'client',
        city: 'city',
        contractNo: 'contract_no',
        shipment: 'shipment',
      },
    },
    pipelines: [sales],
    users: {
      table: 'staff',
      id: 'id',
      name: 'name',
      active: 'active',
      department: 'department',
      head: 'head',
      locale: 'locale',
      roles: 'roles',
    },
  });
