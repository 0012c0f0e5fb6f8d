import { createHash } from 'node:crypto';
import { type CallContext, type RecordStore, SdkError, type UserId } from '@dealroute/core';

const COLLECTION = 'assignment-rules.turn';
const ATTEMPTS = 50;

interface Waiting {
  readonly people: readonly UserId[];
  readonly resolve: (person: UserId) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Whose turn it is, for all nodes of the engine: who had the last turn stands in the storage. A turn is taken when it is
 * asked for; it is not given back when the command that asked fails afterwards.
 */
export class Turns {
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(private readonly records: RecordStore) {}

  /** The next of at least one person. Throws `CONTENTION` when other nodes take turns faster than this one can. */
  next(of: readonly string[], people: readonly UserId[], context: CallContext): Promise<UserId> {
    const key = keyOf(of);
    if (context.transaction) return this.#take(key, [people], context).then(([person]) => person as UserId);
    return this.#together(key, people, context);
  }

  /** What is asked for while a turn is being taken shares the next taking. */
  #together(key: string, people: readonly UserId[], context: CallContext): Promise<UserId> {
    const place = JSON.stringify([context.tenant, key]);
    return new Promise((resolve, reject) => {
      const waiting = this.#waiting.get(place);
      const one = { people, resolve, reject };
      if (waiting) return void waiting.push(one);
      this.#waiting.set(place, [one]);
      void this.#drain(place, key, { tenant: context.tenant });
    });
  }

  async #drain(place: string, key: string, context: CallContext): Promise<void> {
    for (let batch = this.#waiting.get(place); batch && batch.length > 0; batch = this.#waiting.get(place)) {
      this.#waiting.set(place, []);
      try {
        const taken = await this.#take(
          key,
          batch.map(({ people }) => people),
          context,
        );
        for (const [i, { resolve }] of batch.entries()) resolve(taken[i] as UserId);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#waiting.delete(place);
  }

  async #take(
    key: string,
    asked: readonly (readonly UserId[])[],
    context: CallContext,
  ): Promise<readonly UserId[]> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const [kept] = await this.records.get(COLLECTION, [key], context);
      let last = typeof kept?.value.last === 'string' ? kept.value.last : undefined;
      const taken = asked.map((people) => {
        last = after(last, people);
        return last;
      });
      const write = { collection: COLLECTION, key, value: { last: last ?? '' } };
      const expected = kept ? kept.revision : ('absent' as const);
      if (await this.records.write([{ ...write, expected }], context)) return taken;
    }
    throw new SdkError(
      'CONTENTION',
      `The turns of ${key} were taken by others at every attempt: expected a free moment. Try again later.`,
      { key },
    );
  }
}

/** By id, so that people who come or go take nobody's turn. */
function after(last: UserId | undefined, people: readonly UserId[]): UserId {
  const inOrder = [...people].sort((one, other) => (one < other ? -1 : 1));
  return (inOrder.find((person) => last !== undefined && person > last) ?? inOrder[0]) as UserId;
}

function keyOf(of: readonly string[]): string {
  const key = of.join(' ');
  return key.length <= 200 ? key : createHash('sha256').update(JSON.stringify(of)).digest('base64url');
}
