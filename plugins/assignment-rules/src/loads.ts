import type { AssignmentRequest, CallContext, ProcessQueries, TaskRecord, UserId } from '@dealroute/core';

/** Who has this many tasks has enough: more are not told apart. */
const MOST_COUNTED = 100;
/** How long a task that was just given counts although it is not stored yet, in real milliseconds. */
const ON_THE_WAY_MS = 2_000;

/** A task that somebody was chosen for. */
interface OnTheWay {
  readonly deal: string;
  readonly node: string;
  readonly at: number;
}

/** How many open tasks people have. */
export class Loads {
  readonly #onTheWay = new Map<string, readonly OnTheWay[]>();

  constructor(private readonly queries: ProcessQueries) {}

  /** Those of the people who have the fewest open tasks, in the order given. */
  async least(people: readonly UserId[], context: CallContext): Promise<readonly UserId[]> {
    const stored = await Promise.all(people.map((person) => this.#storedOf(person, context)));
    // Together and at once: whoever is chosen at this moment counts for all.
    const loads = people.map((person, i) => this.#loadOf(person, stored[i] ?? [], context));
    const fewest = Math.min(...loads);
    return people.filter((_, i) => loads[i] === fewest);
  }

  /** Somebody is about to get a task: of those who are asked about at the same moment not all shall get theirs. */
  add(person: UserId, { deal, node }: AssignmentRequest, { tenant }: CallContext): void {
    const key = keyOf(tenant, person);
    const added = { deal: deal.ref, node, at: Date.now() };
    this.#onTheWay.set(key, [...(this.#onTheWay.get(key) ?? []), added]);
  }

  async #storedOf(person: UserId, context: CallContext): Promise<readonly TaskRecord[]> {
    const { items } = await this.queries.tasks({ person }, { limit: MOST_COUNTED }, context);
    return items.filter(({ assignee }) => assignee === person);
  }

  #loadOf(person: UserId, stored: readonly TaskRecord[], { tenant }: CallContext): number {
    const key = keyOf(tenant, person);
    const since = Date.now() - ON_THE_WAY_MS;
    const left = (this.#onTheWay.get(key) ?? []).filter(
      ({ deal, node, at }) => at > since && !stored.some((task) => task.deal === deal && task.node === node),
    );
    if (left.length > 0) this.#onTheWay.set(key, left);
    else this.#onTheWay.delete(key);
    return stored.length + left.length;
  }
}

const keyOf = (tenant: string, person: UserId): string => JSON.stringify([tenant, person]);
