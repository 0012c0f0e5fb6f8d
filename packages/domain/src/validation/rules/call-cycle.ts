import { CALL_DEPTH } from '../../process/nodes/call.js';
import { atNode } from '../finding.js';
import { nameOf } from '../naming.js';
import { nodesOfKind } from '../nodes-of-kind.js';
import type { Finding, Rule, RuleInput } from '../rule.js';
import { shortestWay } from '../walk.js';

/** Called maps call maps in their turn, but never round in a circle, and not too deep. */
export const callCycle: Rule = {
  name: 'call-cycle',
  severity: 'error',
  codes: ['self', 'through', 'tooDeep'],
  check({ map, context: { calledMap } }: RuleInput) {
    const lookUp = remembered((key) => (key === map.key ? map : calledMap?.(key)));
    const calledBy = remembered((key) =>
      nodesOfKind(lookUp(key)?.nodes ?? [], 'call').map((call) => call.map),
    );
    const problemOf = remembered((called): Problem | undefined => {
      const way = shortestWay(called, map.key, calledBy);
      if (way) return ['through', { path: [map.key, ...way].map((key) => nameOf(lookUp(key)?.title, key)) }];
      return deeperThan(CALL_DEPTH, called, calledBy) ? ['tooDeep', { limit: CALL_DEPTH }] : undefined;
    });
    return nodesOfKind(map.nodes, 'call').flatMap((node) => {
      if (node.map === map.key) return [atNode('self', node)];
      const problem = problemOf(node.map);
      return problem ? [atNode(problem[0], node, problem[1])] : [];
    });
  },
};

type Problem = readonly [code: string, params: Finding['params']];

/** Whether a call of this map can go on to calls within calls beyond a limit. */
function deeperThan(limit: number, called: string, calledBy: (key: string) => readonly string[]): boolean {
  let level: ReadonlySet<string> = new Set([called]);
  for (let depth = 1; depth <= limit; depth += 1) level = new Set([...level].flatMap(calledBy));
  return level.size > 0;
}

/** The same question with the same answer: many nodes call few maps. */
function remembered<T>(ask: (key: string) => T): (key: string) => T {
  const answers = new Map<string, T>();
  return (key) => {
    if (!answers.has(key)) answers.set(key, ask(key));
    return answers.get(key) as T;
  };
}
