import { type Diagnostic, type FlowGraph, flowGraph, type RouteMap } from '@dealroute/core';

/** What a finding is about: nodes and flows by their ids. */
export interface FindingMarks {
  readonly nodes: ReadonlySet<string>;
  readonly flows: ReadonlySet<string>;
}

interface Step {
  readonly node: string;
  readonly flow?: string;
}

/** The node or flow of a finding, and the path that shows it, from the start on. */
export function findingMarks(map: RouteMap, finding: Diagnostic | undefined): FindingMarks {
  if (!finding) return { nodes: new Set(), flows: new Set() };
  const graph = flowGraph(map);
  const steps = stepsOf(finding, map);
  return {
    nodes: new Set([...steps.map(({ node }) => node), ...(finding.node === undefined ? [] : [finding.node])]),
    flows: new Set([
      ...steps.flatMap((step) => flowsOf(graph, step)),
      ...(finding.flow === undefined ? [] : [finding.flow]),
    ]),
  };
}

function stepsOf({ params }: Diagnostic, map: RouteMap): readonly Step[] {
  if (!Array.isArray(params.steps)) return [];
  const starts = map.nodes.filter(({ kind }) => kind === 'start').map(({ id }) => ({ node: id }));
  return [...starts, ...(params.steps as readonly Step[])];
}

/** The flow that a step chose; where there was no choice, all flows of its node. */
const flowsOf = (graph: FlowGraph, { node, flow }: Step): readonly string[] =>
  flow === undefined ? graph.outgoing(node).map(({ id }) => id) : [flow];
