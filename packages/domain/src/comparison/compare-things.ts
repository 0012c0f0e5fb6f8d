import { type JsonValue, sameJson } from '../json.js';
import type { MapChange, MapPart } from './map-change.js';

type About = Pick<MapChange, 'node' | 'flow' | 'params'>;

interface Comparison<T> {
  /** By what a thing of the other version is recognised. */
  readonly idOf: (thing: T) => string;
  readonly about: (thing: T) => About;
  /** Keys that `inside` compares in a way of its own. */
  readonly except?: readonly string[];
  readonly inside?: (was: T, is: T) => readonly MapChange[];
}

/** What was added, changed and removed in a list. Of several things with one id the first counts. */
export function compareThings<T extends object>(
  thing: 'node' | 'flow' | 'result' | 'step' | 'lossReason',
  before: readonly T[],
  after: readonly T[],
  { idOf, about, except = [], inside = () => [] }: Comparison<T>,
): MapChange[] {
  const [left, right] = [byId(before, idOf), byId(after, idOf)];
  const there = [...right].flatMap(([id, is]): readonly MapChange[] => {
    const was = left.get(id);
    if (!was) return [{ code: `${thing}Added`, ...about(is) }];
    return [...changedParts({ code: `${thing}Changed`, ...about(is) }, was, is, except), ...inside(was, is)];
  });
  const gone = [...left].filter(([id]) => !right.has(id));
  return [...there, ...gone.map(([, was]): MapChange => ({ code: `${thing}Removed`, ...about(was) }))];
}

/** One change for each key whose value differs. */
export function changedParts(
  change: MapChange,
  before: object,
  after: object,
  except: readonly string[],
): MapChange[] {
  const [was, is] = [new Map(Object.entries(before)), new Map(Object.entries(after))];
  const keys = new Set([...is.keys(), ...was.keys()]);
  return [...keys].flatMap((key): MapChange[] => {
    const values: { before: JsonValue; after: JsonValue } = {
      before: was.get(key) ?? null,
      after: is.get(key) ?? null,
    };
    if (except.includes(key) || sameJson(values.before, values.after)) return [];
    return [{ ...change, part: key as MapPart, params: { ...change.params, ...values } }];
  });
}

/** Whether those that both lists have stand in another order. */
export function isReordered(before: readonly string[], after: readonly string[]): boolean {
  const common = (ids: readonly string[], others: readonly string[]) =>
    ids.filter((id) => others.includes(id));
  return common(before, after).join('\n') !== common(after, before).join('\n');
}

function byId<T>(things: readonly T[], idOf: (thing: T) => string): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const thing of things) if (!found.has(idOf(thing))) found.set(idOf(thing), thing);
  return found;
}
