import type { DealRef, DealSnapshot, RouteMap } from '@dealroute/domain';
import { given } from '../given.js';
import { done, type Outcome, refused } from '../outcome.js';
import { type AdoptDealsRequest, adoptDealsRequest, checked } from '../requests.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';
import { mayAdminister } from './administer.js';
import { type AdoptionGround, type AdoptionVerdict, adoptDeal, type CheckedAdoption } from './adopt-deal.js';
import { requireCondition } from './put-trigger.js';
import { holds } from './start-by-trigger.js';

/** A page of an adoption, or of its dry run. */
export interface Adoption {
  /** Of every deal of the page but those that the condition passes over. */
  readonly verdicts: readonly AdoptionVerdict[];
  readonly counts: Readonly<Record<AdoptionVerdict['as'] | 'passedOver', number>>;
  /** Ask for the next page with it as `after`; null on the last one. */
  readonly next: DealRef | null;
}

/** The deals of one page by reference: undefined where the host has none. */
interface DealPage {
  readonly deals: ReadonlyMap<DealRef, DealSnapshot | undefined>;
  readonly next: DealRef | null;
}

/** Most deals of one page of all open ones, where the request does not say. */
const PAGE = 100;

/** Judges a page of deals and, unless it is a dry run, begins a process on each that can be adopted. */
export async function adoptDeals(
  runtime: Runtime,
  scope: Scope,
  request: AdoptDealsRequest,
): Promise<Outcome<Adoption>> {
  const wish = checked(adoptDealsRequest, request, 'adoptDeals');
  const denied = await mayAdminister(runtime, scope, wish.actor, 'adoptDeals');
  if (denied) return refused(denied);
  if (wish.condition !== undefined) requireCondition(runtime, wish.condition, 'the adoption');
  const map = await governingMap(runtime, scope, wish.map);
  if (!map.ok) return map;
  const page = await readPage(runtime, scope, wish, map.value);
  if (!page.ok) return page;
  const { deals, next } = page.value;
  const meant = [...deals].filter(([, deal]) => !deal || holds(runtime, wish.condition, deal));
  const ground = await readGround(runtime, scope, wish, map.value, [...deals.keys()]);
  const verdicts = await inTurns(scope, meant, (one) => adoptDeal(runtime, scope, ground, ...one));
  return done({ verdicts, counts: countsOf(verdicts, deals.size - meant.length), next });
}

async function governingMap({ ports }: Runtime, scope: Scope, key: string): Promise<Outcome<RouteMap>> {
  const context = contextOf(scope);
  const active = await ports.maps.find(key, undefined, context);
  if (active?.map.kind === 'governing') return done(active.map);
  if (active) return refused({ code: 'MAP_NOT_GOVERNING', map: key });
  const [newest] = await ports.maps.list(key, context);
  return refused({ code: newest ? 'MAP_NOT_ACTIVE' : 'MAP_NOT_FOUND', map: key });
}

/** The deals that are named, in one page; else the open ones of the map's pipeline, page by page. */
async function readPage(
  { ports: { host } }: Runtime,
  scope: Scope,
  { deals: named, after, limit = PAGE }: CheckedAdoption,
  { pipeline = '' }: RouteMap,
): Promise<Outcome<DealPage>> {
  const context = contextOf(scope);
  if (named) {
    const refs = [...new Set(named)];
    const found = await host.readDeals(refs, context);
    return done({ deals: new Map(refs.map((ref, i) => [ref, found[i]])), next: null });
  }
  const found = await host.openDeals?.({ pipeline, after: after ?? null, limit }, context);
  if (!found) return refused({ code: 'DEALS_NOT_LISTED', pipeline });
  const next = found.length < limit ? null : (found.at(-1)?.ref ?? null);
  return done({ deals: new Map(found.map((deal) => [deal.ref, deal])), next });
}

async function readGround(
  { ports, hostLists }: Runtime,
  scope: Scope,
  wish: CheckedAdoption,
  map: RouteMap,
  refs: readonly DealRef[],
): Promise<AdoptionGround> {
  const context = contextOf(scope);
  const pipeline = await hostLists.pipeline(map.pipeline, context);
  const closed = (pipeline?.stages ?? []).filter(({ kind }) => kind !== 'open');
  return {
    ...given(wish),
    pipeline: map.pipeline ?? '',
    closed: new Set(closed.map(({ key }) => key)),
    governed: await ports.queries.governing(refs, context),
  };
}

/** At once, so that reads and commits are shared; in a host's transaction one after the other. */
async function inTurns<T, R>(
  { transaction }: Scope,
  things: readonly T[],
  work: (thing: T) => Promise<R>,
): Promise<readonly R[]> {
  if (!transaction) return Promise.all(things.map(work));
  const results: R[] = [];
  for (const thing of things) results.push(await work(thing));
  return results;
}

function countsOf(verdicts: readonly AdoptionVerdict[], passedOver: number): Adoption['counts'] {
  const counts = { adoptable: 0, adopted: 0, adoptedBefore: 0, refused: 0, failed: 0, passedOver };
  for (const { as } of verdicts) counts[as] += 1;
  return counts;
}
