export type {
  DealTable,
  Flag,
  HostSqlOptions,
  LossReasonTable,
  PipelineTables,
  RoleTable,
  UserTable,
} from './options/host-sql-options.js';
export { hostSql } from './plugin.js';
