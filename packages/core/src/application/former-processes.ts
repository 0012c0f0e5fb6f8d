import type { DealRef, ProcessId } from '@dealroute/domain';
import type { CallContext, ProcessQueries } from '../ports/index.js';
import { Coalescer } from './coalescer.js';

/** Reads which failed process a deal had before, those of many starts at once. */
export class FormerProcesses {
  readonly #reads = new Map<string, Coalescer<DealRef, ProcessId | undefined>>();

  constructor(
    private readonly queries: ProcessQueries,
    private readonly batch: number,
  ) {}

  /** The deal's last governing process where that ended as a failure. */
  async read(deal: DealRef, context: CallContext): Promise<ProcessId | null> {
    if (context.transaction) return (await this.queries.failed([deal], context)).get(deal) ?? null;
    return (await this.#readsOf(context.tenant).add(deal)) ?? null;
  }

  #readsOf(tenant: string): Coalescer<DealRef, ProcessId | undefined> {
    let reads = this.#reads.get(tenant);
    if (!reads) {
      reads = new Coalescer(async (deals) => {
        const failed = await this.queries.failed(deals, { tenant });
        return deals.map((deal) => failed.get(deal));
      }, this.batch);
      this.#reads.set(tenant, reads);
    }
    return reads;
  }
}
