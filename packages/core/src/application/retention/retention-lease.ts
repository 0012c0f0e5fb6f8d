import type { Runtime } from '../runtime.js';

const COLLECTION = 'core.retention';

/** Does work that one node does at a time for a tenant; undefined, and nothing done, where another one does it. */
export async function whileLeased<T>(
  runtime: Runtime,
  tenant: string,
  leaseMs: number,
  work: () => Promise<T>,
): Promise<T | undefined> {
  if (!(await takeTurn(runtime, tenant, { key: 'processes', keepMs: leaseMs }))) return undefined;
  try {
    return await work();
  } finally {
    await release(runtime, tenant);
  }
}

/** True for the one node that comes first; for all others not before that time has passed, in real time. */
export const takeTurn = (
  { ports }: Runtime,
  tenant: string,
  { key, keepMs }: { readonly key: 'processes' | 'round'; readonly keepMs: number },
): Promise<boolean> =>
  ports.records.write([{ collection: COLLECTION, key, value: {}, expected: 'absent', keepMs }], { tenant });

/** A lease that cannot be given back runs out. */
async function release({ ports }: Runtime, tenant: string): Promise<void> {
  try {
    await ports.records.write([{ collection: COLLECTION, key: 'processes', value: null }], { tenant });
  } catch (error) {
    ports.logger.warn('The lease of a retention could not be given back; it runs out.', { tenant, error });
  }
}
