import type { MapNode } from '../../map/node.js';
import { parseDuration, type TimeLimit } from '../../map/time-limit.js';
import { atNode } from '../finding.js';
import type { Rule, RuleInput } from '../rule.js';

/** A time limit is a duration of days, hours and minutes, longer than nothing. */
export const timeLimit: Rule = {
  name: 'time-limit',
  severity: 'error',
  codes: ['both', 'invalid', 'unit', 'weeks', 'zero'],
  check({ map }: RuleInput) {
    return map.nodes.flatMap((node) => {
      const limit = limitOf(node);
      if (!limit) return [];
      if ('working' in limit && 'elapsed' in limit) return [atNode('both', node)];
      const value = 'working' in limit ? limit.working : limit.elapsed;
      const code = problemOf(value);
      return code ? [atNode(code, node, { value })] : [];
    });
  },
};

function limitOf(node: MapNode): TimeLimit | undefined {
  if (node.kind === 'userTask') return node.timeLimit;
  return node.kind === 'timer' && !('untilField' in node.wait) ? node.wait : undefined;
}

function problemOf(value: string): string | undefined {
  const duration = parseDuration(value);
  if (duration) return duration.days + duration.minutes === 0 ? 'zero' : undefined;
  if (/^\d+([.,]\d+)?$/.test(value)) return 'unit';
  return /^P\d+W$/.test(value) ? 'weeks' : 'invalid';
}
