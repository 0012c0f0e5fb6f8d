import type { ClaimedMessage, ClaimRequest, Settlement } from '../../ports/index.js';
import { Coalescer } from '../coalescer.js';
import type { Runtime } from '../runtime.js';
import { deliverMessage } from './deliver-message.js';
import { patienceWith } from './patience.js';

/** A lease outlasts the longest delivery by this, so that no other node begins the same one beside it. */
const MARGIN_MS = 5_000;
/** What one of several actions may take of the room, so that one that hangs leaves some to the others. */
const SHARE = 3 / 4;

/**
 * Delivers messages of some topics, many at once: each is settled when it has ended, together with those that end
 * meanwhile, and makes room for the next. A slow delivery holds up nothing but its order key.
 */
export class OutboxFlow {
  readonly #settlements: Coalescer<Settlement, boolean>;
  /** Deliveries under way by topic. */
  readonly #underWay = new Map<string, number>();
  #count = 0;
  #running: Promise<number> | undefined;
  #wanted = false;
  #hasMore = false;
  #hasEnded = false;
  #stopped = false;
  #wake: () => void = () => undefined;

  /** `ended` is called when a delivery has ended while others go on: the next of its order key may be due. */
  constructor(
    private readonly runtime: Runtime,
    private readonly topics: readonly string[],
    private readonly ended: () => void,
  ) {
    const most = runtime.tuned.deliveriesAtOnce;
    this.#settlements = new Coalescer((some) => runtime.ports.outbox.settle(some), most);
  }

  /** Delivers until it finds no more; how many there were. A call while that is under way makes it look once more. */
  deliver(): Promise<number> {
    this.#wanted = true;
    this.#wake();
    this.#running ??= this.#run();
    return this.#running;
  }

  /** Takes no more; what was begun comes to its end. */
  stop(): void {
    this.#stopped = true;
  }

  async #run(): Promise<number> {
    let delivered = 0;
    try {
      while (this.#wanted || this.#count > 0) {
        if (this.#wanted) delivered += await this.#take();
        else await this.#news();
      }
      return delivered;
    } finally {
      this.#running = undefined;
    }
  }

  /** Begins deliveries as far as there is room; their number. */
  async #take(): Promise<number> {
    this.#wanted = false;
    this.#hasMore = false;
    const request = this.#request();
    if (!request) {
      this.#hasMore = true;
      return 0;
    }
    const claimed = await this.#claim(request);
    for (const message of claimed) void this.#deliver(message);
    this.#hasMore = claimed.length === request.limit;
    // Another action may have room where this one has none left.
    this.#wanted ||= this.#hasMore && this.#request() !== undefined;
    return claimed.length;
  }

  /** Undefined where there is no room. */
  #request(): ClaimRequest | undefined {
    const { deliveriesAtOnce: most } = this.runtime.tuned;
    const isShared = this.topics.length > 1 && this.topics.every((topic) => topic.startsWith('action:'));
    const share = isShared ? Math.ceil(most * SHARE) : most;
    const leftOf = (topic: string) => share - (this.#underWay.get(topic) ?? 0);
    const topics = this.topics.filter((topic) => leftOf(topic) > 0);
    const limit = Math.min(most - this.#count, ...topics.map(leftOf));
    if (this.#stopped || topics.length === 0 || limit <= 0) return undefined;
    const longest = Math.max(...topics.map((topic) => patienceWith(this.runtime, topic).timeoutMs));
    return { topics, limit, leaseMs: longest + MARGIN_MS };
  }

  /** A failure is thrown where nothing is under way; else the next delivery that ends tries again. */
  async #claim(request: ClaimRequest): Promise<readonly ClaimedMessage[]> {
    try {
      return await this.runtime.ports.outbox.claim(request);
    } catch (error) {
      if (this.#count === 0) throw error;
      this.runtime.ports.logger.error('Messages could not be claimed; it is tried again.', { error });
      return [];
    }
  }

  async #deliver(message: ClaimedMessage): Promise<void> {
    this.#add(message.topic, 1);
    try {
      await this.#settlements.add(await deliverMessage(this.runtime, message));
    } catch (error) {
      const { id, topic } = message;
      const about = { id, topic, error };
      this.runtime.ports.logger.error('A delivery could not be settled; it is made again.', about);
    }
    this.#add(message.topic, -1);
    this.#hasEnded = true;
    this.#wake();
  }

  #add(topic: string, count: number): void {
    this.#count += count;
    this.#underWay.set(topic, (this.#underWay.get(topic) ?? 0) + count);
  }

  /** Waits until a delivery has ended, or somebody asks for more. */
  async #news(): Promise<void> {
    // One may have ended while more were claimed.
    if (!this.#hasEnded) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#hasEnded = false;
    if (this.#wanted) return;
    if (this.#hasMore) this.#wanted = true;
    else if (this.#count > 0) this.ended();
  }
}
