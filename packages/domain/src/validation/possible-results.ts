import type { CombineResults } from '../map/assignee-rule.js';
import type { Result, UserTaskNode } from '../map/node.js';

/** How the results of a node for several people become one; undefined where one person's result is the node's. */
export function combinationOf({ performers }: UserTaskNode): CombineResults | undefined {
  return performers && 'combine' in performers ? performers.combine : undefined;
}

/** The results that a node can end with: of several people's answers only those that their combination can give. */
export function possibleResults(node: UserTaskNode): readonly Result[] {
  const results = node.results ?? [];
  const combine = combinationOf(node);
  if (combine?.by !== 'count') return results;
  return results.filter(({ key }) => key === combine.result || key === combine.otherwise);
}
