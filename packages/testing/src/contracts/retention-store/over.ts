import assert from 'node:assert/strict';
import type {
  DeferredStart,
  Instant,
  OverThing,
  ProcessChange,
  RetainedKind,
  RetentionRange,
} from '@dealroute/core';
import {
  ending,
  HOUR,
  incidentOf,
  keptUnder,
  messageOf,
  type StartSample,
  starting,
  T0,
} from '../samples.js';
import { mustSave } from '../saving.js';
import { NORTH, type StorageSetup } from '../storage-setup.js';

/** Long after everything that the samples do in business time. */
export const LATER: Instant = T0 + 1_000 * HOUR;

/** Everything that is over, whatever its age. */
export function allOver(
  { retention }: StorageSetup,
  kind: RetainedKind,
  range: Partial<RetentionRange> = {},
): Promise<readonly OverThing[]> {
  return retention.over(kind, { forMs: 0, now: LATER, limit: 500, ...range });
}

export const idsOf = (things: readonly OverThing[]): string[] => things.map(({ id }) => id);

/** Begins a process and ends it, five hours after T0. */
export async function finished(
  { store }: StorageSetup,
  process: string,
  sample: StartSample = {},
): Promise<ProcessChange> {
  const first = starting(process, sample);
  const last = ending(first);
  await mustSave(store, first, last);
  return last;
}

/** Makes one thing of each kind that is over, and one that is not, under the ids `over` and `alive`. */
export async function oneOfEach(setup: StorageSetup): Promise<void> {
  await finished(setup, 'over', { kept: keptUnder('over') });
  await mustSave(setup.store, starting('alive', { kept: keptUnder('alive', {}) }));
  await dead(setup, 'over');
  await setup.outbox.post([messageOf('alive')], NORTH);
  await treated(setup, 'over');
  await setup.triggers.receive(eventOf('alive'), NORTH);
  await resolved(setup, 'over');
  await setup.incidents.report(incidentOf('alive'), NORTH);
  await deferredAndEnded(setup, 'over');
  await setup.deferrals.defer(deferralOf('alive'), NORTH);
}

/** Posts a message and gives it up. */
export async function dead({ outbox }: StorageSetup, id: string, tenant = NORTH.tenant): Promise<void> {
  await outbox.post([messageOf(id)], { tenant });
  const claimed = await outbox.claim({ topics: ['*'], limit: 500, leaseMs: 60_000 });
  const own = claimed.filter((message) => message.tenant === tenant && message.id === id);
  assert.deepEqual(
    await outbox.settle(own.map(({ fence }) => ({ tenant, id, fence, result: { dead: 'no' } }))),
    [true],
  );
}

export async function treated({ triggers }: StorageSetup, key: string): Promise<void> {
  await triggers.receive(eventOf(key), NORTH);
  await triggers.settle(key, { done: true }, NORTH);
}

/** Reports an incident under this key and resolves it at an instant; its id. */
export async function resolved({ incidents }: StorageSetup, key: string, at: Instant = T0): Promise<string> {
  await incidents.report(incidentOf(key), NORTH);
  const { items } = await incidents.incidents('open', { limit: 500 }, NORTH);
  const id = items.find((incident) => incident.key === key)?.id ?? '';
  assert.equal(await incidents.resolve(id, 'ann', at, NORTH), true);
  return id;
}

async function deferredAndEnded({ deferrals }: StorageSetup, id: string): Promise<void> {
  await deferrals.defer(deferralOf(id), NORTH);
  assert.equal(await deferrals.end(id, { as: 'cancelled', at: T0 + HOUR, by: null }, NORTH), true);
}

const eventOf = (key: string) => ({ key, type: 'dealCreated', deal: 'd', at: T0 }) as const;

const deferralOf = (id: string): DeferredStart => ({
  id,
  deal: 'd',
  map: 'sale',
  variables: {},
  actor: null,
  until: { at: T0 + 9 * HOUR },
  deferredAt: T0,
  dueAt: T0 + 9 * HOUR,
  ended: null,
});
