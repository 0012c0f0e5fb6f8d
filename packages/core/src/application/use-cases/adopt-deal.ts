import type { DealRef, DealSnapshot, ProcessId, Rejection } from '@dealroute/domain';
import type { z } from 'zod';
import { rehearse } from '../attempt-command.js';
import type { CommandRequest, Receipt } from '../command-request.js';
import { keyOf } from '../key-of.js';
import type { adoptDealsRequest } from '../requests.js';
import { runCommand } from '../run-command.js';
import { messageOf, type Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';

/** Where a process begins, and what the deal's stage does then: null where it stays. */
interface Beginning {
  readonly node: string;
  readonly stage: { readonly from: string; readonly to: string } | null;
}

/** What becomes of one deal. */
export type AdoptionVerdict = { readonly deal: DealRef } & (
  | ({ readonly as: 'adoptable' } & Beginning)
  | ({ readonly as: 'adopted'; readonly process: ProcessId } & Beginning)
  /** An earlier run under the same key did it. */
  | { readonly as: 'adoptedBefore'; readonly process: ProcessId }
  | { readonly as: 'refused'; readonly why: Rejection }
  /** Something broke; run again under the same key. `error` is for developers. */
  | { readonly as: 'failed'; readonly error: string }
);

export type CheckedAdoption = z.output<typeof adoptDealsRequest>;

/** An adoption with what is known of its pipeline and of the deals of its page. */
export interface AdoptionGround extends Pick<CheckedAdoption, 'map' | 'node' | 'byStage' | 'actor' | 'key'> {
  readonly dryRun: boolean;
  readonly pipeline: string;
  /** Stages in which a deal is won or lost. */
  readonly closed: ReadonlySet<string>;
  readonly governed: ReadonlyMap<DealRef, ProcessId>;
}

/** Judges one deal and, unless it is a dry run, begins its process; one that breaks stands in no other's way. */
export async function adoptDeal(
  runtime: Runtime,
  scope: Scope,
  ground: AdoptionGround,
  ref: DealRef,
  deal: DealSnapshot | undefined,
): Promise<AdoptionVerdict> {
  try {
    return { deal: ref, ...(await verdict(runtime, scope, ground, ref, deal)) };
  } catch (error) {
    // In the host's own transaction its owner decides what becomes of a failure.
    if (scope.transaction) throw error;
    runtime.ports.logger.error('A deal could not be adopted.', { deal: ref, error: messageOf(error) });
    return { deal: ref, as: 'failed', error: messageOf(error) };
  }
}

type Verdict = AdoptionVerdict extends infer V ? (V extends unknown ? Omit<V, 'deal'> : never) : never;

async function verdict(
  runtime: Runtime,
  scope: Scope,
  ground: AdoptionGround,
  ref: DealRef,
  deal: DealSnapshot | undefined,
): Promise<Verdict> {
  const key = ground.key === undefined || ground.dryRun ? undefined : keyOf('adopt', ground.key, ref);
  const first = key === undefined ? undefined : await runtime.ports.store.kept(key, contextOf(scope));
  if (first) return { as: 'adoptedBefore', process: (first.reply as unknown as Receipt).process };
  if (!deal) return { as: 'refused', why: { code: 'DEAL_NOT_FOUND', deal: ref } };
  const why = obstacle(ground, deal);
  if (why) return { as: 'refused', why };
  const node = nodeFor(ground, deal);
  if (node === undefined) {
    return { as: 'refused', why: { code: 'NO_NODE_FOR_STAGE', deal: ref, stage: deal.stage } };
  }
  return begin(runtime, scope, ground, { deal, node, key });
}

/** What stands against adopting a deal, whatever the node. */
function obstacle(
  { pipeline, closed, governed }: AdoptionGround,
  { ref: deal, stage, ...of }: DealSnapshot,
): Rejection | undefined {
  const process = governed.get(deal);
  if (process !== undefined) return { code: 'DEAL_ALREADY_GOVERNED', deal, process };
  if (of.pipeline !== pipeline) {
    return { code: 'WRONG_PIPELINE', deal, pipeline: of.pipeline, expected: pipeline };
  }
  return closed.has(stage) ? { code: 'DEAL_CLOSED', deal, stage } : undefined;
}

function nodeFor({ node, byStage = {} }: AdoptionGround, { stage }: DealSnapshot): string | undefined {
  return node ?? (Object.hasOwn(byStage, stage) ? byStage[stage] : undefined);
}

interface Wanted {
  readonly deal: DealSnapshot;
  readonly node: string;
  readonly key: string | undefined;
}

async function begin(
  runtime: Runtime,
  scope: Scope,
  { map, actor, dryRun }: AdoptionGround,
  { deal, node, key }: Wanted,
): Promise<Verdict> {
  const process = runtime.ports.ids.next();
  const command = { type: 'StartProcess' as const, process, deal: deal.ref, node };
  const request: CommandRequest = { process, command, actor, key, start: { map, deal: deal.ref } };
  if (dryRun) {
    const rehearsal = await rehearse(runtime, scope, request);
    if (!rehearsal.ok) return { as: 'refused', why: rehearsal.rejection };
    return { as: 'adoptable', node, stage: stageChange(deal, rehearsal.value.foreseen.stage) };
  }
  const outcome = await runCommand(runtime, scope, request);
  if (!outcome.ok) return { as: 'refused', why: outcome.rejection };
  const { process: id, stage } = outcome.value;
  return { as: 'adopted', process: id, node, stage: stageChange(deal, stage) };
}

const stageChange = ({ stage: from }: DealSnapshot, to: string) => (from === to ? null : { from, to });
