import { describe, expect, it, test } from 'vitest';
import {
  compareMaps,
  governingMap,
  type MapChange,
  type MapNode,
  type RouteMap,
  workingDays,
} from '../../src/index.js';

const before: RouteMap = governingMap({
  key: 'sale',
  title: 'Sale',
  pipeline: { key: 'sales', stages: ['new', 'won', 'lost'] },
  variables: { limit: 10, rate: 2 },
  lossReasons: [
    { key: 'price', title: 'Price' },
    { key: 'silent', title: 'Silent' },
  ],
})
  .start('start')
  .userTask('offer', {
    title: 'Offer',
    stage: 'new',
    timeLimit: workingDays(2),
    results: [
      { key: 'agreed', title: 'Agreed' },
      { key: 'refused', title: 'Refused', lossReason: 'required' },
    ],
    checklist: [
      { key: 'count', title: 'Count' },
      { key: 'send', title: 'Send' },
    ],
  })
  .decision('size', { title: 'Size' })
  .userTask('sign', { title: 'Sign', stage: 'new' })
  .end('won', { outcome: 'success', stage: 'won' })
  .end('lost', { outcome: 'failure', stage: 'lost' })
  .flow('start', 'offer')
  .flow('offer', 'size', { result: 'agreed' })
  .flow('offer', 'lost', { result: 'refused' })
  .flow('size', 'sign', { id: 'huge', condition: 'deal.fields.amount > 100' })
  .flow('size', 'won', { id: 'large', condition: 'deal.fields.amount > 10' })
  .flow('size', 'sign', { id: 'else', default: true })
  .flow('sign', 'won')
  .build();

const withNode = (id: string, part: object): RouteMap => ({
  ...before,
  nodes: before.nodes.map((node) => (node.id === id ? ({ ...node, ...part } as MapNode) : node)),
});
const offer = before.nodes[1] as Extract<MapNode, { kind: 'userTask' }>;
const [agreed, refused] = offer.results ?? [];
const [count, send] = offer.checklist ?? [];
const of = (node: string, rest: object = {}) => ({ node, ...rest });
const named = { node: 'Offer' };
const flows = (change: (flow: RouteMap['flows'][number]) => object) => ({
  ...before,
  flows: before.flows.map((flow) => ({ ...flow, ...change(flow) })),
});
const lawyer = { rule: 'role', role: 'lawyer' };

type Row = readonly [does: string, after: object, changes: readonly MapChange[]];
const rows: readonly Row[] = [
  [
    'a value of the map',
    { ...before, stageBypass: 'revert' },
    [{ code: 'mapChanged', part: 'stageBypass', params: { before: null, after: 'revert' } }],
  ],
  [
    'variables',
    { ...before, variables: { limit: 20, city: 'Kazan' } },
    [
      { code: 'variableChanged', params: { variable: 'limit', before: 10, after: 20 } },
      { code: 'variableAdded', params: { variable: 'city', after: 'Kazan' } },
      { code: 'variableRemoved', params: { variable: 'rate', before: 2 } },
    ],
  ],
  [
    'loss reasons',
    {
      ...before,
      lossReasons: [
        { key: 'price', title: 'Dear' },
        { key: 'other', title: 'Other' },
      ],
    },
    [
      {
        code: 'lossReasonChanged',
        part: 'title',
        params: { reason: 'Dear', before: 'Price', after: 'Dear' },
      },
      { code: 'lossReasonAdded', params: { reason: 'Other' } },
      { code: 'lossReasonRemoved', params: { reason: 'Silent' } },
    ],
  ],
  [
    'the order of loss reasons',
    { ...before, lossReasons: [...(before.lossReasons ?? [])].reverse() },
    [{ code: 'lossReasonsReordered', params: {} }],
  ],
  [
    'values of a node: one changed, one added, one taken away',
    withNode('offer', { timeLimit: { working: 'P3D' }, assignee: lawyer, stage: undefined }),
    [
      {
        ...{ code: 'nodeChanged', node: 'offer', part: 'stage' },
        params: { ...named, before: 'new', after: null },
      },
      {
        ...{ code: 'nodeChanged', node: 'offer', part: 'timeLimit' },
        params: { ...named, before: { working: 'P2D' }, after: { working: 'P3D' } },
      },
      {
        ...{ code: 'nodeChanged', node: 'offer', part: 'assignee' },
        params: { ...named, before: null, after: lawyer },
      },
    ],
  ],
  [
    'results',
    withNode('offer', {
      results: [
        { ...refused, comment: 'required' },
        { key: 'later', title: 'Later' },
      ],
    }),
    [
      {
        ...{ code: 'resultChanged', part: 'comment' },
        ...of('offer', { params: { ...named, result: 'Refused', before: null, after: 'required' } }),
      },
      { code: 'resultAdded', ...of('offer'), params: { ...named, result: 'Later' } },
      { code: 'resultRemoved', ...of('offer'), params: { ...named, result: 'Agreed' } },
    ] as MapChange[],
  ],
  [
    'the order of results',
    withNode('offer', { results: [refused, agreed] }),
    [{ code: 'resultsReordered', node: 'offer', params: named }],
  ],
  [
    'checklist steps',
    withNode('offer', {
      checklist: [
        { ...send, optional: true },
        { key: 'call', title: 'Call' },
      ],
    }),
    [
      {
        ...{ code: 'stepChanged', node: 'offer', part: 'optional' },
        params: { ...named, step: 'Send', before: null, after: true },
      },
      { code: 'stepAdded', node: 'offer', params: { ...named, step: 'Call' } },
      { code: 'stepRemoved', node: 'offer', params: { ...named, step: 'Count' } },
    ],
  ],
  [
    'the order of steps',
    withNode('offer', { checklist: [send, count] }),
    [{ code: 'stepsReordered', node: 'offer', params: named }],
  ],
  [
    'the order in which conditions are asked',
    { ...before, flows: [...before.flows].reverse() },
    [{ code: 'conditionsReordered', node: 'size', params: { node: 'Size' } }],
  ],
  [
    'a condition, and where a result leads',
    flows(({ id }) => (id === 'huge' ? { condition: 'true' } : id === 'offer-refused' ? { to: 'sign' } : {})),
    [
      {
        ...{ code: 'flowChanged', flow: 'offer-refused', part: 'to' },
        params: { from: 'Offer', to: 'Sign', before: 'lost', after: 'sign' },
      },
      {
        ...{ code: 'flowChanged', flow: 'huge', part: 'condition' },
        params: { from: 'Size', to: 'Sign', before: 'deal.fields.amount > 100', after: 'true' },
      },
    ],
  ],
  [
    'a node with its flow, by the titles that each version knows',
    {
      ...before,
      nodes: [...before.nodes.filter(({ id }) => id !== 'sign'), { id: 'ship', kind: 'timer', wait: {} }],
      flows: [...before.flows.filter(({ id }) => id !== 'sign-won'), { id: 'x', from: 'ship', to: 'won' }],
    },
    [
      { code: 'nodeAdded', node: 'ship', params: { node: 'ship' } },
      { code: 'nodeRemoved', node: 'sign', params: { node: 'Sign' } },
      { code: 'flowAdded', flow: 'x', params: { from: 'ship', to: 'won' } },
      { code: 'flowRemoved', flow: 'sign-won', params: { from: 'Sign', to: 'won' } },
    ],
  ],
];

describe('a comparison of two versions', () => {
  it.each(rows)('tells of %s', (_what, after, changes) => {
    expect(compareMaps(before, after as RouteMap)).toEqual(changes);
  });

  it.each(rows)('tells the reverse of %s when the versions change places', (_what, after, changes) => {
    const reverse = (code: string) =>
      code.replace(/Added|Removed/, (word) => (word === 'Added' ? 'Removed' : 'Added'));
    const back = compareMaps(after as RouteMap, before).map(({ code }) => code);
    expect(back.sort()).toEqual(changes.map(({ code }) => reverse(code)).sort());
  });

  test('finds nothing between a map and its copy, whatever the order of keys and nodes', () => {
    const turned = before.nodes.map((node) => Object.fromEntries(Object.entries(node).reverse()));
    const copy = structuredClone({ ...before, nodes: turned.reverse() }) as unknown as RouteMap;
    expect(compareMaps(before, copy)).toEqual([]);
  });

  test('of two nodes with one id takes the first, and never throws', () => {
    const twice = { ...before, nodes: [...before.nodes, { ...offer, title: 'Second' }] };
    expect(compareMaps(before, twice)).toEqual([]);
    expect(compareMaps(twice, before)).toEqual([]);
  });
});
