import { type JsonObject, sameJson } from '../json.js';
import { type FlowGraph, flowGraph } from '../map/flow-graph.js';
import type { ChecklistStep, MapNode, Result } from '../map/node.js';
import type { Flow, LossReason, RouteMap } from '../map/route-map.js';
import { nameOf, nodeName, titleOf } from '../validation/naming.js';
import { changedParts, compareThings, isReordered } from './compare-things.js';
import type { MapChange } from './map-change.js';

/**
 * What differs between two versions of a map: its own values first, then variables, loss reasons, nodes and flows, those
 * that are gone after those that are there. Nodes and flows are recognised by their ids, results, steps and reasons by
 * their keys. The order of nodes, and of flows that are not asked in order, says nothing and is no change.
 */
export function compareMaps(before: RouteMap, after: RouteMap): MapChange[] {
  const own = ['nodes', 'flows', 'variables', 'lossReasons'];
  return [
    ...changedParts({ code: 'mapChanged', params: {} }, before, after, own),
    ...compareVariables(before.variables ?? {}, after.variables ?? {}),
    ...compareReasons(before.lossReasons ?? [], after.lossReasons ?? []),
    ...compareNodes(before, after),
    ...compareFlows(before, after),
  ];
}

function compareVariables(before: JsonObject, after: JsonObject): MapChange[] {
  const names = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...names].flatMap((variable): MapChange[] => {
    const [was, is] = [valueIn(before, variable), valueIn(after, variable)];
    if (was === undefined) return [{ code: 'variableAdded', params: { variable, after: is ?? null } }];
    if (is === undefined) return [{ code: 'variableRemoved', params: { variable, before: was } }];
    if (sameJson(was, is)) return [];
    return [{ code: 'variableChanged', params: { variable, before: was, after: is } }];
  });
}

const valueIn = (values: JsonObject, name: string) =>
  Object.hasOwn(values, name) ? values[name] : undefined;

function compareReasons(before: readonly LossReason[], after: readonly LossReason[]): MapChange[] {
  const about = ({ key, title }: LossReason) => ({ params: { reason: nameOf(title, key) } });
  const changes = compareThings('lossReason', before, after, { idOf: keyOf, about });
  return isReordered(before.map(keyOf), after.map(keyOf))
    ? [...changes, { code: 'lossReasonsReordered', params: {} }]
    : changes;
}

function compareNodes(before: RouteMap, after: RouteMap): MapChange[] {
  const [left, right] = [flowGraph(before), flowGraph(after)];
  const about = (node: MapNode) => ({ node: node.id, params: { node: titleOf(node) } });
  const inside = (was: MapNode, is: MapNode) => [
    ...compareListed('result', is, resultsOf(was), resultsOf(is)),
    ...compareListed('step', is, stepsOf(was), stepsOf(is)),
    ...compareConditions(left, right, is),
  ];
  return compareThings('node', before.nodes, after.nodes, {
    idOf,
    about,
    except: ['results', 'checklist'],
    inside,
  });
}

function compareListed<T extends Result | ChecklistStep>(
  thing: 'result' | 'step',
  is: MapNode,
  before: readonly T[],
  after: readonly T[],
): MapChange[] {
  const params = { node: titleOf(is) };
  const changes = compareThings<T>(thing, before, after, {
    idOf: keyOf,
    about: ({ key, title }) => ({ node: is.id, params: { ...params, [thing]: nameOf(title, key) } }),
  });
  return isReordered(before.map(keyOf), after.map(keyOf))
    ? [...changes, { code: `${thing}sReordered`, node: is.id, params }]
    : changes;
}

/** Only a decision takes the first of its flows that holds. */
function compareConditions(left: FlowGraph, right: FlowGraph, node: MapNode): MapChange[] {
  const order = (graph: FlowGraph) =>
    graph.outgoing(node.id).flatMap((flow) => (flow.default ? [] : [flow.id]));
  if (node.kind !== 'decision' || !isReordered(order(left), order(right))) return [];
  return [{ code: 'conditionsReordered', node: node.id, params: { node: titleOf(node) } }];
}

function compareFlows(before: RouteMap, after: RouteMap): MapChange[] {
  const [left, right] = [flowGraph(before), flowGraph(after)];
  const name = (id: string) => nodeName(right.nodes.has(id) ? right : left, id);
  const about = ({ id, from, to }: Flow) => ({ flow: id, params: { from: name(from), to: name(to) } });
  return compareThings('flow', before.flows, after.flows, { idOf, about });
}

const idOf = ({ id }: { readonly id: string }) => id;
const keyOf = ({ key }: { readonly key: string }) => key;
const resultsOf = (node: MapNode) => (node.kind === 'userTask' ? (node.results ?? []) : []);
const stepsOf = (node: MapNode) => (node.kind === 'userTask' ? (node.checklist ?? []) : []);
