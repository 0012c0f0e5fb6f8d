import type { RetainedKind, RetentionBatch } from '@dealroute/core';

/** All batches of one kind together. */
export type RetentionTotal = Omit<RetentionBatch, 'kind' | 'next'> & { readonly kind: RetainedKind };

/** Adds a batch to the total of its kind. */
export function addBatch(
  totals: Map<RetainedKind, RetentionTotal>,
  { kind, removed, stays, oldest }: RetentionBatch,
): void {
  if (kind === null) return;
  const before = totals.get(kind);
  if (!before) {
    totals.set(kind, { kind, removed, stays, oldest });
    return;
  }
  totals.set(kind, {
    kind,
    removed: before.removed + removed,
    stays: {
      openIncident: before.stays.openIncident + stays.openIncident,
      referredTo: before.stays.referredTo + stays.referredTo,
      openDeal: before.stays.openDeal + stays.openDeal,
      notArchived: before.stays.notArchived + stays.notArchived,
    },
    oldest: before.oldest,
  });
}
