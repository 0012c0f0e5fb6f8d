import type { DealRef, DealSnapshot } from '@dealroute/domain';
import type { CallContext, HostCrm } from '../ports/index.js';
import { Coalescer } from './coalescer.js';

/** Reads deals fresh for each command, those of many commands at once. */
export class Deals {
  readonly #reads = new Map<string, Coalescer<DealRef, DealSnapshot | undefined>>();

  constructor(
    private readonly host: HostCrm,
    private readonly batch: number,
  ) {}

  async read(deal: DealRef, context: CallContext): Promise<DealSnapshot | undefined> {
    if (context.transaction) return (await this.host.readDeals([deal], context))[0];
    return this.#readsOf(context.tenant).add(deal);
  }

  #readsOf(tenant: string): Coalescer<DealRef, DealSnapshot | undefined> {
    let reads = this.#reads.get(tenant);
    if (!reads) {
      reads = new Coalescer((deals) => this.host.readDeals(deals, { tenant }), this.batch);
      this.#reads.set(tenant, reads);
    }
    return reads;
  }
}
