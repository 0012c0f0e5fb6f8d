import type { UserId } from '@dealroute/domain';
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
 * its instant, so a host may put its triggers at every start.
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
  if (wish.condition !== undefined) {
    const compiled = runtime.ports.conditions.compile(wish.condition, {});
    if (!compiled.ok) {
      const problem = compiled.problems[0]?.message ?? '';
      throw new SdkError(
        'REQUEST_INVALID',
        `The condition of trigger ${wish.key} is wrong: ${problem}. Correct it.`,
      );
    }
  }
  const context = contextOf(scope);
  const known = (await runtime.ports.triggers.triggers(context)).find(({ key }) => key === wish.key);
  const effectiveFrom = wish.effectiveFrom ?? known?.effectiveFrom ?? runtime.ports.clock.now();
  const trigger: Trigger = { ...given(wish), effectiveFrom };
  await runtime.ports.triggers.putTrigger(trigger, context);
  return done(trigger);
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
