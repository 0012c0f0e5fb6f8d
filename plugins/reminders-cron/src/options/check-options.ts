import { DEFAULT_TENANT, SdkError } from '@dealroute/core';
import { validateDetailed } from 'node-cron';
import { digestSlots, type Slots } from '../digest/digest-slots.js';
import { problemsOfLadder } from './check-ladder.js';
import { DEFAULT_LADDER, type DigestOptions, type RemindersOptions, type Rung } from './reminders-options.js';

/** Options with nothing left out. */
export interface CheckedOptions {
  readonly ladder: readonly Rung[];
  /** Null where no digest is wanted. */
  readonly slots: Slots | null;
  readonly tenants: readonly string[];
  readonly tick: string | null;
}

const KEYS = ['ladder', 'digest', 'tenants', 'tick'];
const DIGEST_KEYS = ['zone', 'cron'];
const DEFAULT_TICK = '*/30 * * * * *';
const DEFAULT_DIGEST_CRON = '0 9 * * 1-5';
const TENANT_LENGTH = 64;

/**
 * Completes the options.
 *
 * @throws SdkError COMPOSITION_INVALID with all problems
 */
export function checkedOptions(options: RemindersOptions): CheckedOptions {
  const {
    ladder = DEFAULT_LADDER,
    digest = false,
    tenants = [DEFAULT_TENANT],
    tick = DEFAULT_TICK,
  } = options;
  const slots = digest === false ? null : slotsOf(digest);
  const problems = [
    ...unknownKeys(options, KEYS).map((key) => `unknown option "${key}", expected ${KEYS.join(', ')}`),
    ...problemsOfLadder(ladder),
    ...(Array.isArray(slots) ? slots : []),
    ...problemsOfTenants(tenants),
    ...problemsOfTick(tick),
  ];
  if (problems.length > 0 || Array.isArray(slots)) throw wrong(problems);
  return { ladder, slots, tenants, tick: tick === false ? null : tick };
}

/** The slots of a digest, or what is wrong with its options. */
function slotsOf(digest: DigestOptions): Slots | string[] {
  if (typeof digest !== 'object' || digest === null) return ['digest: expected { zone, cron } or false'];
  const { zone, cron = DEFAULT_DIGEST_CRON } = digest;
  const unknown = unknownKeys(digest, DIGEST_KEYS).map(
    (key) => `digest: unknown option "${key}", expected ${DIGEST_KEYS.join(' and ')}`,
  );
  const slots = digestSlots(cron, zone);
  if (Array.isArray(slots)) return [...unknown, ...slots];
  return unknown.length > 0 ? unknown : slots;
}

function problemsOfTenants(tenants: unknown): string[] {
  const isTenant = (name: unknown): boolean =>
    typeof name === 'string' && name.length >= 1 && name.length <= TENANT_LENGTH;
  if (
    Array.isArray(tenants) &&
    tenants.length > 0 &&
    tenants.every(isTenant) &&
    new Set(tenants).size === tenants.length
  )
    return [];
  return [`tenants: expected at least one name of 1 to ${TENANT_LENGTH} characters, each once`];
}

function problemsOfTick(tick: unknown): string[] {
  if (tick === false) return [];
  if (typeof tick !== 'string') return ['tick: expected a cron expression or false'];
  const errors = validateDetailed(tick).errors.map(({ field, message }) => `${field}: ${message}`);
  return errors.length > 0 ? [`tick "${tick}" is no cron expression (${errors.join('; ')})`] : [];
}

const unknownKeys = (given: object, known: readonly string[]): string[] =>
  Object.keys(given).filter((key) => !known.includes(key));

function wrong(problems: readonly string[]): SdkError {
  const list = problems.map((problem) => `\n  - ${problem}`).join('');
  return new SdkError(
    'COMPOSITION_INVALID',
    `The options of remindersCron() are wrong. Correct these:${list}`,
  );
}
