import { assignmentRules } from '@dealroute/assignment-rules';
import {
  type Clock,
  createEngine,
  type Engine,
  type Locale,
  type Logger,
  type Plugin,
} from '@dealroute/core';
import { hostSql } from '@dealroute/host-sql';
import { knexStorage } from '@dealroute/storage-knex';
import type { Knex } from 'knex';
import { sales } from './maps/pipeline.js';

interface EngineParts {
  readonly db: Knex;
  readonly clock: Clock;
  /** In which language the messenger names deals and people. */
  readonly locale: Locale;
  /** The calendar, and whatever else: reminders, a messenger. */
  readonly plugins: readonly Plugin[];
  readonly logger?: Logger;
  /** False: nothing happens by itself. */
  readonly background?: boolean;
}

/** Dealroute over this CRM's tables: processes, deals and people in one database. */
export function startEngine({
  db,
  clock,
  locale,
  plugins,
  logger,
  background = true,
}: EngineParts): Promise<Engine> {
  return createEngine({
    clock,
    background,
    ...(logger && { logger }),
    plugins: [knexStorage({ knex: db }), crmTables(db, locale), assignmentRules(), ...plugins],
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

function crmTables(knex: Knex, locale: Locale): Plugin {
  const named = (column: string) => (locale === 'en' ? `${column}_en` : column);
  return hostSql({
    knex,
    deals: {
      table: 'deals',
      view: 'deal_cards',
      ref: 'id',
      title: named('title'),
      stage: 'stage',
      responsible: 'responsible',
      fields: {
        amount: 'amount',
        client: named('client'),
        city: named('city'),
        contractNo: 'contract_no',
        shipment: 'shipment',
      },
    },
    pipelines: [sales],
    users: {
      table: 'staff',
      id: 'id',
      name: named('name'),
      active: 'active',
      department: 'department',
      head: 'head',
      locale: 'locale',
      roles: 'roles',
    },
  });
}
