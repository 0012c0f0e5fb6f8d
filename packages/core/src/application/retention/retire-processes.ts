import type { DealRef, DealSnapshot, ProcessId } from '@dealroute/domain';
import type { StoredProcess } from '../../ports/index.js';
import { keyOf } from '../key-of.js';
import { messageOf, type Runtime } from '../runtime.js';
import { withinTime } from '../within-time.js';
import { readArchived } from './read-archived.js';
import type { RetentionObstacle, RetentionOrder, Treated } from './retention-batch.js';
import { whileLeased } from './retention-lease.js';

/** A lease outlasts the slowest archive by this. */
const MARGIN_MS = 60_000;
/** One process that cannot be archived holds up no other; where several cannot, it is the archive that fails. */
const MOST_FAILURES = 2;

/**
 * Archives and removes finished processes of a tenant, those that nothing holds back. Undefined where another node does.
 * A process is removed once its record is safe; where the archive fails it stays.
 */
export async function retireProcesses(
  runtime: Runtime,
  order: Pick<RetentionOrder, 'dryRun' | 'archive'>,
  tenant: string,
  ids: readonly ProcessId[],
): Promise<Treated | undefined> {
  if (order.dryRun) {
    const { free, stays } = await judge(runtime, tenant, ids);
    return { removed: free.length, stays };
  }
  const leaseMs = ids.length * runtime.tuned.deliveryTimeoutMs + MARGIN_MS;
  return whileLeased(runtime, tenant, leaseMs, async () => {
    // Only now: another node may have removed some since they were found.
    const { free, stays } = await judge(runtime, tenant, ids);
    if (order.archive) return archiveAll(runtime, tenant, free, stays);
    const { retention } = runtime.ports;
    return { removed: await retention.remove('processes', free.map(idOf), { tenant }), stays };
  });
}

const idOf = ({ state }: StoredProcess): ProcessId => state.id;

async function archiveAll(
  runtime: Runtime,
  tenant: string,
  processes: readonly StoredProcess[],
  stays: readonly RetentionObstacle[],
): Promise<Treated> {
  const { retention } = runtime.ports;
  let removed = 0;
  let failures = 0;
  let left = processes.length;
  for (const stored of processes) {
    if (failures === MOST_FAILURES) break;
    left -= 1;
    if (await archived(runtime, tenant, stored))
      removed += await retention.remove('processes', [stored.state.id], { tenant });
    else failures += 1;
  }
  const notArchived = Array.from({ length: failures + left }, () => 'notArchived' as const);
  return { removed, stays: [...stays, ...notArchived] };
}

/** Whether the record is safe; that it is not is an incident. */
async function archived(runtime: Runtime, tenant: string, stored: StoredProcess): Promise<boolean> {
  const { ports, tuned } = runtime;
  const process = stored.state.id;
  try {
    const record = await readArchived(ports, tenant, stored);
    const late = new AbortController();
    const keeping = Promise.resolve(ports.archive.keep(record, { tenant, signal: late.signal }));
    await withinTime(keeping, tuned.deliveryTimeoutMs, 'process archive', late);
    return true;
  } catch (thrown) {
    const error = messageOf(thrown);
    ports.logger.error('A finished process could not be archived; it stays.', { tenant, process, error });
    const about = { details: { process, error }, at: ports.clock.now() };
    await ports.incidents.report(
      { key: keyOf('archiveFailed'), kind: 'archiveFailed', ...about },
      { tenant },
    );
    return false;
  }
}

async function judge(
  runtime: Runtime,
  tenant: string,
  ids: readonly ProcessId[],
): Promise<{ readonly free: readonly StoredProcess[]; readonly stays: readonly RetentionObstacle[] }> {
  const { store, retention } = runtime.ports;
  const loaded = await store.load(ids.map((process) => ({ tenant, process })));
  const processes = loaded.filter((one) => one !== undefined);
  const referred = await retention.referredTo(
    processes.map(({ state }) => state),
    { tenant },
  );
  const open = await openDeals(runtime, tenant, processes);
  const free: StoredProcess[] = [];
  const stays: RetentionObstacle[] = [];
  for (const one of processes) {
    const { id, kind, deal } = one.state;
    if (referred.has(id)) stays.push('referredTo');
    else if (kind === 'governing' && open.has(deal)) stays.push('openDeal');
    else free.push(one);
  }
  return { free, stays };
}

/** The deals of governing processes that are open: without its process such a deal would look as if it never had one. */
async function openDeals(
  runtime: Runtime,
  tenant: string,
  processes: readonly StoredProcess[],
): Promise<ReadonlySet<DealRef>> {
  const governed = processes.filter(({ state }) => state.kind === 'governing');
  const refs = [...new Set(governed.map(({ state }) => state.deal))];
  if (refs.length === 0) return new Set();
  const deals = await runtime.ports.host.readDeals(refs, { tenant });
  const open = await Promise.all(deals.map((deal) => deal !== undefined && isOpen(runtime, tenant, deal)));
  return new Set(refs.filter((_, i) => open[i]));
}

/** Of a host that tells of no pipelines nobody knows; it matters to those alone whose open deals are looked for. */
async function isOpen({ hostLists, ports }: Runtime, tenant: string, deal: DealSnapshot): Promise<boolean> {
  const pipeline = await hostLists.pipeline(deal.pipeline, { tenant });
  if (pipeline === undefined) return ports.host.openDeals !== undefined;
  const stage = pipeline?.stages.find(({ key }) => key === deal.stage);
  return stage?.kind !== 'won' && stage?.kind !== 'lost';
}
