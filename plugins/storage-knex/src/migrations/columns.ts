import type { Knex } from 'knex';
import { SIZE } from '../tables.js';

/** A column that holds an id or a key. */
export const id = (table: Knex.CreateTableBuilder, name: string): Knex.ColumnBuilder =>
  table.string(name, SIZE.id);

/** A column that holds a word of ours. */
export const code = (table: Knex.CreateTableBuilder, name: string): Knex.ColumnBuilder =>
  table.string(name, SIZE.code);

export const tenant = (table: Knex.CreateTableBuilder): Knex.ColumnBuilder =>
  table.string('tenant', SIZE.tenant).notNullable();

/** UTC milliseconds. */
export const instant = (table: Knex.CreateTableBuilder, name: string): Knex.ColumnBuilder =>
  table.bigInteger(name);

/** Canonical JSON as text, of any length. */
export const json = (table: Knex.CreateTableBuilder, name: string): Knex.ColumnBuilder =>
  table.text(name, 'longtext');
