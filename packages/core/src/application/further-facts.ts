import type { Command, ExecutableMap, Facts } from '@dealroute/domain';
import type { CallContext, StoredProcess } from '../ports/index.js';
import { provingContact } from './evidence.js';
import type { Runtime } from './runtime.js';

const NOTHING: Partial<Facts> = {};

/** What a step may ask for beside its map, deal and actor: only processes with called ones, migrations and evidence need more. */
export async function furtherFacts(
  runtime: Runtime,
  context: CallContext,
  command: Command,
  { stored, map }: { readonly stored: StoredProcess | undefined; readonly map: ExecutableMap },
): Promise<Partial<Facts>> {
  if (!stored || isPlain(command, stored)) return NOTHING;
  const [{ called }, goingOver] = await Promise.all([
    calledVersions(runtime, context, stored),
    goingOverFacts(runtime, context, command, stored),
  ]);
  const contact = await provingContact(runtime, context, command, { stored, map, called });
  return { ...goingOver, ...(called && { called }), ...(contact !== undefined && { contact }) };
}

const isPlain = ({ type }: Command, { state }: StoredProcess): boolean =>
  state.instances.length === 1 &&
  type !== 'MigrateProcess' &&
  type !== 'UndoMigration' &&
  type !== 'CompleteStep';

/** A called process keeps its version when its caller goes over to one that calls another. */
async function calledVersions(
  { maps }: Runtime,
  context: CallContext,
  { state }: StoredProcess,
): Promise<Partial<Facts>> {
  const [, ...called] = state.instances;
  if (called.length === 0) return NOTHING;
  return { called: await Promise.all(called.map(({ map }) => maps.running(map, context))) };
}

async function goingOverFacts(
  runtime: Runtime,
  context: CallContext,
  command: Command,
  stored: StoredProcess,
): Promise<Partial<Facts>> {
  if (command.type === 'UndoMigration') return undoingFacts(runtime, context, stored);
  const key = stored.state.instances[0]?.map.key;
  if (command.type !== 'MigrateProcess' || key === undefined) return NOTHING;
  const goesOverTo = await runtime.maps.executable({ key, version: command.version }, context);
  return goesOverTo ? { goesOverTo } : NOTHING;
}

async function undoingFacts(
  { ports, maps }: Runtime,
  context: CallContext,
  { state, version }: StoredProcess,
): Promise<Partial<Facts>> {
  const [last] = await ports.queries.journal(state.id, version - 1, 1, context);
  const done = last?.events.find((event) => event.type === 'ProcessMigrated');
  if (!last || !done) return NOTHING;
  return { lastEvents: last.events, goesOverTo: await maps.running(done.from, context) };
}
