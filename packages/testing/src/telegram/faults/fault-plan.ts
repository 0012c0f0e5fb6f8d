import type { ApiCall } from '../api-call.js';
import type { Fault } from './fault.js';

/** Which calls are meant: a method's name, `*` for all, or a predicate. */
export type CallMatch = string | ((call: ApiCall) => boolean);

/** A planned fault. */
export interface PlannedFault {
  /** How many calls it will still strike. */
  readonly remaining: number;
  /** Strikes no more. */
  cancel(): void;
}

/** A call that is kept waiting. */
export interface HeldCall {
  /** The call, once it has come. */
  readonly reached: Promise<ApiCall>;
  /** Lets it go on, now or when it comes. */
  release(): void;
}

interface Rule {
  readonly match: CallMatch;
  readonly fault: Fault;
  remaining: number;
}

interface Gate {
  readonly match: CallMatch;
  readonly opened: Promise<void>;
  readonly reach: (call: ApiCall) => void;
}

/** What shall go wrong, in the order it was said. */
export class FaultPlan {
  #rules: Rule[] = [];
  #gates: Gate[] = [];
  readonly #releases = new Set<() => void>();

  /** The next `times` matching calls suffer the fault. */
  next(match: CallMatch, fault: Fault, times = 1): PlannedFault {
    const rule = { match, fault, remaining: times };
    this.#rules.push(rule);
    return {
      get remaining() {
        return rule.remaining;
      },
      cancel: () => {
        rule.remaining = 0;
      },
    };
  }

  /** The next matching call is performed only after `release`. */
  hold(match: CallMatch): HeldCall {
    let reach: (call: ApiCall) => void = () => undefined;
    let release: () => void = () => undefined;
    const reached = new Promise<ApiCall>((resolve) => {
      reach = resolve;
    });
    const opened = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#gates.push({ match, opened, reach });
    this.#releases.add(release);
    return { reached, release };
  }

  /** Plans nothing any more and lets held calls go on. */
  clear(): void {
    this.#rules = [];
    this.#gates = [];
    for (const release of this.#releases) release();
    this.#releases.clear();
  }

  /** For the server: waits while the call is held. */
  async pass(call: ApiCall): Promise<void> {
    const index = this.#gates.findIndex((gate) => matchCall(gate.match, call));
    const [gate] = index < 0 ? [] : this.#gates.splice(index, 1);
    gate?.reach(call);
    await gate?.opened;
  }

  /** For the server: the fault of this call, which is used up by it. */
  take(call: ApiCall): Fault | undefined {
    const rule = this.#rules.find((each) => each.remaining > 0 && matchCall(each.match, call));
    if (rule) rule.remaining -= 1;
    return rule?.fault;
  }
}

export function matchCall(match: CallMatch, call: ApiCall): boolean {
  return typeof match === 'string' ? match === '*' || match === call.method : match(call);
}
