import type { Pipeline } from '@dealroute/domain';
import type { CallContext, HostCrm } from '../ports/index.js';

interface Lists {
  readonly readAt: number;
  readonly pipelines: Promise<readonly Pipeline[]>;
  readonly lossReasons: Promise<readonly string[] | null>;
}

/** The host's slowly changing lists: pipelines and loss reasons, at most `maxAgeMs` old. */
export class HostLists {
  readonly #known = new Map<string, Lists>();

  constructor(
    private readonly host: HostCrm,
    private readonly maxAgeMs: number,
    private readonly realNow: () => number,
  ) {}

  /** The pipeline of a key; null where the host has others only, undefined where it tells of none at all. */
  async pipeline(key: string | undefined, context: CallContext): Promise<Pipeline | null | undefined> {
    const pipelines = await this.#of(context).pipelines;
    if (key === undefined || pipelines.length === 0) return undefined;
    return pipelines.find((pipeline) => pipeline.key === key) ?? null;
  }

  lossReasons(context: CallContext): Promise<readonly string[] | null> {
    return this.#of(context).lossReasons;
  }

  #of(context: CallContext): Lists {
    const { tenant } = context;
    const known = this.#known.get(tenant);
    if (known && this.realNow() - known.readAt <= this.maxAgeMs) return known;
    const pipelines = this.host.pipelines(context);
    const lossReasons = this.host
      .lossReasons(context)
      .then((reasons) => reasons?.map(({ key }) => key) ?? null);
    const lists = { readAt: this.realNow(), pipelines, lossReasons };
    this.#known.set(tenant, lists);
    const forget = () => {
      if (this.#known.get(tenant) === lists) this.#known.delete(tenant);
    };
    pipelines.catch(forget);
    lossReasons.catch(forget);
    return lists;
  }
}
