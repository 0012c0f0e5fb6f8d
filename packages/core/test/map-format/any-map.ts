import type {
  AssigneeRule,
  Flow,
  JsonObject,
  JsonValue,
  MapNode,
  Performers,
  RouteMap,
} from '@dealroute/domain';
import fc from 'fast-check';

/** Words that a careless YAML writer or reader takes for something else. */
const TRICKY = [
  'no',
  'Yes',
  'null',
  '~',
  'true',
  '1_000',
  '0x1F',
  '1e3',
  '.inf',
  '2020-01-01',
  '<<',
  '*a',
  '&a',
  '!!str x',
  '# not a comment',
  'a: b',
  '- a',
  '? a',
  ' padded ',
  'two\nlines',
  'tab\there',
  '"quoted"',
  "it's",
  '{a}',
  '[a]',
  '%YAML',
  '---',
  '...',
  '',
  '|',
  '>',
  'toString',
  '\u2028',
  '\u0085',
  '\u0000',
  '\uFEFF',
  '💰',
  'Сделка',
  '\r\n',
  '\\',
  '@',
  '`',
  '=',
  'a #b',
] as const;

const text = (maxLength: number) =>
  fc.oneof(fc.constantFrom(...TRICKY), fc.string({ unit: 'binary', maxLength }), fc.string({ maxLength }));
const key = fc.oneof(fc.constantFrom('start', 'call', 'no', '1', 'Сумма'), text(20)).filter(isAllowedKey);
const label = fc.oneof(text(40), fc.dictionary(fc.constantFrom('ru', 'en', 'no', 'pt-BR'), text(40)));
const outcome = fc.constantFrom('success' as const, 'failure' as const);
const required = fc.constant('required' as const);
const count = fc.integer({ min: 1, max: 9 });

const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, 0, 1.5, -7, 1e21, 5e-324, Number.MAX_SAFE_INTEGER),
    fc.double({ noDefaultInfinity: true, noNaN: true }).map((number) => number || 0),
    text(30),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));
const values: fc.Arbitrary<JsonObject> = fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true });

const { rule: assignee } = fc.letrec<{ rule: AssigneeRule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 3 },
    fc.record({ rule: fc.constantFrom('responsible' as const, 'starter' as const) }),
    fc.record({ rule: fc.constant('person' as const), user: key }),
    fc.record({ rule: fc.constant('field' as const), field: key }),
    fc.record({ rule: fc.constant('performer' as const), node: key }),
    some({ rule: fc.constant('role' as const), role: key, scope: fc.record({ field: key }) }, 'rule', 'role'),
    fc.record({ rule: fc.constant('department' as const), department: key }),
    some({ rule: fc.constant('custom' as const), name: key, params: values }, 'rule', 'name'),
    fc.record({ rule: fc.constant('headOf' as const), of: tie('rule') }),
    fc.record({ rule: fc.constantFrom('roundRobin' as const, 'leastLoaded' as const), among: tie('rule') }),
  ),
}));

const combine = fc.oneof(
  fc.record({ by: fc.constantFrom('first' as const, 'majority' as const, 'worst' as const) }),
  fc.record({ by: fc.constant('count' as const), result: key, atLeast: count, otherwise: key }),
);
const performers: fc.Arbitrary<Performers> = fc.oneof(
  fc.record({ mode: fc.constantFrom('one' as const, 'anyOf' as const) }),
  fc.record({ mode: fc.constant('allOf' as const), combine }),
  fc.record({ mode: fc.constant('quorum' as const), count, combine }),
);

const limit = fc.oneof(fc.record({ working: text(10) }), fc.record({ elapsed: text(10) }));
const result = some(
  { key, title: label, comment: required, lossReason: required, confirm: fc.boolean() },
  'key',
  'title',
);
const evidence = fc.oneof(
  fc.constant({ kind: 'comment' as const }),
  fc.record({ kind: fc.constant('field' as const), field: key }),
  fc.record(
    {
      kind: fc.constant('contact' as const),
      direction: fc.constantFrom('incoming' as const, 'outgoing' as const),
      channel: fc.constantFrom('call' as const, 'other' as const),
    },
    { requiredKeys: ['kind'] },
  ),
);
const checklist = fc.array(some({ key, title: label, optional: fc.boolean(), evidence }, 'key', 'title'), {
  maxLength: 2,
});
const base = { id: key, title: label, stage: key };
const userTask = {
  ...base,
  kind: fc.constant('userTask' as const),
  description: label,
  assignee,
  performers,
  timeLimit: limit,
  results: fc.array(result, { maxLength: 3 }),
  comment: required,
  requiredFields: fc.array(key, { maxLength: 2 }),
  checklist,
};
const lossReason = key;
const remaining = fc.constantFrom('wait' as const, 'withdraw' as const);
const wait = fc.oneof(limit, fc.record({ untilField: key }));
const plain = fc.constantFrom('start' as const, 'decision' as const, 'split' as const, 'join' as const);

const node: fc.Arbitrary<MapNode> = fc.oneof(
  some(userTask, 'id', 'kind', 'title'),
  some({ ...base, kind: plain }, 'id', 'kind'),
  some(
    { ...base, kind: fc.constant('serviceTask' as const), action: key, input: values },
    'id',
    'kind',
    'action',
  ),
  some({ ...base, kind: fc.constant('call' as const), map: key }, 'id', 'kind', 'map'),
  some({ ...base, kind: fc.constant('timer' as const), wait, signal: key }, 'id', 'kind', 'wait'),
  some({ ...base, kind: fc.constant('end' as const), outcome, lossReason, remaining }, 'id', 'kind'),
);

const yes = fc.constant(true as const);
const flow: fc.Arbitrary<Flow> = some(
  {
    id: key,
    from: key,
    to: key,
    title: label,
    result: key,
    outcome,
    condition: text(60),
    default: yes,
    leading: yes,
  },
  'id',
  'from',
  'to',
);

const terminator = fc.constantFrom(
  'responsible' as const,
  'head' as const,
  'assignee' as const,
  'starter' as const,
);

/** Any map of the right form, whatever it means. */
export const anyMap: fc.Arbitrary<RouteMap> = some(
  {
    key,
    kind: fc.constantFrom('governing' as const, 'independent' as const),
    title: label,
    description: label,
    pipeline: key,
    variables: values,
    nodes: fc.array(node, { maxLength: 6 }),
    flows: fc.array(flow, { maxLength: 6 }),
    lossReasons: fc.array(fc.record({ key, title: label }), { maxLength: 2 }),
    earlyTermination: some({
      stage: key,
      by: fc.array(terminator, { maxLength: 3 }),
      comment: fc.constant('required' as const),
    }),
    stageBypass: fc.constantFrom('revert' as const, 'incident' as const),
  },
  'key',
  'kind',
  'title',
  'nodes',
  'flows',
);

function some<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }, ...requiredKeys: (keyof T)[]) {
  return fc.record(model, { requiredKeys, noNullPrototype: true });
}

function isAllowedKey(word: string): boolean {
  return !['__proto__', 'constructor', 'prototype'].includes(word);
}
