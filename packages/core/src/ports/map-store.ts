import type { Instant, MapPin, MapStatus, RouteMap } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';

/** One version of a map. The content of an active or retired version never changes. */
export interface MapVersion extends MapPin {
  readonly status: MapStatus;
  readonly map: RouteMap;
  /** SHA-256 of the canonical content and of the pinned called maps; null for a draft. */
  readonly hash: string | null;
  /** The versions of called maps that activation pinned. */
  readonly pins: readonly MapPin[];
  readonly changedAt: Instant;
}

/** Keeps maps and their versions. */
export interface MapStore {
  /** Creates or replaces the one draft of a map, numbered after its newest version. */
  putDraft(map: RouteMap, at: Instant, context: CallContext): Promise<MapVersion>;
  /** Makes the draft the active version and retires the former one; false when the draft is no longer that content. */
  activate(
    draft: MapVersion,
    hash: string,
    pins: readonly MapPin[],
    at: Instant,
    context: CallContext,
  ): Promise<boolean>;
  /** Retires the active version; false when there is none. */
  retire(key: string, at: Instant, context: CallContext): Promise<boolean>;
  /** One version; without a number the active one. */
  find(key: string, version: number | undefined, context: CallContext): Promise<MapVersion | undefined>;
  /** All versions of one map, newest first, or the newest and the active version of every map, by key. */
  list(key: string | undefined, context: CallContext): Promise<readonly MapVersion[]>;
}

export const MAP_STORE = port<MapStore>('MapStore');
