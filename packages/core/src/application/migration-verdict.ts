import {
  type DealRef,
  type Instant,
  type OpenChoice,
  type ProcessEvent,
  type ProcessId,
  type ProcessState,
  type Rejection,
  realize,
  type TaskId,
  visitId,
} from '@dealroute/domain';
import type { ProcessRecord } from '../ports/index.js';
import { type Rehearsal, rehearse } from './attempt-command.js';
import type { CommandRequest } from './command-request.js';
import type { Outcome } from './outcome.js';
import { resolvePlans } from './resolve-plans.js';
import type { Runtime } from './runtime.js';
import { contextOf, type Scope } from './scope.js';

/** A node on which a process stands, and the one of the other version on which it would. */
export interface MigratedNode {
  readonly from: string;
  readonly to: string;
}

/** An open task or timer whose node has another limit in the version. */
export interface MigratedDeadline {
  /** The node in that version. */
  readonly node: string;
  readonly task?: TaskId;
  readonly timer?: string;
  /** With `deadlines: 'keep'`; null where there is none. */
  readonly keep: Instant | null;
  /** With `deadlines: 'recalculate'`, at this moment. */
  readonly recalculate: Instant | null;
}

interface About {
  readonly process: ProcessId;
  readonly deal: DealRef;
  /** The version under which it ran. */
  readonly version: number;
}

/** What a migration does to one process: it moves, a person must choose, or it cannot move and why. */
export type MigrationVerdict = About &
  (
    | {
        readonly verdict: 'moves';
        /** For each token of the process itself. */
        readonly nodes: readonly MigratedNode[];
        /** The deal's stage, where it changes. */
        readonly stage: MigratedNode | null;
        readonly deadlines: readonly MigratedDeadline[];
      }
    | { readonly verdict: 'needsChoice'; readonly nodes: readonly OpenChoice[] }
    | { readonly verdict: 'cannot'; readonly rejection: Rejection }
  );

/** What a migration would do to a process as things stand. Nothing is written. */
export async function verdictOf(
  runtime: Runtime,
  scope: Scope,
  { id: process, deal, map }: ProcessRecord,
  request: CommandRequest,
): Promise<MigrationVerdict> {
  const about = { process, deal, version: map.version };
  // What is recalculated tells both instants; it is refused where only the recalculation cannot be done.
  const recalculated = await rehearse(runtime, scope, recalculating(request));
  const rehearsed = await asWished(runtime, scope, request, recalculated);
  if (!rehearsed.ok) return refusedVerdict(about, rehearsed.rejection);
  const { before, foreseen } = rehearsed.value;
  const deadlines = recalculated.ok ? await deadlinesOf(runtime, scope, recalculated.value) : [];
  const stage = before && before.stage !== foreseen.stage ? { from: before.stage, to: foreseen.stage } : null;
  return { ...about, verdict: 'moves', nodes: nodesOf(before, foreseen), stage, deadlines };
}

export function refusedVerdict({ process, deal, version }: About, rejection: Rejection): MigrationVerdict {
  const about = { process, deal, version };
  if (rejection.code === 'MIGRATION_NEEDS_CHOICE')
    return { ...about, verdict: 'needsChoice', nodes: rejection.nodes };
  return { ...about, verdict: 'cannot', rejection };
}

function recalculating(request: CommandRequest): CommandRequest {
  const { command } = request;
  if (command.type !== 'MigrateProcess') return request;
  return { ...request, command: { ...command, deadlines: 'recalculate' } };
}

async function asWished(
  runtime: Runtime,
  scope: Scope,
  request: CommandRequest,
  recalculated: Outcome<Rehearsal>,
): Promise<Outcome<Rehearsal>> {
  if (recalculated.ok || recalculated.rejection.code !== 'TIMER_FIELD_EMPTY') return recalculated;
  return rehearse(runtime, scope, request);
}

function nodesOf(before: ProcessState | null, after: ProcessState): readonly MigratedNode[] {
  const own = (before?.tokens ?? []).filter(({ process }) => process === after.id);
  return own.map(({ visit, node }) => {
    const token = after.tokens.find((candidate) => candidate.visit === visit);
    return { from: node, to: token?.node ?? node };
  });
}

async function deadlinesOf(
  runtime: Runtime,
  scope: Scope,
  rehearsal: Rehearsal,
): Promise<readonly MigratedDeadline[]> {
  const { events, facts, foreseen } = rehearsal;
  const found = await resolvePlans(runtime, rehearsal, facts, contextOf(scope));
  return realize(foreseen.id, events, found).flatMap((event) => deadlineOf(event, foreseen));
}

function deadlineOf(event: ProcessEvent, after: ProcessState): readonly MigratedDeadline[] {
  if (event.type !== 'TaskRescheduled' && event.type !== 'TimerRescheduled') return [];
  const { from: keep, to: recalculate } = event;
  const nodeAt = (visit: number | undefined) =>
    after.tokens.find((token) => token.visit === visit)?.node ?? '';
  if (event.type === 'TimerRescheduled') {
    const { timer } = event;
    const node = nodeAt(after.timers.find(({ visit }) => visitId(after.id, visit) === timer)?.visit);
    return [{ node, timer, keep, recalculate }];
  }
  const { task } = event;
  return [{ node: nodeAt(after.tasks.find(({ id }) => id === task)?.visit), task, keep, recalculate }];
}
