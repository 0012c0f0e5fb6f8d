import type { ProcessId } from '../ids.js';
import type { JsonValue } from '../json.js';
import { type Draft, refuse } from './draft.js';
import type { DealSnapshot } from './facts.js';

/** Refuses while one of the deal's fields is empty. */
export function requireFilled(deal: DealSnapshot, fields: readonly string[]): void {
  const missing = fields.filter((field) => !isFilled(deal.fields[field]));
  if (missing.length > 0) refuse({ code: 'FIELDS_MISSING', fields: missing });
}

/** Whether a field holds something: zero and false do, null, blank text and empty lists do not. */
export function isFilled(value: JsonValue | undefined): boolean {
  if (value === null || value === undefined) return false;
  if (typeof value === 'string') return value.trim() !== '';
  return !(Array.isArray(value) && value.length === 0);
}

/** The reason, checked against the list of the process's map, else the host's; any reason where neither has one. */
export function requireLossReason(draft: Draft, process: ProcessId, reason: string | undefined): string {
  const reasons = draft.mapOf(process).map.lossReasons?.map(({ key }) => key) ?? draft.facts.lossReasons;
  if (!reason?.trim()) refuse({ code: 'LOSS_REASON_REQUIRED', reasons: reasons ?? [] });
  if (reasons && !reasons.includes(reason)) refuse({ code: 'LOSS_REASON_UNKNOWN', reason, reasons });
  return reason;
}
