import fc from 'fast-check';
import type { AssigneeRule, Flow, MapNode, Performers, RouteMap } from '../../src/index.js';

/** Few ids, so that nodes repeat and flows meet them; some that trip careless code. */
const id = fc.constantFrom(
  'a',
  'b',
  'c',
  'd',
  'e',
  'f',
  '',
  '__proto__',
  'constructor',
  'toString',
  'no/such id',
);
const label = fc.oneof(fc.string(), fc.dictionary(fc.constantFrom('ru', 'en'), fc.string()));
const stage = fc.constantFrom('new', 'offer', 'talks', 'won', 'lost', 'constructor', '');
const count = fc.oneof(fc.integer({ min: -1, max: 4 }), fc.double());
const duration = fc.oneof(fc.constantFrom('P1D', 'PT0M', 'P1W', '48', ''), fc.string());
const limit = fc.oneof(fc.record({ working: duration }), fc.record({ elapsed: duration }));
const outcome = fc.constantFrom('success' as const, 'failure' as const);
const titled = { key: id, title: label };

const combine = fc.oneof(
  fc.record({ by: fc.constantFrom('first' as const, 'majority' as const, 'worst' as const) }),
  fc.record({ by: fc.constant('count' as const), result: id, atLeast: count, otherwise: id }),
);

const performers: fc.Arbitrary<Performers> = fc.oneof(
  fc.record({ mode: fc.constantFrom('one' as const, 'anyOf' as const) }),
  fc.record({ mode: fc.constant('allOf' as const), combine }),
  fc.record({ mode: fc.constant('quorum' as const), count, combine }),
);

const { rule: assignee } = fc.letrec<{ rule: AssigneeRule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    fc.record({ rule: fc.constantFrom('responsible' as const, 'starter' as const) }),
    fc.record({ rule: fc.constant('performer' as const), node: id }),
    fc.record({ rule: fc.constant('field' as const), field: id }),
    fc.record({ rule: fc.constant('custom' as const), name: id }),
    fc.record({ rule: fc.constant('headOf' as const), of: tie('rule') }),
    fc.record({ rule: fc.constantFrom('roundRobin' as const, 'leastLoaded' as const), among: tie('rule') }),
  ),
}));

const some = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }, ...required: (keyof T)[]) =>
  fc.record(model, { requiredKeys: required });

const userTask = some(
  {
    id,
    kind: fc.constant('userTask' as const),
    title: label,
    stage,
    description: label,
    assignee,
    performers,
    timeLimit: limit,
    results: fc.array(some({ ...titled, lossReason: fc.constant('required' as const) }, 'key', 'title'), {
      maxLength: 3,
    }),
    requiredFields: fc.array(id, { maxLength: 2 }),
    checklist: fc.array(fc.record(titled), { maxLength: 2 }),
  },
  'id',
  'kind',
  'title',
);

const node: fc.Arbitrary<MapNode> = fc.oneof(
  userTask,
  some(
    { id, kind: fc.constantFrom('start' as const, 'decision' as const), title: label, stage },
    'id',
    'kind',
  ),
  some({ id, kind: fc.constantFrom('split' as const, 'join' as const), title: label, stage }, 'id', 'kind'),
  fc.record({ id, kind: fc.constant('serviceTask' as const), action: id }),
  some({ id, kind: fc.constant('call' as const), map: id, stage }, 'id', 'kind', 'map'),
  some(
    {
      id,
      kind: fc.constant('timer' as const),
      wait: fc.oneof(limit, fc.record({ untilField: id })),
      signal: id,
    },
    'id',
    'kind',
    'wait',
  ),
  some({ id, kind: fc.constant('end' as const), outcome, lossReason: id, stage }, 'id', 'kind'),
);

const flow: fc.Arbitrary<Flow> = some(
  {
    id,
    from: id,
    to: id,
    result: id,
    outcome,
    condition: fc.string(),
    default: fc.constant(true as const),
    leading: fc.constant(true as const),
  },
  'id',
  'from',
  'to',
);

/** Any map of the right types, as wild as it may be. */
export const anyMap: fc.Arbitrary<RouteMap> = some(
  {
    key: id,
    kind: fc.constantFrom('governing' as const, 'independent' as const),
    title: label,
    pipeline: fc.constantFrom('sale', 'a', ''),
    nodes: fc.array(node, { maxLength: 10 }),
    flows: fc.array(flow, { maxLength: 25 }),
    lossReasons: fc.array(fc.record(titled), { maxLength: 2 }),
    earlyTermination: some({ stage }),
  },
  'key',
  'kind',
  'title',
  'nodes',
  'flows',
);

/** A map with a slip of the pen: a node or flow is missing, doubled or in another place, or a flow leads elsewhere. */
export const slipped = (map: RouteMap): fc.Arbitrary<RouteMap> => {
  const { nodes, flows } = map;
  const at = (list: readonly unknown[]) => fc.nat({ max: Math.max(0, list.length - 1) });
  const elsewhere = fc.record({
    flow: at(flows),
    node: at(nodes),
    end: fc.constantFrom('from' as const, 'to' as const),
  });
  return fc.oneof(
    at(nodes).map((i) => ({ ...map, nodes: nodes.filter((_, k) => k !== i) })),
    at(flows).map((i) => ({ ...map, flows: flows.filter((_, k) => k !== i) })),
    at(flows).map((i) => ({ ...map, flows: [...flows, ...flows.slice(i, i + 1)] })),
    at(flows).map((i) => ({ ...map, flows: [...flows.slice(i), ...flows.slice(0, i)] })),
    elsewhere.map(({ flow: i, node: n, end }) => ({
      ...map,
      flows: flows.map((one, k) => (k === i ? { ...one, [end]: nodes[n]?.id ?? '' } : one)),
    })),
    at(nodes).map((i) => ({ ...map, nodes: nodes.map((one, k) => (k === i ? bare(one) : one)) })),
  );
};

/** The node as it would be if its kind had just been changed. */
const bare = ({ id: same }: MapNode): MapNode => ({ id: same, kind: 'decision' });
