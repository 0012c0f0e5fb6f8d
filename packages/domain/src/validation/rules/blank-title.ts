import { atMap, atNode } from '../finding.js';
import { isBlank } from '../naming.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Finding, Rule, RuleInput } from '../rule.js';

/** What people choose, press or look for needs a text to show. */
export const blankTitle: Rule = {
  name: 'blank-title',
  severity: 'error',
  codes: ['map', 'task', 'result', 'step', 'lossReason'],
  check({ map }: RuleInput) {
    const findings: Finding[] = isBlank(map.title) ? [atMap('map', { key: map.key })] : [];
    for (const node of nodesOfKind(map.nodes, 'userTask')) {
      if (isBlank(node.title)) findings.push(atNode('task', node));
      findings.push(...untitled(node.results).map((key) => atNode('result', node, { key })));
      findings.push(...untitled(node.checklist).map((key) => atNode('step', node, { key })));
    }
    findings.push(...untitled(map.lossReasons).map((key) => atMap('lossReason', { key })));
    return findings;
  },
};

const untitled = (
  items: readonly { readonly key: string; readonly title: Parameters<typeof isBlank>[0] }[] = [],
) => items.filter(({ title }) => isBlank(title)).map(({ key }) => key);
