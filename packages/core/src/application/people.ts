import type { UserId } from '@dealroute/domain';
import type { CallContext, User, UserDirectory } from '../ports/index.js';
import { Coalescer } from './coalescer.js';

interface Known {
  readonly user: User | undefined;
  readonly readAt: number;
}

const MOST_KNOWN = 10_000;

/** Reads people for authorisation, at most `maxAgeMs` old, many at once. */
export class People {
  readonly #known = new Map<string, Known>();
  readonly #reads = new Map<string, Coalescer<UserId, User | undefined>>();

  constructor(
    private readonly directory: UserDirectory,
    private readonly maxAgeMs: number,
    private readonly realNow: () => number,
  ) {}

  /** The people by id; unknown ones are missing. */
  async read(ids: readonly (UserId | null)[], context: CallContext): Promise<ReadonlyMap<UserId, User>> {
    const wanted = [...new Set(ids)].filter((id) => id !== null);
    const found = await Promise.all(wanted.map((id) => this.#one(id, context)));
    return new Map(found.flatMap((user) => (user ? [[user.id, user] as const] : [])));
  }

  async #one(id: UserId, context: CallContext): Promise<User | undefined> {
    const key = `${context.tenant}\n${id}`;
    // What a transaction sees may never come true for others.
    if (context.transaction) return (await this.directory.users([id], context))[0];
    const known = this.#known.get(key);
    if (known && this.realNow() - known.readAt <= this.maxAgeMs) return known.user;
    const readAt = this.realNow();
    const user = await this.#readsOf(context.tenant).add(id);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(key, { user, readAt });
    return user;
  }

  #readsOf(tenant: string): Coalescer<UserId, User | undefined> {
    let reads = this.#reads.get(tenant);
    if (!reads) {
      reads = new Coalescer((ids) => this.directory.users(ids, { tenant }), 500);
      this.#reads.set(tenant, reads);
    }
    return reads;
  }
}
