import type { DealRef, DealSnapshot, JsonValue, ProcessId, UserId } from '@dealroute/domain';
import type { Trigger } from '../../ports/index.js';
import { given } from '../given.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';
import { startAs } from './start-process.js';

/** Why a trigger starts something: the same key starts it once. */
export interface TriggerCause {
  readonly key: string;
  /** The host event, where one told of it. */
  readonly event?: string;
  readonly by?: UserId | undefined;
  readonly variables?: Readonly<Record<string, JsonValue>> | undefined;
}

/** Whether a condition holds for a deal; without one it does. */
export function holds(runtime: Runtime, condition: string | undefined, deal: DealSnapshot): boolean {
  if (condition === undefined) return true;
  const compiled = runtime.ports.conditions.compile(condition, {});
  if (!compiled.ok) throw new Error(`The condition ${condition} does not compile.`);
  return compiled.predicate({ deal, vars: {}, results: {} });
}

/** The process that a trigger starts. A refusal is an incident, but for a deal that another process governs. */
export async function startByTrigger(
  runtime: Runtime,
  scope: Scope,
  trigger: Trigger,
  deal: DealRef,
  { key, event, by, variables }: TriggerCause,
): Promise<ProcessId | undefined> {
  const wish = { deal, map: trigger.map, variables, actor: null, key };
  const outcome = await startAs(runtime, scope, wish, by);
  if (outcome.ok) return outcome.value.process;
  const { code } = outcome.rejection;
  if (code === 'DEAL_ALREADY_GOVERNED') return undefined;
  const details = { trigger: trigger.key, code, ...given({ event }) };
  const incident = { key, kind: 'triggerFailed', deal, details, at: runtime.ports.clock.now() } as const;
  await runtime.ports.incidents.report(incident, contextOf(scope));
  return undefined;
}
