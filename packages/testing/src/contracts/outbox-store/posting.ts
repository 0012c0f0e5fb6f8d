import type { ClaimedMessage, ClaimRequest, OutboxMessage } from '@dealroute/core';
import { eventually } from '../eventually.js';
import { starting } from '../samples.js';
import { mustSave } from '../saving.js';
import type { StorageSetup } from '../storage-setup.js';

/** Longer than any case takes. */
export const LONG_MS = 3_600_000;

let posted = 0;

/** Puts messages into the outbox, as the only thing that a process ever did. */
export async function post(
  { store }: StorageSetup,
  messages: readonly OutboxMessage[],
  tenant = 'north',
): Promise<void> {
  posted += 1;
  await mustSave(store, starting(`sender-${posted}`, { tenant, outbox: messages }));
}

export const claim = (
  { outbox }: StorageSetup,
  request: Partial<ClaimRequest> = {},
): Promise<readonly ClaimedMessage[]> =>
  outbox.claim({ topics: ['*'], limit: 100, leaseMs: LONG_MS, ...request });

/** Claims until something is due. */
export const claimSoon = (
  setup: StorageSetup,
  request: Partial<ClaimRequest> = {},
): Promise<readonly ClaimedMessage[]> =>
  eventually(async () => {
    const claimed = await claim(setup, request);
    return claimed.length > 0 ? claimed : undefined;
  }, 'a message that is due');

export const idsOf = (messages: readonly OutboxMessage[]): string[] => messages.map(({ id }) => id);

/** How the delivery of a claimed message ended. */
export const sent = ({ tenant, id, fence }: ClaimedMessage) =>
  ({ tenant, id, fence, result: 'sent' }) as const;
export const dead = ({ tenant, id, fence }: ClaimedMessage) => ({
  tenant,
  id,
  fence,
  result: { dead: 'gave up' },
});
export const later = ({ tenant, id, fence }: ClaimedMessage, retryInMs: number) => ({
  tenant,
  id,
  fence,
  result: { retryInMs, error: 'busy' },
});
