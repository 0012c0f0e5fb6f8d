import type { CombineResults } from '../../map/assignee-rule.js';
import type { Answer } from '../state.js';

/** The one result of several people's, by the node's rule. `results`: the node's keys, best first. */
export function combineResults(
  rule: CombineResults,
  answers: readonly Answer[],
  results: readonly string[],
): string | null {
  const given = answers.flatMap(({ result }) => (result === null ? [] : [result]));
  switch (rule.by) {
    case 'first':
      return given[0] ?? null;
    case 'worst':
      return results.filter((key) => given.includes(key)).at(-1) ?? null;
    case 'majority':
      return majority(given, results);
    case 'count':
      return given.filter((key) => key === rule.result).length >= rule.atLeast ? rule.result : rule.otherwise;
  }
}

function majority(given: readonly string[], results: readonly string[]): string | null {
  let best: string | null = null;
  let most = 0;
  for (const key of results) {
    const votes = given.filter((other) => other === key).length;
    if (votes > 0 && votes >= most) [best, most] = [key, votes];
  }
  return best;
}
