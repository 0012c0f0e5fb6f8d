import { setTimeout } from 'node:timers/promises';
import type { Cut } from '@dealroute/testing/history';
import { type Child, startChild } from '../children.js';
import { machineNow } from './node-log.js';
import type { NodeOrder } from './race-node.js';

/** Longer than a lease (6 s) and than anybody waits for a lock (5 s). */
const STOPPED_MS = 7_000;
/** How long before its death or sleep a node may have delivered what it did not write down: a lease, and more. */
const LEASE_US = 10_000_000;

/** One node through all its lives. */
export class RacingNode {
  readonly cuts: Cut[] = [];
  #child: Child | undefined;
  #life = 0;
  #rebirth: Promise<void> | undefined;

  constructor(private readonly order: Omit<NodeOrder, 'life'>) {}

  /** Begins a life; resolves when its engine runs. */
  async start(): Promise<void> {
    this.#life += 1;
    const order: NodeOrder = { ...this.order, life: this.#life };
    this.#child = await startChild('node', JSON.stringify(order));
    await this.#child.said(1);
  }

  /** The operations that it has sent in all its lives. */
  get progress(): number {
    const messages = this.#child?.messages ?? [];
    return messages.at(-1) === 'done'
      ? this.order.operations
      : Number(messages.filter((one) => /^\d+$/.test(one)).at(-1) ?? 0);
  }

  get isDone(): boolean {
    return this.#child?.messages.at(-1) === 'done';
  }

  /** Resolves when its order is filled; throws when it ends before, and nobody killed it. */
  async untilDone(): Promise<void> {
    while (!this.isDone) {
      const child = this.#alive;
      await child.said(child.messages.length + 1).catch(async (error) => {
        if (!this.#rebirth) throw error;
        await this.#rebirth;
      });
    }
  }

  /** SIGKILL, and a new life at once. */
  async killAndStart(): Promise<void> {
    this.#rebirth = this.#bearAgain();
    await this.#rebirth;
    this.#rebirth = undefined;
  }

  /** SIGSTOP, and SIGCONT when its leases have been given to others. */
  async sleep(): Promise<void> {
    const at = machineNow();
    this.#alive.signal('SIGSTOP');
    await setTimeout(STOPPED_MS);
    this.#alive.signal('SIGCONT');
    this.#cut(at, machineNow() + LEASE_US);
  }

  /** Ends its engine in order. */
  async end(): Promise<void> {
    this.#alive.tell('stop');
    const code = await this.#alive.ended;
    if (code !== 0) throw new Error(`Node ${this.order.name} ended with ${code}.`);
  }

  async kill(): Promise<void> {
    await this.#child?.kill();
  }

  async #bearAgain(): Promise<void> {
    const at = machineNow();
    await this.#alive.kill();
    this.#cut(at, machineNow());
    await this.start();
  }

  get #alive(): Child {
    if (!this.#child) throw new Error(`Node ${this.order.name} was not started.`);
    return this.#child;
  }

  #cut(from: number, until: number): void {
    this.cuts.push({ node: `${this.order.name}-${this.#life}`, from: from - LEASE_US, until });
  }
}
