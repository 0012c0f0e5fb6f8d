import type { ProcessId, ProcessState, TextId } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import type { Contact } from './contact-store.js';
import { port } from './port.js';
import type { JournalEntry, TaskRecord } from './process-store.js';

/** The whole record of a finished process: plain JSON. */
export interface ArchivedProcess {
  /** Of this form; a later one has a higher number. */
  readonly format: 1;
  readonly tenant: string;
  /** With the tenant: the same each time that the process is handed over. */
  readonly id: ProcessId;
  readonly version: number;
  readonly state: ProcessState;
  readonly tasks: readonly TaskRecord[];
  readonly journal: readonly JournalEntry[];
  /** What took place on its deal while it ran. */
  readonly contacts: readonly Contact[];
  /** What people wrote, by the ids that journal, tasks and contacts name. Erased texts are missing. */
  readonly texts: Readonly<Record<TextId, string>>;
}

/** Keeps finished processes that retention removes. */
export interface ProcessArchive {
  /**
   * Resolves when the record is safe; the process is removed then. It may be handed over again, after a crash for
   * example: tenant and id say that it is the same. Rejects, and the process stays where it is.
   */
  keep(process: ArchivedProcess, context: CallContext): Promise<void>;
}

export const PROCESS_ARCHIVE = port<ProcessArchive>('ProcessArchive');
