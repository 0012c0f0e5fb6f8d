import { atFlow, atMap, atNode } from '../finding.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import { repeated } from '../repeated.js';
import type { Finding, Rule, RuleInput } from '../rule.js';

/** Two things with one key: nobody can say which one is meant. */
export const uniqueIds: Rule = {
  name: 'unique-ids',
  severity: 'error',
  codes: ['node', 'result', 'step', 'flow', 'lossReason'],
  check({ map, graph }: RuleInput) {
    const findings: Finding[] = repeated(map.nodes, ({ id }) => id).map((node) =>
      atNode('node', node, { id: node.id }),
    );
    for (const node of nodesOfKind(map.nodes, 'userTask')) {
      findings.push(...repeatedKeys(node.results).map((key) => atNode('result', node, { key })));
      findings.push(...repeatedKeys(node.checklist).map((key) => atNode('step', node, { key })));
    }
    findings.push(
      ...repeated(map.flows, ({ id }) => id).map((flow) => atFlow('flow', flow, graph, { id: flow.id })),
      ...repeatedKeys(map.lossReasons).map((key) => atMap('lossReason', { key })),
    );
    return findings;
  },
};

const repeatedKeys = (items: readonly { readonly key: string }[] = []): readonly string[] =>
  repeated(items, ({ key }) => key).map(({ key }) => key);
