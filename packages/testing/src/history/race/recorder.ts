import type { Engine, Notifier, Outcome, ProcessId, Receipt } from '@dealroute/core';
import { SdkError } from '@dealroute/core';
import type { Wish } from '../history.js';
import type { HistoryRecord } from '../records.js';

/** Where a client writes its own log, and the clock that all clients share. */
export interface Log {
  /** Returns when the line survives the death of this process. */
  write(record: HistoryRecord): void;
  now(): number;
}

/** What else a start says. */
export interface StartWish extends Wish {
  readonly deal?: string;
  readonly map?: string;
}

/** Entries that are read at once. */
const PAGE = 500;

/** What a failed call is allowed to fail with: the client does not know whether it took effect. */
const UNKNOWN = ['CONTENTION', 'STORAGE_FAILED'] as const;

/** Sends wishes through an engine; writes each down before it is sent, and each answer before it is used. */
export class Recorder {
  #count = 0;

  /** @param name of this client, at most 20 characters; no other one ever has it */
  constructor(
    private readonly engine: Engine,
    private readonly name: string,
    private readonly log: Log,
  ) {}

  /** Undefined when the call failed, so that nobody knows what became of it. */
  async wish(wish: StartWish): Promise<Outcome<Receipt> | undefined> {
    this.#count += 1;
    const id = `${this.name}.${this.#count}`;
    this.log.write({ type: 'sent', id, wish, at: this.log.now() });
    try {
      const answer = await send(this.engine.through(id), wish);
      this.log.write({ type: 'answered', id, answer, at: this.log.now() });
      return answer;
    } catch (error) {
      const code = UNKNOWN.find((known) => SdkError.is(error, known));
      if (!code) throw error;
      this.log.write({
        type: 'failed',
        id,
        error: `${code}: ${(error as Error).message}`,
        at: this.log.now(),
      });
      return undefined;
    }
  }

  /** Reads from a version on how far a process has come. */
  async read(process: ProcessId, version: number): Promise<number> {
    const invokedAt = this.log.now();
    let seen = version;
    for (let page = PAGE; page === PAGE; seen += page)
      page = (await this.engine.journal(process, seen, PAGE)).length;
    this.log.write({ type: 'read', process, version: seen, invokedAt, answeredAt: this.log.now() });
    return seen;
  }
}

/** Writes down what it delivers. */
export const recordingNotifier = (node: string, log: Log): Notifier => ({
  deliver: async ({ id, kind, to, process, task }) => {
    const about = { ...(process !== undefined && { process }), ...(task !== undefined && { task }) };
    log.write({ type: 'delivered', id, kind, to, node, at: log.now(), ...about });
  },
});

function send(engine: Engine, wish: StartWish): Promise<Outcome<Receipt>> {
  const { command, process = '', task = '', result, actor } = wish;
  const asked = { actor, ...(wish.key !== undefined && { key: wish.key }) };
  switch (command) {
    case 'StartProcess':
      return engine.startProcess({ deal: wish.deal ?? '', map: wish.map ?? '', ...asked });
    case 'CompleteTask':
      return engine.completeTask({ task, ...(result !== undefined && { result }), ...asked });
    case 'ClaimTask':
      return engine.claimTask({ task, ...asked });
    case 'ReleaseTask':
      return engine.releaseTask({ task, ...asked });
    case 'HandOverTask':
      return engine.handOverTask({ task, to: wish.to ?? '', ...asked });
    case 'SuspendProcess':
      return engine.suspendProcess({ process, ...asked });
    case 'ResumeProcess':
      return engine.resumeProcess({ process, deadlines: 'shift', ...asked });
    case 'TerminateEarly':
      return engine.terminateEarly({ process, lossReason: 'price', ...asked });
    default:
      throw new Error(`A race knows no ${command}: expected what racers wish. Teach \`send\` to send it.`);
  }
}
