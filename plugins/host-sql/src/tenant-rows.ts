import { type CallContext, DEFAULT_TENANT } from '@dealroute/core';
import type { Knex } from 'knex';

/** Whether a tenant may have anything: without a column of tenants everything belongs to the default one. */
export const hasTenant = (column: string | undefined, { tenant }: CallContext): boolean =>
  column !== undefined || tenant === DEFAULT_TENANT;

/** Narrows a statement to the rows of the call's tenant. */
export const ofTenant = (
  query: Knex.QueryBuilder,
  column: string | undefined,
  { tenant }: CallContext,
): Knex.QueryBuilder => (column === undefined ? query : query.where(column, tenant));
