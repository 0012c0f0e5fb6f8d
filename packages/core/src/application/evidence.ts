import { type Command, type ContactId, contactEvidence, type ExecutableMap } from '@dealroute/domain';
import type { CallContext, StoredProcess } from '../ports/index.js';
import { lineOfHands } from './queries/task-card.js';
import type { Runtime } from './runtime.js';

interface Standing {
  readonly stored: StoredProcess;
  readonly map: ExecutableMap;
  /** Versions of called maps that are no longer pinned. */
  readonly called: readonly ExecutableMap[] | undefined;
}

/**
 * The contact that proves a checklist step: the latest fitting one on the deal since the first hand got the task.
 * Undefined for every command that needs none: nothing is read for them.
 */
export function provingContact(
  runtime: Runtime,
  context: CallContext,
  command: Command,
  { stored, map, called }: Standing,
): Promise<ContactId | undefined> | undefined {
  if (command.type !== 'CompleteStep') return undefined;
  const evidence = contactEvidence(map, stored.state, command, called);
  if (!evidence) return undefined;
  const { kind: _, ...wanted } = evidence;
  return latest(runtime, context, { ...wanted, deal: stored.state.deal }, command.task);
}

type Wanted = Omit<Parameters<Runtime['ports']['contacts']['list']>[0], 'since'>;

async function latest(
  runtime: Runtime,
  context: CallContext,
  wanted: Wanted,
  task: string,
): Promise<ContactId | undefined> {
  const record = await runtime.ports.queries.task(task, context);
  if (!record) return undefined;
  const [first = record] = await lineOfHands(runtime, record, context);
  const filter = { ...wanted, since: first.createdAt };
  return (await runtime.ports.contacts.list(filter, { limit: 1 }, context)).items[0]?.id;
}
