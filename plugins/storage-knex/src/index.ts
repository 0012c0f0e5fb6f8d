export { ImmediateSqlite } from './dialect/immediate-sqlite.js';
export { type KnexStorageOptions, knexStorage } from './knex-storage.js';
export { type KnexTransaction, runOn } from './knex-transaction.js';
export { transaction } from './transaction.js';
