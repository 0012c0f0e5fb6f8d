import type { Parameter, Session } from './session.js';
import type { Action } from './statements.js';

/** Locks the rows that a change is about, and then makes it: no update gives back what it changed. */
export function changing(find: string, change: string): Action {
  return async (session: Session, rows: Parameter = '[]') => {
    const found = await session.all<object>(find, rows);
    if (found.length > 0) await session.run(change, rows);
    return found;
  };
}

/** The same for rows that the first statement chooses by itself; the second one is given their keys. */
export function claiming(find: string, take: string): Action {
  return async (session: Session, leaseMs: Parameter = 0, topics: Parameter = '[]', limit: Parameter = 0) => {
    const found = await session.all<{ tenant: string; id: string }>(find, topics, limit);
    const keys = found.map(({ tenant, id }) => [tenant, id]);
    if (keys.length > 0) await session.run(take, JSON.stringify(keys), leaseMs);
    return found;
  };
}
