import type { Rejection, UserId } from '@dealroute/domain';
import { absent } from '../authority.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';

/** The refusal for those who may not change maps, triggers and incidents. */
export async function mayAdminister(
  runtime: Runtime,
  scope: Scope,
  actor: UserId | null,
  action: string,
): Promise<Rejection | undefined> {
  const people = await runtime.people.read([actor], contextOf(scope));
  const absence = absent(actor, people);
  if (absence) return absence;
  const user = actor === null ? null : (people.get(actor) ?? null);
  return runtime.ports.policy.permitsAdministration(user) ? undefined : { code: 'NOT_PERMITTED', action };
}
