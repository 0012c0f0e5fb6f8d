import type { CallContext, Transaction } from '../ports/index.js';

/** For whom, through which door, and in which transaction an engine speaks. */
export interface Scope {
  readonly tenant: string;
  /** Goes into the journal: `api`, `telegram`, `timer`, … */
  readonly source: string;
  /** The host's own transaction. */
  readonly transaction?: Transaction | undefined;
}

export const DEFAULT_TENANT = 'default';

export const contextOf = ({ tenant, transaction }: Scope): CallContext =>
  transaction ? { tenant, transaction } : { tenant };
