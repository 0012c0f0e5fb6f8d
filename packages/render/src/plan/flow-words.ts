import { type Flow, type FlowGraph, type Locale, labelText, type MapNode } from '@dealroute/core';
import { WORDS } from '../texts/words.js';

/** What a flow says: its title, the results that choose it, the outcome, the condition. Empty where there is no choice. */
export function flowWords(flow: Flow, graph: FlowGraph, locale: Locale): string {
  const words = WORDS[locale];
  const title = flow.title === undefined ? '' : labelText(flow.title, locale).trim();
  if (title !== '') return title;
  const from = graph.nodes.get(flow.from);
  if (from?.kind === 'userTask') return resultWords(flow, from, graph, locale);
  if (flow.outcome) return words.outcomes[flow.outcome];
  if (from?.kind !== 'decision') return '';
  return flow.default ? words.otherwise : (flow.condition ?? '');
}

/** A flow without a result is that of all results that have no flow of their own. */
function resultWords(
  flow: Flow,
  { id, results = [] }: Extract<MapNode, { kind: 'userTask' }>,
  graph: FlowGraph,
  locale: Locale,
): string {
  const own = new Set(graph.outgoing(id).map(({ result }) => result));
  const chosen = results.filter(({ key }) =>
    flow.result === undefined ? !own.has(key) : key === flow.result,
  );
  if (chosen.length === 0) return flow.result ?? '';
  return chosen.map(({ title }) => labelText(title, locale)).join(' / ');
}
