import { createHash } from 'node:crypto';
import {
  type Diagnostic,
  type MapPin,
  type RouteMap,
  type UserId,
  type ValidationContext,
  validateMap,
} from '@dealroute/domain';
import { SdkError } from '../../errors/sdk-error.js';
import { readMap } from '../../map-format/read-map.js';
import type { MapVersion } from '../../ports/index.js';
import { canonical } from '../canonical.js';
import { done, type Outcome, refused } from '../outcome.js';
import { checked, deployMapRequest, type MapRequest, mapRequest } from '../requests.js';
import type { Runtime } from '../runtime.js';
import { contextOf, type Scope } from '../scope.js';
import { mayAdminister } from './administer.js';

/** A map that was kept, with what validation found: of an active one only warnings. */
export interface Deployment {
  readonly version: MapVersion;
  readonly diagnostics: readonly Diagnostic[];
}

export interface DeployMapRequest {
  readonly map: RouteMap;
  readonly actor: UserId | null;
  /** Also make it the version that new processes start with. */
  readonly activate?: boolean;
}

/**
 * Keeps a map as the draft of its key, and activates it if asked. A map that equals the active version changes
 * nothing, so a host may deploy its maps at every start.
 */
export async function deployMap(
  runtime: Runtime,
  scope: Scope,
  request: DeployMapRequest,
): Promise<Outcome<Deployment>> {
  const { map, actor, activate = false } = checked(deployMapRequest, request, 'deployMap');
  const denied = await mayAdminister(runtime, scope, actor, 'deployMap');
  if (denied) return refused(denied);
  const read = readMap(map);
  if (!read.ok) {
    const problems = read.problems.map(
      ({ pointer, code, params }) => `${pointer || '/'}: ${code} ${JSON.stringify(params)}`,
    );
    throw new SdkError(
      'MAP_INVALID',
      `The map is malformed: ${problems.join('; ')}. See docs/map-format.md.`,
    );
  }
  const context = contextOf(scope);
  const active = await runtime.ports.maps.find(read.map.key, undefined, context);
  if (
    active &&
    activate &&
    canonical(active.map) === canonical(read.map) &&
    (await pinsHold(runtime, scope, active))
  ) {
    return done({ version: active, diagnostics: [] });
  }
  const draft = await runtime.ports.maps.putDraft(read.map, runtime.ports.clock.now(), context);
  const diagnostics = validateMap(draft.map, await validationContext(runtime, scope, draft.map));
  return activate ? activateDraft(runtime, scope, draft, diagnostics) : done({ version: draft, diagnostics });
}

/** Makes the draft of a map the version that new processes start with, if validation finds no error. */
export async function activateMap(
  runtime: Runtime,
  scope: Scope,
  request: MapRequest,
): Promise<Outcome<Deployment>> {
  const { key, actor } = checked(mapRequest, request, 'activateMap');
  const denied = await mayAdminister(runtime, scope, actor, 'activateMap');
  if (denied) return refused(denied);
  const [newest] = await runtime.ports.maps.list(key, contextOf(scope));
  if (newest?.status !== 'draft') return refused({ code: 'MAP_NOT_FOUND', map: key });
  const diagnostics = validateMap(newest.map, await validationContext(runtime, scope, newest.map));
  return activateDraft(runtime, scope, newest, diagnostics);
}

/** Stops new starts of a map; what runs goes on. */
export async function retireMap(runtime: Runtime, scope: Scope, request: MapRequest): Promise<Outcome<void>> {
  const { key, actor } = checked(mapRequest, request, 'retireMap');
  const denied = await mayAdminister(runtime, scope, actor, 'retireMap');
  if (denied) return refused(denied);
  const retired = await runtime.ports.maps.retire(key, runtime.ports.clock.now(), contextOf(scope));
  return retired ? done(undefined) : refused({ code: 'MAP_NOT_ACTIVE', map: key });
}

async function activateDraft(
  runtime: Runtime,
  scope: Scope,
  draft: MapVersion,
  diagnostics: readonly Diagnostic[],
): Promise<Outcome<Deployment>> {
  if (diagnostics.some(({ severity }) => severity === 'error')) {
    return refused({ code: 'MAP_HAS_ERRORS', map: draft.key, diagnostics });
  }
  const context = contextOf(scope);
  const called = await calledVersions(runtime, scope, draft.map);
  const pins = called.map(({ key, version }): MapPin => ({ key, version }));
  const hash = hashOf(draft.map, called);
  const activated = await runtime.ports.maps.activate(draft, hash, pins, runtime.ports.clock.now(), context);
  if (!activated) {
    const message = `The draft of map ${draft.key} was changed while it was activated: expected it to stay as it was read. Activate it again.`;
    throw new SdkError('CONTENTION', message, { map: draft.key });
  }
  return done({ version: { ...draft, status: 'active', hash, pins }, diagnostics });
}

/** What rules may know of this engine's world. */
async function validationContext(runtime: Runtime, scope: Scope, map: RouteMap): Promise<ValidationContext> {
  const { ports } = runtime;
  const called = new Map(
    (await reachableMaps(runtime, scope, map)).map((version) => [version.key, version.map]),
  );
  const pipeline = await runtime.hostLists.pipeline(map.pipeline, contextOf(scope));
  return {
    pipeline,
    compileCondition: ports.conditions.compile,
    calledMap: (key) => called.get(key),
    assigneeRules: ports.assignees.rules,
    actions: Object.keys(ports.actions),
  };
}

/** Active versions of all maps that can be reached through calls. */
async function reachableMaps(runtime: Runtime, scope: Scope, map: RouteMap): Promise<MapVersion[]> {
  const found = new Map<string, MapVersion>();
  const waiting = [map];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const version of await calledVersions(runtime, scope, next)) {
      if (found.has(version.key)) continue;
      found.set(version.key, version);
      waiting.push(version.map);
    }
  }
  return [...found.values()];
}

/** Active versions of the maps that a map's nodes call; missing ones are left to validation. */
async function calledVersions(runtime: Runtime, scope: Scope, map: RouteMap): Promise<MapVersion[]> {
  const keys = new Set(map.nodes.flatMap((node) => (node.kind === 'call' ? [node.map] : [])));
  const versions = await Promise.all(
    [...keys].sort().map((key) => runtime.ports.maps.find(key, undefined, contextOf(scope))),
  );
  return versions.filter((version) => version !== undefined);
}

async function pinsHold(runtime: Runtime, scope: Scope, active: MapVersion): Promise<boolean> {
  return active.hash === hashOf(active.map, await calledVersions(runtime, scope, active.map));
}

/** Two maps with one hash run alike, called maps included. */
const hashOf = (map: RouteMap, called: readonly MapVersion[]): string =>
  createHash('sha256')
    .update(JSON.stringify([canonical(map), called.map(({ key, hash }) => [key, hash])]))
    .digest('hex');
