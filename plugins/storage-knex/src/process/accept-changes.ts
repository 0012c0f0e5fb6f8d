import type { JsonValue, KeptReply, ProcessChange, ProcessId, SaveAnswer } from '@dealroute/core';
import { isGoverning } from './rows.js';

/** What the database says about a change before it is written. */
export interface Found {
  readonly place: number;
  readonly version: number | null;
  readonly fingerprint: string | null;
  readonly reply: string | null;
  readonly governing: ProcessId | null;
}

export type Refusal = Exclude<SaveAnswer, { readonly saved: true }>;

/**
 * Decides for each change whether it may be written. Changes of one batch count for one another in their order: the
 * first to use a key or to govern a deal has it.
 *
 * @returns undefined for a change that may be written
 */
export function acceptChanges(
  changes: readonly ProcessChange[],
  found: readonly Found[],
): (Refusal | undefined)[] {
  const keys = new Map<string, KeptReply>();
  const governing = new Map<string, ProcessId | null>();

  return changes.map((change, place) => {
    const known = found[place];
    const { kept, state } = change;
    const key = scoped(change, kept?.key ?? '');
    const deal = scoped(change, state.deal);
    const holder = governing.get(deal);
    const refusal =
      refusedByKey(change, known, keys.get(key)) ??
      refusedByVersion(change, known) ??
      refusedByDeal(change, holder === undefined ? (known?.governing ?? null) : holder);
    if (refusal) return refusal;
    if (kept) keys.set(key, kept);
    if (state.kind === 'governing') governing.set(deal, isGoverning(state) ? change.process : null);
    return undefined;
  });
}

function refusedByKey(
  { kept }: ProcessChange,
  known: Found | undefined,
  earlier?: KeptReply,
): Refusal | undefined {
  if (!kept) return undefined;
  if (earlier) return { saved: false, because: 'key', kept: earlier };
  if (typeof known?.fingerprint !== 'string' || known.reply === null) return undefined;
  return { saved: false, because: 'key', kept: keptReply(kept.key, known.fingerprint, known.reply) };
}

function refusedByVersion({ expected }: ProcessChange, known: Found | undefined): Refusal | undefined {
  return (known?.version ?? 0) === expected ? undefined : { saved: false, because: 'version' };
}

function refusedByDeal(change: ProcessChange, holder: ProcessId | null): Refusal | undefined {
  if (!isGoverning(change.state) || holder === null || holder === change.process) return undefined;
  return { saved: false, because: 'governed', process: holder };
}

export function keptReply(key: string, fingerprint: string, reply: string): KeptReply {
  return { key, fingerprint, reply: JSON.parse(reply) as JsonValue };
}

const scoped = ({ tenant }: ProcessChange, key: string): string => `${tenant.length}:${tenant}${key}`;
