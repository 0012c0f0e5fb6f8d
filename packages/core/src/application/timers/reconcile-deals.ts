import type { DealRef, DealSnapshot } from '@dealroute/domain';
import type { DealFinder, DealLook } from '../../ports/index.js';
import { messageOf, type Runtime } from '../runtime.js';
import { createdKey } from '../use-cases/pull-triggers.js';
import { holds, startByTrigger } from '../use-cases/start-by-trigger.js';

const BATCH = 8;
const PAGE = 200;
/** How long a look that failed, or whose node died, is left alone, in business time. */
const PAUSE_MS = 60_000;
/** A deal younger than this may still be told of by its event, which knows who created it. */
const GRACE_MS = 60_000;

/**
 * Looks one page further for open deals whose creation no event told of, and starts their governing processes; how many
 * looks were due. Deals that were created before their trigger counts, or ever had a governing process, are left alone.
 */
export async function reconcileDeals(runtime: Runtime): Promise<number> {
  const { triggers, clock, logger } = runtime.ports;
  const due = await triggers.dueLooks(clock.now(), BATCH);
  for (const look of due) {
    try {
      await goOn(runtime, look);
    } catch (error) {
      const about = { tenant: look.tenant, trigger: look.trigger.key, error: messageOf(error) };
      logger.error('A look for deals without their process failed; it is tried again.', about);
    }
  }
  return due.length;
}

/** Takes the look, so that no other node works on the same page, and says where the next one goes on. */
async function goOn(runtime: Runtime, look: DealLook): Promise<void> {
  const { ports, tuned } = runtime;
  const taken = { at: ports.clock.now() + PAUSE_MS, after: look.after };
  if (!(await ports.triggers.moveLook(look, taken))) return;
  const last = await startMissing(runtime, look);
  const now = ports.clock.now();
  const next = last === null ? { at: now + tuned.reconcileMs, after: null } : { at: now, after: last };
  await ports.triggers.moveLook({ ...look, ...taken }, next);
}

/** Starts what is missing on one page of deals; the last deal of it, or null where no page follows. */
async function startMissing(runtime: Runtime, { tenant, trigger, after }: DealLook): Promise<DealRef | null> {
  const { maps, host, logger, queries } = runtime.ports;
  const context = { tenant };
  const map = (await maps.find(trigger.map, undefined, context))?.map;
  if (map?.kind !== 'governing' || map.pipeline === undefined) return null;
  const created = { from: trigger.effectiveFrom, before: runtime.ports.clock.now() - GRACE_MS };
  const request = { pipeline: map.pipeline, created, after, limit: PAGE };
  const deals = await (host as DealFinder).openDeals(request, context);
  const governed = await queries.onceGoverned(
    deals.map(({ ref }) => ref),
    context,
  );
  const missing = deals.filter(({ ref }) => !governed.has(ref));
  const started = await Promise.all(missing.map((deal) => startOne(runtime, tenant, trigger, deal)));
  const count = started.filter(Boolean).length;
  if (count > 0) {
    logger.warn('Deals were found without their governing process, and it was started.', {
      ...{ tenant, trigger: trigger.key, count },
    });
  }
  return deals.length < PAGE ? null : (deals.at(-1)?.ref ?? null);
}

/** One deal that fails stands in no other's way: the next round finds it again. */
async function startOne(
  runtime: Runtime,
  tenant: string,
  trigger: DealLook['trigger'],
  deal: DealSnapshot,
): Promise<boolean> {
  try {
    if (!holds(runtime, trigger.condition, deal)) return false;
    const cause = { key: createdKey(trigger, deal.ref) };
    const scope = { tenant, source: 'reconcile' };
    return (await startByTrigger(runtime, scope, trigger, deal.ref, cause)) !== undefined;
  } catch (error) {
    const about = { tenant, trigger: trigger.key, deal: deal.ref, error: messageOf(error) };
    runtime.ports.logger.error('A deal without its process could not get one; it is tried again.', about);
    return false;
  }
}
