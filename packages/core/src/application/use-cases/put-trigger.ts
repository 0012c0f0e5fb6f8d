import type { Instant, UserId } from '@dealroute/domain';
import { SdkError } from '../../errors/sdk-error.js';
import type { Trigger } from '../../ports/index.js';
import { given } from '../given.js';
import { done, type Outcome, refused } from '../outcome.js';
import { checked, type TriggerRequest, triggerKey, triggerRequest } from '../requests.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';
import { mayAdminister } from './administer.js';

/**
 * Creates or replaces a trigger. Without `effectiveFrom` a new one counts from now on, and one that is replaced keeps
 * its instant, so a host may put its triggers at every start; one that goes on after a pause counts from now on.
 * Without `paused` it stays paused, or not, as it was.
 */
export async function putTrigger(
  runtime: Runtime,
  scope: Scope,
  request: TriggerRequest,
  actor: UserId | null,
): Promise<Outcome<Trigger>> {
  const wish = checked(triggerRequest, request, 'putTrigger');
  checked(triggerKey, { key: wish.key, actor }, 'putTrigger');
  const denied = await mayAdminister(runtime, scope, actor, 'putTrigger');
  if (denied) return refused(denied);
  if (wish.condition !== undefined) requireCondition(runtime, wish.condition, `trigger ${wish.key}`);
  const context = contextOf(scope);
  const known = (await runtime.ports.triggers.triggers(context)).find(({ key }) => key === wish.key);
  const now = runtime.ports.clock.now();
  const { paused = known?.paused === true, effectiveFrom, ...rule } = wish;
  const goesOn = known?.paused === true && !paused;
  const since = effectiveFrom ?? (goesOn ? undefined : known?.effectiveFrom) ?? now;
  const trigger: Trigger = { ...given(rule), ...(paused && { paused }), effectiveFrom: since };
  await runtime.ports.triggers.putTrigger(trigger, firstLook(trigger, now), context);
  runtime.background.announce(scope.transaction);
  return done(trigger);
}

/** Created deals that no event told of are looked for; of other events nothing is left to be seen in the host. */
function firstLook({ event, signal, paused, effectiveFrom }: Trigger, now: Instant): Instant | null {
  const looks = event === 'dealCreated' && signal === undefined && !paused;
  return looks ? Math.max(now, effectiveFrom) : null;
}

/** Throws `REQUEST_INVALID` with what is wrong where a condition does not compile. */
export function requireCondition(runtime: Runtime, condition: string, whose: string): void {
  const compiled = runtime.ports.conditions.compile(condition, {});
  if (compiled.ok) return;
  const problem = compiled.problems[0]?.message ?? '';
  throw new SdkError('REQUEST_INVALID', `The condition of ${whose} is wrong: ${problem}. Correct it.`);
}

/** Removes a trigger; false when there was none. */
export async function removeTrigger(
  runtime: Runtime,
  scope: Scope,
  key: string,
  actor: UserId | null,
): Promise<Outcome<boolean>> {
  checked(triggerKey, { key, actor }, 'removeTrigger');
  const denied = await mayAdminister(runtime, scope, actor, 'removeTrigger');
  if (denied) return refused(denied);
  return done(await runtime.ports.triggers.removeTrigger(key, contextOf(scope)));
}
