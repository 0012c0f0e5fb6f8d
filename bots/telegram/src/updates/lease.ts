import { type Records, randomToken } from '../records.js';

/** Says which node polls: one at a time, by a record that must be renewed. */
export class Lease {
  readonly #owner = randomToken();
  #revision: number | undefined;
  #renewAt = 0;
  /** After this, by our own clock too, another node may have it. */
  #lostAt = 0;

  constructor(
    private readonly records: Records,
    /** The bot's id: bots do not stand in one another's way. */
    private readonly key: string,
    private readonly lifeMs: number,
  ) {}

  get isHeld(): boolean {
    return this.#revision !== undefined && Date.now() < this.#lostAt;
  }

  /** Takes the lease, or keeps it; false while another node has it. */
  async hold(): Promise<boolean> {
    if (this.#revision !== undefined && Date.now() < this.#renewAt) return true;
    if (Date.now() >= this.#lostAt) this.#revision = undefined;
    const expected = this.#revision ?? ('absent' as const);
    const value = { owner: this.#owner };
    const write = { in: 'telegram.lease' as const, key: this.key, value, expected, keepMs: this.lifeMs };
    const asked = Date.now();
    const held = await this.records.write(write);
    this.#revision = held ? (this.#revision ?? 0) + 1 : undefined;
    this.#renewAt = asked + this.lifeMs / 4;
    this.#lostAt = asked + this.lifeMs;
    return held;
  }

  /** Lets another node go on at once. */
  async release(): Promise<void> {
    if (this.#revision === undefined) return;
    const expected = this.#revision;
    this.#revision = undefined;
    await this.records.write({ in: 'telegram.lease', key: this.key, value: null, expected });
  }
}
