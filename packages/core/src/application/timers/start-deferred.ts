import type { DeferralEnding, DueStart } from '../../ports/index.js';
import { keyOf } from '../key-of.js';
import { messageOf, type Runtime } from '../runtime.js';
import { startAs } from '../use-cases/start-process.js';

const BATCH = 32;
/** How long a start that failed is left alone, in business time. */
const PAUSE_MS = 60_000;

/** Starts what was deferred and whose business time has come; how many there were. */
export async function startDeferred(runtime: Runtime): Promise<number> {
  const { deferrals, clock } = runtime.ports;
  const due = await deferrals.due(clock.now(), BATCH);
  await Promise.all(due.map((start) => startNow(runtime, start)));
  return due.length;
}

/** Starts one that is kept; one that fails is left for later. */
export async function startNow(runtime: Runtime, start: DueStart): Promise<void> {
  const { deferrals, clock, logger } = runtime.ports;
  const { id, tenant } = start;
  try {
    if (!(await deferrals.begin(id, { tenant }))) return;
    await deferrals.end(id, await begin(runtime, start), { tenant });
  } catch (error) {
    logger.error('A deferred start failed; it is tried again.', { start: id, error: messageOf(error) });
    await deferrals.postpone(id, clock.now() + PAUSE_MS, { tenant });
  }
}

/** The key makes one process of it, however many nodes begin, and also after a crash. */
async function begin(runtime: Runtime, start: DueStart): Promise<DeferralEnding> {
  const { id, tenant, deal, map, variables, actor } = start;
  const wish = { deal, map, variables, actor, key: keyOf('deferred', id) };
  const outcome = await startAs(runtime, { tenant, source: 'deferral' }, wish);
  const at = runtime.ports.clock.now();
  if (outcome.ok) return { as: 'started', at, process: outcome.value.process };
  const { code } = outcome.rejection;
  const details = { start: id, map, code };
  const incident = { key: keyOf('startRefused', id), kind: 'startRefused', deal, details, at } as const;
  await runtime.ports.incidents.report(incident, { tenant });
  return { as: 'refused', at, code };
}
