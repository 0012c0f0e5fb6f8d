import { rootOf } from '@dealroute/domain';
import type { Page, PageRequest, ProcessFilter } from '../../ports/index.js';
import type { Receipt } from '../command-request.js';
import { given } from '../given.js';
import { keyOf } from '../key-of.js';
import { type MigrationVerdict, refusedVerdict, verdictOf } from '../migration-verdict.js';
import { done, type Outcome, refused } from '../outcome.js';
import {
  checked,
  type MigrateProcessesRequest,
  migrateProcessesRequest,
  type PlanMigrationRequest,
  pageOf,
  planMigrationRequest,
  type UndoMigrationRequest,
  undoMigrationRequest,
} from '../requests.js';
import { changeProcess, runCommand } from '../run-command.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';
import { mayAdminister } from './administer.js';

/** What became of a page of processes. */
export interface MigrationProgress extends Page<MigrationVerdict> {
  readonly moved: number;
  readonly needsChoice: number;
  readonly cannot: number;
  /** How many processes still run under the former versions, those that cannot go over included. */
  readonly remaining: number;
}

/** Says for each process of the former versions what a migration would do, newest process first. Nothing changes. */
export async function planMigration(
  runtime: Runtime,
  scope: Scope,
  request: PlanMigrationRequest,
  page?: PageRequest,
): Promise<Outcome<Page<MigrationVerdict>>> {
  const wish = checked(planMigrationRequest, request, 'planMigration');
  return plan(runtime, scope, wish, page);
}

/**
 * Moves a page of processes to a version, each by a command of its own: one that cannot move stops no other. Ask for the
 * next page until there is none. The same key moves each process once, so that a call that was cut off can be repeated.
 */
export async function migrateProcesses(
  runtime: Runtime,
  scope: Scope,
  request: MigrateProcessesRequest,
  page?: PageRequest,
): Promise<Outcome<MigrationProgress>> {
  const { key, ...wish } = checked(migrateProcessesRequest, request, 'migrateProcesses');
  const planned = await plan(runtime, scope, wish, page);
  if (!planned.ok) return planned;
  const { items, next } = planned.value;
  const verdicts = await Promise.all(
    items.map((verdict) =>
      verdict.verdict === 'moves' ? migrate(runtime, scope, wish, key, verdict) : verdict,
    ),
  );
  const count = (kind: MigrationVerdict['verdict']) =>
    verdicts.filter(({ verdict }) => verdict === kind).length;
  const filter = await formerProcesses(runtime, scope, wish);
  return done({
    items: verdicts,
    next,
    moved: count('moves'),
    needsChoice: count('needsChoice'),
    cannot: count('cannot'),
    remaining: await runtime.ports.queries.countProcesses(filter, contextOf(scope)),
  });
}

/** Gives a process its former version back, while nothing has happened since it was migrated. */
export async function undoMigration(
  runtime: Runtime,
  scope: Scope,
  request: UndoMigrationRequest,
): Promise<Outcome<Receipt>> {
  const { actor, key, ...wish } = checked(undoMigrationRequest, request, 'undoMigration');
  const process = rootOf(wish.process);
  const command = { type: 'UndoMigration' as const, process };
  return runCommand(runtime, scope, { process, command, actor, key });
}

type Wish = ReturnType<typeof planMigrationRequest.parse>;

async function plan(
  runtime: Runtime,
  scope: Scope,
  wish: Wish,
  page: PageRequest | undefined,
): Promise<Outcome<Page<MigrationVerdict>>> {
  const denied = await mayAdminister(runtime, scope, wish.actor, 'migrateProcesses');
  if (denied) return refused(denied);
  const context = contextOf(scope);
  const { map, to: version } = wish;
  const target = await runtime.maps.executable({ key: map, version }, context);
  if (!target) return refused({ code: 'MAP_NOT_FOUND', map, version });
  const filter = await formerProcesses(runtime, scope, wish);
  const { items, next } = await runtime.ports.queries.processes(filter, pageOf(page), context);
  const verdicts = await Promise.all(
    items.map((process) => verdictOf(runtime, scope, process, requestOf(wish, process.id))),
  );
  return done({ items: verdicts, next });
}

async function formerProcesses(runtime: Runtime, scope: Scope, wish: Wish): Promise<ProcessFilter> {
  const { map, to, from } = wish;
  const all = async () =>
    (await runtime.ports.maps.list(map, contextOf(scope))).map(({ version }) => version);
  const versions = (from ?? (await all())).filter((version) => version !== to);
  return { map, versions, status: 'running' };
}

function requestOf({ to: version, mapping, deadlines = 'keep', actor }: Wish, process: string) {
  const command = { type: 'MigrateProcess' as const, process, version, deadlines, ...given({ mapping }) };
  return { process, command, actor };
}

async function migrate(
  runtime: Runtime,
  scope: Scope,
  wish: Wish,
  key: string,
  verdict: MigrationVerdict,
): Promise<MigrationVerdict> {
  const { process } = verdict;
  const request = { ...requestOf(wish, process), key: keyOf('migration', key, process) };
  const { outcome, change } = await changeProcess(runtime, scope, request);
  if (!outcome.ok) return refusedVerdict(verdict, outcome.rejection);
  if (change || (await runsUnder(runtime, scope, process, wish.to))) return verdict;
  // Under this key it was moved before, and is not where that led to.
  return refusedVerdict(verdict, { code: 'CANNOT_MIGRATE', why: 'takenBack' });
}

async function runsUnder(
  { ports }: Runtime,
  { tenant, transaction }: Scope,
  process: string,
  version: number,
): Promise<boolean> {
  const [stored] = await ports.store.load([{ tenant, process }], transaction);
  return stored?.state.instances[0]?.map.version === version;
}
