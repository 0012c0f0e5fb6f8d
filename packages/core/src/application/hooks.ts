import type {
  CommandOf,
  CommandType,
  DealSnapshot,
  PlannedEvent,
  ProcessEventOf,
  ProcessEventType,
  ProcessState,
  UserId,
} from '@dealroute/domain';
import type { JournalEntry } from '../ports/index.js';
import { withinTime } from './within-time.js';

/** What a veto may look at before a command takes effect. */
export interface VetoRequest<T extends CommandType = CommandType> {
  readonly tenant: string;
  readonly command: CommandOf<T>;
  readonly actor: UserId | null;
  readonly deal: DealSnapshot;
  /** Before the command; null for a start. */
  readonly state: ProcessState | null;
  /** What would happen. */
  readonly events: readonly PlannedEvent[];
}

/** Returns a reason that the person sees, or nothing. Asked outside the transaction; may be asked twice. */
export type Veto<T extends CommandType = CommandType> = (
  request: VetoRequest<T>,
) => string | undefined | Promise<string | undefined>;

/** A committed event with its surroundings. */
export interface Happened<T extends ProcessEventType = ProcessEventType> {
  readonly tenant: string;
  readonly event: ProcessEventOf<T>;
  /** The process after the command. */
  readonly state: ProcessState;
  readonly entry: JournalEntry;
}

/** Reacts to an event after its commit, on the node that committed it. What must survive a crash is a serviceTask. */
export type Listener<T extends ProcessEventType = ProcessEventType> = (
  happened: Happened<T>,
) => void | Promise<void>;

interface NamedVeto {
  readonly name: string;
  readonly ask: Veto;
}

/** Who wants to be asked before a command, and told after it. */
export class Hooks {
  readonly #vetoes = new Map<CommandType, NamedVeto[]>();
  readonly #listeners = new Map<ProcessEventType, { readonly tell: Listener }[]>();

  constructor(
    private readonly vetoTimeoutMs: number,
    private readonly listenerFailed: (happened: Happened, error: unknown) => Promise<void>,
  ) {}

  before<T extends CommandType>(type: T, name: string, ask: Veto<T>): () => void {
    return add(this.#vetoes, type, { name, ask: ask as unknown as Veto });
  }

  on<T extends ProcessEventType>(type: T, listener: Listener<T>): () => void {
    return add(this.#listeners, type, { tell: listener as unknown as Listener });
  }

  /** The first objection, in the order in which vetoes were added. */
  async objection(request: VetoRequest): Promise<{ by: string; reason: string } | undefined> {
    for (const { name, ask } of this.#vetoes.get(request.command.type) ?? []) {
      const reason = await withinTime(ask(request), this.vetoTimeoutMs, `veto "${name}"`);
      if (reason !== undefined) return { by: name, reason };
    }
    return undefined;
  }

  /** Tells listeners; one that throws harms nobody and becomes an incident. */
  async tell(tenant: string, state: ProcessState, entry: JournalEntry): Promise<void> {
    if (this.#listeners.size === 0) return;
    for (const event of entry.events) {
      const happened: Happened = { tenant, event, state, entry };
      for (const { tell } of this.#listeners.get(event.type) ?? []) {
        try {
          await tell(happened);
        } catch (error) {
          await this.listenerFailed(happened, error);
        }
      }
    }
  }
}

function add<K, V>(index: Map<K, V[]>, key: K, value: V): () => void {
  const list = index.get(key) ?? [];
  index.set(key, [...list, value]);
  return () =>
    index.set(
      key,
      (index.get(key) ?? []).filter((other) => other !== value),
    );
}
