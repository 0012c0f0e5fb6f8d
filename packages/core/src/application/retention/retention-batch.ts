import type { Instant } from '@dealroute/domain';
import { SdkError } from '../../errors/sdk-error.js';
import { type OverThing, RETAINED_KINDS, type RetainedKind } from '../../ports/index.js';
import { given } from '../given.js';
import { keyOf } from '../key-of.js';
import type { Runtime } from '../runtime.js';
import type { RetentionTimes } from './retention-policy.js';
import { retireProcesses } from './retire-processes.js';

/**
 * Why something stays although its time has passed: an incident about it is open; something that lives refers to it;
 * its deal is open, and the process says that the deal has had one; the archive failed.
 */
export type RetentionObstacle = 'openIncident' | 'referredTo' | 'openDeal' | 'notArchived';

/** What a call removed, or in a dry run would. */
export interface RetentionBatch {
  /** What it was about; null when nothing has been over for long enough. */
  readonly kind: RetainedKind | null;
  readonly removed: number;
  readonly stays: Readonly<Record<RetentionObstacle, number>>;
  /** Since when the oldest of the batch is over. */
  readonly oldest: Instant | null;
  /** Ask for the next batch with it as `after`; null when there is none. */
  readonly next: string | null;
}

export interface RetentionOrder {
  readonly times: RetentionTimes;
  /** Whose things; those of all tenants when left out. */
  readonly tenant?: string;
  readonly after?: string | undefined;
  readonly limit: number;
  readonly dryRun: boolean;
  readonly archive: boolean;
}

/** What became of things of one tenant; undefined where another node is at work on them. */
export type Treated = Pick<RetentionBatch, 'removed'> & { readonly stays: readonly RetentionObstacle[] };

/** Most processes of one batch: each is many rows. */
const PROCESSES = 20;

/** Removes the next batch, of one kind. Undefined where another node removes processes of the same tenant. */
export async function removeNext(
  runtime: Runtime,
  order: RetentionOrder,
): Promise<RetentionBatch | undefined> {
  const from = readCursor(order.after);
  const kinds = RETAINED_KINDS.filter((kind) => order.times[kind] !== null);
  for (const kind of kinds.slice(from ? Math.max(0, kinds.indexOf(from.kind)) : 0)) {
    const limit = kind === 'processes' ? Math.min(order.limit, PROCESSES) : order.limit;
    const things = await runtime.ports.retention.over(kind, {
      forMs: order.times[kind] ?? 0,
      now: runtime.ports.clock.now(),
      limit,
      ...given({ tenant: order.tenant, after: from?.kind === kind ? from.thing : undefined }),
    });
    if (things.length === 0) continue;
    const treated = await treatAll(runtime, order, kind, things);
    const last = kind === kinds.at(-1) && things.length < limit;
    return treated && batchOf(kind, things, treated, last);
  }
  return { kind: null, removed: 0, stays: countsOf([]), oldest: null, next: null };
}

function batchOf(
  kind: RetainedKind,
  things: readonly OverThing[],
  treated: readonly Treated[],
  isLast: boolean,
): RetentionBatch {
  return {
    kind,
    removed: treated.reduce((sum, { removed }) => sum + removed, 0),
    stays: countsOf(treated.flatMap(({ stays }) => stays)),
    oldest: things[0]?.at ?? null,
    next: isLast ? null : cursorOf(kind, things.at(-1)),
  };
}

async function treatAll(
  runtime: Runtime,
  order: RetentionOrder,
  kind: RetainedKind,
  things: readonly OverThing[],
): Promise<readonly Treated[] | undefined> {
  const all: Treated[] = [];
  for (const tenant of new Set(things.map((thing) => thing.tenant))) {
    const ids = things.filter((thing) => thing.tenant === tenant).map(({ id }) => id);
    const treated =
      kind === 'processes'
        ? await retireProcesses(runtime, order, tenant, ids)
        : await removeRows(runtime, order, { kind, tenant, ids });
    if (treated === undefined) return undefined;
    all.push(treated);
  }
  return all;
}

async function removeRows(
  { ports: { retention } }: Runtime,
  { dryRun }: RetentionOrder,
  {
    kind,
    tenant,
    ids,
  }: { readonly kind: RetainedKind; readonly tenant: string; readonly ids: readonly string[] },
): Promise<Treated> {
  const keys = kind === 'messages' ? ids.map((id) => keyOf('undelivered', id)) : [];
  const open = keys.length > 0 ? await retention.openIncidents(keys, { tenant }) : new Set();
  const free = ids.filter((id) => !open.has(keyOf('undelivered', id)));
  const stays = ids.slice(free.length).map(() => 'openIncident' as const);
  const removed = dryRun ? free.length : await retention.remove(kind, free, { tenant });
  return { removed, stays };
}

function countsOf(stays: readonly RetentionObstacle[]): RetentionBatch['stays'] {
  const counts = { openIncident: 0, referredTo: 0, openDeal: 0, notArchived: 0 };
  for (const why of stays) counts[why] += 1;
  return counts;
}

interface Cursor {
  readonly kind: RetainedKind;
  readonly thing: OverThing;
}

const cursorOf = (kind: RetainedKind, thing: OverThing | undefined): string =>
  Buffer.from(JSON.stringify([kind, thing?.at, thing?.tenant, thing?.id])).toString('base64url');

function readCursor(after: string | undefined): Cursor | undefined {
  if (after === undefined) return undefined;
  try {
    const [kind, at, tenant, id] = JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown[];
    const isThing = typeof at === 'number' && typeof tenant === 'string' && typeof id === 'string';
    if (isThing && RETAINED_KINDS.includes(kind as RetainedKind))
      return { kind: kind as RetainedKind, thing: { at, tenant, id } };
  } catch {
    // Falls through to the one message for everything that no batch gave.
  }
  throw new SdkError(
    'REQUEST_INVALID',
    `The batch after "${after}" can't be found: expected the \`next\` of a batch before. Ask for the first one without \`after\`.`,
  );
}
