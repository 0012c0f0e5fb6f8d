import type { Instant, ProcessEvent } from '@dealroute/core';
import type { ShownProcess } from '../options.js';

/** What became of a node in a process. */
export type NodeMark = 'done' | 'current' | 'withdrawn';

/** What a process did on its map. */
export interface ProcessMarks {
  /** Nodes by their id; those without a mark were not come to. */
  readonly nodes: ReadonlyMap<string, NodeMark>;
  /** Ids of the flows that were taken. */
  readonly taken: ReadonlySet<string>;
  /** The earliest deadline at a node. */
  readonly due: ReadonlyMap<string, Instant>;
}

/** Follows a process along its journal; where the journal is silent, its state tells. */
export function processMarks({ state, journal, called }: ShownProcess): ProcessMarks {
  const process = called ?? state.id;
  const marks = new Map<string, NodeMark>();
  const completions = state.instances.find((instance) => instance.process === process)?.completions ?? {};
  for (const node of Object.keys(completions)) marks.set(node, 'done');
  const taken = new Set<string>();
  const visited = new Map<number, string>();
  for (const event of journal.flatMap(({ events }) => events))
    follow(event, { process, marks, taken, visited });
  const current = state.tokens.filter((token) => token.process === process);
  for (const { node } of current) marks.set(node, 'current');
  const nodeOf = new Map(current.map(({ visit, node }) => [visit, node]));
  return { nodes: marks, taken, due: deadlines(state, nodeOf) };
}

interface Trail {
  readonly process: string;
  readonly marks: Map<string, NodeMark>;
  readonly taken: Set<string>;
  /** Nodes by the number of their visit. */
  readonly visited: Map<number, string>;
}

function follow(event: ProcessEvent, { process, marks, taken, visited }: Trail): void {
  if (event.type === 'NodeEntered' && event.process === process) {
    visited.set(event.visit, event.node);
    if (event.flow !== null) taken.add(event.flow);
  }
  if (event.type !== 'NodeLeft') return;
  const node = visited.get(event.visit);
  if (node !== undefined) marks.set(node, event.withdrawn ? 'withdrawn' : 'done');
}

function deadlines(
  { tasks, timers }: ShownProcess['state'],
  nodeOf: ReadonlyMap<number, string>,
): ReadonlyMap<string, Instant> {
  const due = new Map<string, Instant>();
  for (const { visit, dueAt } of [...tasks, ...timers]) {
    const node = nodeOf.get(visit);
    if (node === undefined || dueAt === null) continue;
    due.set(node, Math.min(dueAt, due.get(node) ?? dueAt));
  }
  return due;
}
