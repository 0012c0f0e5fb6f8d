import type { Flow, MapNode, RouteMap } from '@dealroute/core';
import fc from 'fast-check';

const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.lorem({ maxCount: 8 }),
  fc.constantFrom('Согласование условий поставки', 'Электрооборудование', '', '<b>&"\'', 'x'.repeat(200)),
);
const title = fc.oneof(text, fc.record({ ru: text, en: text }));
const stage = fc.constantFrom('new', 'offer', 'won', 'lost', 'unknown');
const result = (key: string) => fc.record({ key: fc.constant(key), title });

const nodeOf = (id: string): fc.Arbitrary<MapNode> => {
  const base = { id: fc.constant(id), title, stage };
  const some = <K extends string>(kind: K) => ({ ...base, kind: fc.constant(kind) });
  const requiredKeys = ['id', 'kind'] as const;
  return fc.oneof(
    fc.record(some('decision'), { requiredKeys: [...requiredKeys] }),
    fc.record(some('split'), { requiredKeys: [...requiredKeys] }),
    fc.record(some('join'), { requiredKeys: [...requiredKeys] }),
    fc.record(
      {
        ...some('userTask'),
        results: fc.tuple(result('yes'), result('no')),
        timeLimit: fc.constant({ working: 'P2D' }),
      },
      { requiredKeys: [...requiredKeys, 'title'] },
    ),
    fc.record({ ...some('serviceTask'), action: text }, { requiredKeys: [...requiredKeys, 'action'] }),
    fc.record({ ...some('call'), map: text }, { requiredKeys: [...requiredKeys, 'map'] }),
    fc.record(
      { ...some('timer'), wait: fc.constantFrom({ elapsed: 'PT90M' }, { untilField: 'meetingAt' }) },
      { requiredKeys: [...requiredKeys, 'wait'] },
    ),
    fc.record(
      { ...some('end'), outcome: fc.constantFrom('success' as const, 'failure' as const) },
      { requiredKeys: [...requiredKeys] },
    ),
  );
};

/** Any map at all: also one whose flows lead nowhere, twice, or back to where they come from. */
export const arbitraryMap: fc.Arbitrary<RouteMap> = fc.integer({ min: 0, max: 12 }).chain((size) => {
  const ids = Array.from({ length: size }, (_, n) => `t${n}`);
  const end = fc.constantFrom('start', ...ids, ...ids, 'nowhere', '__proto__');
  const flow: fc.Arbitrary<Flow> = fc.record(
    {
      ...{ id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), from: end, to: end, title },
      ...{ result: fc.constantFrom('yes', 'no', 'other'), condition: text },
      ...{ leading: fc.constant(true as const), default: fc.constant(true as const) },
    },
    { requiredKeys: ['id', 'from', 'to'] },
  );
  return fc.record({
    key: fc.constant('any'),
    kind: fc.constantFrom('governing' as const, 'independent' as const),
    title,
    nodes: fc.tuple(fc.constant<MapNode>({ id: 'start', kind: 'start' }), ...ids.map(nodeOf)),
    flows: fc.array(flow, { maxLength: size * 2 }),
  });
});
