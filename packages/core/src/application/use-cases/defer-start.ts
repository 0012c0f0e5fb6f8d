import { SdkError } from '../../errors/sdk-error.js';
import type { DeferralFilter, DeferredStart, Page, PageRequest } from '../../ports/index.js';
import { rehearse } from '../attempt-command.js';
import { canonical } from '../canonical.js';
import { given } from '../given.js';
import { done, type Outcome, refused } from '../outcome.js';
import {
  checked,
  type DeferralRequest,
  type DeferStartRequest,
  deferralFilter,
  deferralRequest,
  deferStartRequest,
  pageOf,
} from '../requests.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';
import { mayAdminister } from './administer.js';

/**
 * Keeps a start until its business time. What would be refused at once is refused, not kept; but a deal that another
 * process governs may be free by then, so that is judged when the start is due.
 */
export async function deferStart(
  runtime: Runtime,
  scope: Scope,
  request: DeferStartRequest,
): Promise<Outcome<DeferredStart>> {
  const { at, after, key, ...wish } = checked(deferStartRequest, request, 'deferStart');
  const { ports } = runtime;
  const context = contextOf(scope);
  const id = key ?? ports.ids.next();
  const until = after ? { after } : { at: at as number };
  const asked = { id, ...wish, variables: wish.variables ?? {}, until };
  const known = key === undefined ? undefined : await ports.deferrals.find(id, context);
  if (known) return done(repeated(known, asked));
  const rehearsed = await rehearseStart(runtime, scope, asked);
  if (!rehearsed.ok) return rehearsed;
  const deferredAt = ports.clock.now();
  const dueAt = after
    ? (await ports.calendar.deadline({ start: deferredAt, limit: after }, context)).dueAt
    : at;
  const start = { ...asked, deferredAt, dueAt: dueAt as number, ended: null };
  if (await ports.deferrals.defer(start, context)) {
    runtime.background.announce(scope.transaction);
    return done(start);
  }
  const first = await ports.deferrals.find(id, context);
  return done(repeated(first ?? start, asked));
}

type Asked = Pick<DeferredStart, 'id' | 'deal' | 'map' | 'variables' | 'actor' | 'until'>;

function repeated(first: DeferredStart, asked: Asked): DeferredStart {
  const wishOf = ({ deal, map, variables, actor, until }: Asked) =>
    canonical({ deal, map, variables, actor, until });
  if (wishOf(first) === wishOf(asked)) return first;
  throw new SdkError(
    'KEY_REUSED',
    `The key "${asked.id}" was used for another deferred start: expected a key of its own for each. Make keys from what is asked, such as the id of the request.`,
    { key: asked.id },
  );
}

function rehearseStart(runtime: Runtime, scope: Scope, { deal, map, variables, actor }: Asked) {
  const process = runtime.ports.ids.next();
  const command = { type: 'StartProcess' as const, process, deal, variables };
  return rehearse(runtime, scope, { process, command, actor, start: { map, deal } });
}

/** Ends a deferral that waits: its own starter's, or any for admins. */
export async function cancelStart(
  runtime: Runtime,
  scope: Scope,
  request: DeferralRequest,
): Promise<Outcome<void>> {
  const { id, actor } = checked(deferralRequest, request, 'cancelStart');
  const { deferrals, clock } = runtime.ports;
  const context = contextOf(scope);
  const start = await deferrals.find(id, context);
  if (!start || start.ended) return refused({ code: 'START_NOT_DEFERRED', start: id });
  const denied = await mayAdminister(runtime, scope, actor, 'cancelStart');
  const own = actor === start.actor;
  if (denied && !(own && denied.code === 'NOT_PERMITTED')) return refused(denied);
  const ending = { as: 'cancelled', at: clock.now(), by: actor } as const;
  const cancelled = await deferrals.end(id, ending, context);
  return cancelled ? done(undefined) : refused({ code: 'START_NOT_DEFERRED', start: id });
}

/** Deferred starts and what became of them, newest deferral first. */
export async function deferredStarts(
  runtime: Runtime,
  scope: Scope,
  filter: DeferralFilter,
  page?: PageRequest,
): Promise<Page<DeferredStart>> {
  const wish = given(checked(deferralFilter, filter, 'deferredStarts'));
  return runtime.ports.deferrals.list(wish, pageOf(page), contextOf(scope));
}
