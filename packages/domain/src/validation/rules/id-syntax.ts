import { atFlow, atMap, atNode } from '../finding.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Finding, Rule, RuleInput } from '../rule.js';

const SYNTAX = /^[\p{L}\p{N}_-]{1,64}$/u;

/** Ids go into journals, buttons, addresses and conditions, so they are short and of plain characters. */
export const idSyntax: Rule = {
  name: 'id-syntax',
  severity: 'error',
  codes: ['map', 'node', 'reserved', 'result', 'step', 'signal', 'flow'],
  check({ map, graph }: RuleInput) {
    const findings: Finding[] = [];
    if (!SYNTAX.test(map.key)) findings.push(atMap('map', { key: map.key }));
    for (const node of map.nodes) {
      if (!SYNTAX.test(node.id)) findings.push(atNode('node', node, { id: node.id }));
      // Conditions see results by node id, and an object cannot have a property of this name.
      if (node.id === '__proto__') findings.push(atNode('reserved', node, { id: node.id }));
    }
    for (const node of nodesOfKind(map.nodes, 'userTask')) {
      findings.push(...wrongKeys(node.results).map((key) => atNode('result', node, { key })));
      findings.push(...wrongKeys(node.checklist).map((key) => atNode('step', node, { key })));
    }
    for (const node of nodesOfKind(map.nodes, 'timer')) {
      const { signal } = node;
      if (signal !== undefined && !SYNTAX.test(signal))
        findings.push(atNode('signal', node, { key: signal }));
    }
    for (const flow of map.flows) {
      if (!SYNTAX.test(flow.id)) findings.push(atFlow('flow', flow, graph, { id: flow.id }));
    }
    return findings;
  },
};

const wrongKeys = (items: readonly { readonly key: string }[] = []): readonly string[] =>
  items.map(({ key }) => key).filter((key) => !SYNTAX.test(key));
