import type { Ports } from '../composition/ports.js';
import { SdkError } from '../errors/sdk-error.js';
import type {
  ProcessAddress,
  ProcessChange,
  SaveAnswer,
  SaveOptions,
  StageWrite,
  StoredProcess,
  Transaction,
} from '../ports/index.js';
import { Background } from './background.js';
import { Coalescer } from './coalescer.js';
import { ContendedProcesses } from './contended-processes.js';
import { Deals } from './deals.js';
import { FormerProcesses } from './former-processes.js';
import { Hooks } from './hooks.js';
import { HostLists } from './host-lists.js';
import { keyOf } from './key-of.js';
import { MapCatalog } from './map-catalog.js';
import { People } from './people.js';
import { ProcessQueues } from './process-queues.js';
import type { RetentionTimes } from './retention/retention-policy.js';
import { RetentionRounds } from './retention/retention-rounds.js';
import type { Tuned } from './tuning.js';

const realNow = () => Date.now();

/** What an engine keeps for how long. */
export interface Keeping {
  readonly times: RetentionTimes;
  readonly withoutArchive: boolean;
}

/** Everything that use cases share in one engine. */
export class Runtime {
  readonly queues = new ProcessQueues();
  readonly contended = new ContendedProcesses(realNow);
  readonly loads: Coalescer<ProcessAddress, StoredProcess | undefined>;
  readonly saves: Coalescer<ProcessChange, SaveAnswer>;
  readonly deals: Deals;
  readonly people: People;
  readonly formerProcesses: FormerProcesses;
  readonly maps: MapCatalog;
  readonly hostLists: HostLists;
  readonly hooks: Hooks;
  readonly background: Background;
  readonly retention: RetentionRounds;
  #stopped = false;

  constructor(
    readonly ports: Ports,
    readonly tuned: Tuned,
    readonly keep: Keeping,
  ) {
    const { batch, factsMaxAgeMs, vetoTimeoutMs } = tuned;
    this.loads = new Coalescer((addresses) => ports.store.load(addresses), batch);
    this.saves = new Coalescer((changes) => ports.store.save(changes, this.#withStages(changes)), batch);
    this.deals = new Deals(ports.host, batch);
    this.formerProcesses = new FormerProcesses(ports.queries, batch);
    this.people = new People(ports.directory, factsMaxAgeMs, realNow);
    this.maps = new MapCatalog(ports.maps, ports.conditions);
    this.hostLists = new HostLists(ports.host, factsMaxAgeMs, realNow);
    this.hooks = new Hooks(vetoTimeoutMs, async ({ tenant, event, state, entry }, error) => {
      ports.logger.error(`A listener of ${event.type} failed.`, { process: state.id, error });
      const key = keyOf('listenerFailed', state.id, String(entry.n), event.type);
      const details = { event: event.type, error: messageOf(error) };
      const about = { process: state.id, deal: state.deal, at: ports.clock.now() };
      await ports.incidents.report({ key, kind: 'listenerFailed', details, ...about }, { tenant });
    });
    this.background = new Background(this);
    this.retention = new RetentionRounds(this);
  }

  /** Gives the deals of committed changes their stages, inside the same transaction. */
  readonly applyStages = async (
    changes: readonly ProcessChange[],
    transaction: Transaction,
  ): Promise<void> => {
    const writes = new Map<string, StageWrite[]>();
    for (const { tenant, stageWrites } of changes) {
      if (stageWrites.length > 0) writes.set(tenant, [...(writes.get(tenant) ?? []), ...stageWrites]);
    }
    for (const [tenant, some] of writes) await this.ports.host.applyStages(some, { tenant, transaction });
  };

  /** Where no deal gets a stage the storage need not hold a transaction open for the host. */
  #withStages(changes: readonly ProcessChange[]): SaveOptions {
    return changes.some(({ stageWrites }) => stageWrites.length > 0) ? { apply: this.applyStages } : {};
  }

  /** Refuses new work once the engine is stopping. */
  assertRunning(): void {
    if (!this.#stopped) return;
    throw new SdkError(
      'ENGINE_STOPPED',
      'The engine was stopped: expected a running one. Create another engine.',
    );
  }

  /** Refuses new work, and lets what runs come to its end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all([this.background.stop(), this.retention.stop()]);
    await this.queues.idle();
    await this.background.heard();
  }
}

export const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).slice(0, 500);
