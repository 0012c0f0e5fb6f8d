import {
  type AssigneeResolver,
  type DealSnapshot,
  type JsonValue,
  type MapNode,
  MemoryHost,
  type Pipeline,
  type RouteMap,
} from '@dealroute/core';

/** The deal and the person of a simulation. */
export const DEAL = 'example';
export const PERSON = 'you';

/** The person who plays, and as many as one node may want beside them. */
export const PEOPLE: readonly string[] = [
  PERSON,
  ...Array.from({ length: 49 }, (_, i) => `colleague-${i + 1}`),
];

/** A CRM that has just what a map wants: its pipeline, and one deal at the first stage. */
export function exampleHost(
  map: RouteMap,
  title: string,
  fields: Readonly<Record<string, JsonValue>>,
): MemoryHost {
  const pipeline = pipelineOf(map);
  const host = new MemoryHost({ pipelines: [pipeline] });
  const stage = pipeline.stages[0]?.key ?? '';
  const deal: DealSnapshot = { ref: DEAL, title, pipeline: pipeline.key, stage, responsible: PERSON, fields };
  host.putDeal(deal);
  return host;
}

/** The stages that a map names, in its order: open ones, then those of its ends. */
function pipelineOf(map: RouteMap): Pipeline {
  const kinds = new Map<string, 'open' | 'won' | 'lost'>();
  for (const node of map.nodes) if (node.stage !== undefined) kinds.set(node.stage, 'open');
  for (const node of map.nodes) {
    if (node.kind === 'end' && node.stage !== undefined && node.outcome !== undefined)
      kinds.set(node.stage, node.outcome === 'success' ? 'won' : 'lost');
  }
  const { stage } = map.earlyTermination ?? {};
  if (stage !== undefined) kinds.set(stage, 'lost');
  if (kinds.size === 0) kinds.set('open', 'open');
  const stages = [...kinds].map(([key, kind]) => ({ key, title: key, kind }));
  const order = ['open', 'won', 'lost'];
  stages.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return { key: map.pipeline ?? 'example', title: map.pipeline ?? 'example', stages };
}

/**
 * Whoever the map means, the tasks are for the person who plays; a node for several people gets as many as it needs. The
 * map may have rules that only its host knows.
 */
export function yourself(maps: readonly RouteMap[]): AssigneeResolver {
  const custom = JSON.stringify(maps).matchAll(/"rule":"custom","name":"([^"]+)"/g);
  return {
    rules: [...RULES, ...[...custom].map(([, name = '']) => name)],
    resolve: async ({ rule, map, node: id }) => {
      const node = maps.find(({ key }) => key === map.key)?.nodes.find((one) => one.id === id);
      return { people: PEOPLE.slice(0, peopleNeeded(node)), explanation: { rule: rule.rule } };
    },
  };
}

function peopleNeeded(node: MapNode | undefined): number {
  const performers = node?.kind === 'userTask' ? node.performers : undefined;
  if (performers === undefined || performers.mode === 'one') return 1;
  return performers.mode === 'quorum' ? performers.count : 2;
}

const RULES = [
  'responsible',
  'person',
  'field',
  'starter',
  'performer',
  'role',
  'department',
  'headOf',
  'roundRobin',
  'leastLoaded',
];
