import type { Clock, Instant } from '@dealroute/core';
import type { Knex } from 'knex';
import { readSetting, writeSetting } from './crm/settings.js';

const OFFSET = 'clock-offset';

/**
 * Business time: the machine's time and an offset that is kept in the database, so that a demonstration can jump over
 * working days and goes on from there after a restart.
 */
export class BusinessClock implements Clock {
  #offset = 0;

  constructor(private readonly db: Knex) {}

  now(): Instant {
    return Date.now() + this.#offset;
  }

  /** False when it was never set. */
  async load(): Promise<boolean> {
    const kept = await readSetting(this.db, OFFSET);
    this.#offset = Number(kept ?? 0);
    return kept !== undefined;
  }

  /** Moves to an instant and remembers it. */
  async moveTo(instant: Instant): Promise<void> {
    const offset = instant - Date.now();
    await writeSetting(this.db, OFFSET, String(offset));
    this.#offset = offset;
  }
}
