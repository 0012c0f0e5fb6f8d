import { done, type Outcome, refused } from '../outcome.js';
import { checked, type IncidentRequest, incidentRequest } from '../requests.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';
import { mayAdminister } from './administer.js';

/** Says that an incident is over; false when it is not open. */
export async function resolveIncident(
  runtime: Runtime,
  scope: Scope,
  request: IncidentRequest,
): Promise<Outcome<boolean>> {
  const { id, actor } = checked(incidentRequest, request, 'resolveIncident');
  const denied = await mayAdminister(runtime, scope, actor, 'resolveIncident');
  if (denied) return refused(denied);
  const at = runtime.ports.clock.now();
  return done(await runtime.ports.incidents.resolve(id, actor ?? 'system', at, contextOf(scope)));
}

/** Tries a delivery again that was given up, and closes its incident; false when there is nothing to try again. */
export async function retryIncident(
  runtime: Runtime,
  scope: Scope,
  request: IncidentRequest,
): Promise<Outcome<boolean>> {
  const { id, actor } = checked(incidentRequest, request, 'retryIncident');
  const denied = await mayAdminister(runtime, scope, actor, 'retryIncident');
  if (denied) return refused(denied);
  const incident = await runtime.ports.incidents.find(id, contextOf(scope));
  const message = incident?.details.message;
  if (incident?.kind !== 'undelivered' || typeof message !== 'string') return done(false);
  if (!(await runtime.ports.outbox.revive(scope.tenant, message))) return done(false);
  runtime.background.announce();
  return resolveIncident(runtime, scope, { id, actor });
}
