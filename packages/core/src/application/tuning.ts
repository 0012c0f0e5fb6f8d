import type { TimeLimit } from '@dealroute/domain';
import { z } from 'zod';
import { timeLimit } from './time-limit.js';

/** What a developer may tune. */
export interface Tuning {
  /** Most commands that share one read or one commit: 1–64, 32 when left out. */
  readonly batch?: number;
  /** Oldest facts about people on which a change may rest, in milliseconds: 0–3,600,000, 5,000 when left out. */
  readonly factsMaxAgeMs?: number;
  /** How long a veto may take, in milliseconds: 1–600,000, 5,000 when left out. */
  readonly vetoTimeoutMs?: number;
  /** How long the assignee resolver and the working calendar may take, in milliseconds: 1–600,000, 10,000 when left out. */
  readonly resolveTimeoutMs?: number;
  /** Most automatic nodes that one command may enter: 1–100,000, 1,000 when left out. */
  readonly automaticSteps?: number;
  /**
   * Pause between two looks for work of other nodes soon after there was some, in milliseconds: 1–3,600,000, 1,000 when
   * left out. Also how soon a business clock that jumps is noticed.
   */
  readonly pollMs?: number;
  /**
   * What that pause grows to while there is nothing to do, in milliseconds: 1–3,600,000, 5,000 when left out. Half as long
   * as it has been quiet, never shorter than `pollMs`. What this node knows of is never late for it.
   */
  readonly idlePollMs?: number;
  /**
   * Business time between two looks for deals that no event told of, in milliseconds: 60,000–86,400,000, 900,000 when
   * left out. Needs a host that lists its open deals.
   */
  readonly reconcileMs?: number;
  /**
   * Most deliveries of a kind (notices, stages, actions) that a node has under way at once: 1–1,000, 32 when left out. Of
   * several actions none takes more than three quarters of them.
   */
  readonly deliveriesAtOnce?: number;
  /**
   * Real time between two rounds that remove what is over, see `keep`, in milliseconds: 1–86,400,000, 3,600,000 when left
   * out. The first one begins a minute after the start, or after this time if it is shorter.
   */
  readonly retentionMs?: number;
  /** Deliveries of one message before it is dead and an incident: 1–100, 8 when left out. */
  readonly deliveryAttempts?: number;
  /**
   * How long one delivery may take, in milliseconds: 1–600,000, 25,000 when left out. One that takes longer counts as
   * failed and is tried again.
   */
  readonly deliveryTimeoutMs?: number;
  /**
   * How soon somebody must react to a lead whose registration names no limit of its own; 4 working hours when left out.
   */
  readonly leadReaction?: TimeLimit;
}

const whole = (least: number, most: number, otherwise: number) =>
  z.int().min(least).max(most).default(otherwise);

const HOUR = 3_600_000;

/** Every timeout stays far below the 2^31 ms beyond which a timer fires at once. */
export const tuningSchema = z.strictObject({
  batch: whole(1, 64, 32),
  factsMaxAgeMs: whole(0, HOUR, 5_000),
  vetoTimeoutMs: whole(1, 600_000, 5_000),
  resolveTimeoutMs: whole(1, 600_000, 10_000),
  automaticSteps: whole(1, 100_000, 1_000),
  pollMs: whole(1, HOUR, 1_000),
  idlePollMs: whole(1, HOUR, 5_000),
  reconcileMs: whole(60_000, 24 * HOUR, 900_000),
  deliveriesAtOnce: whole(1, 1_000, 32),
  retentionMs: whole(1, 24 * HOUR, HOUR),
  deliveryAttempts: whole(1, 100, 8),
  deliveryTimeoutMs: whole(1, 600_000, 25_000),
  leadReaction: timeLimit.default({ working: 'PT4H' }),
});

/** Tuning with nothing left out. */
export type Tuned = z.output<typeof tuningSchema>;
