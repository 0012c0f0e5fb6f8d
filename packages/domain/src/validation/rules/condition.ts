import type { ConditionNames } from '../../map/condition.js';
import { atFlow } from '../finding.js';
import type { Rule, RuleInput } from '../rule.js';

/** A condition can be answered: it compiles, and knows the fields and variables it asks for. */
export const condition: Rule = {
  name: 'condition',
  severity: 'error',
  codes: ['invalid', 'invalidAt'],
  check({ map, graph, context }: RuleInput) {
    const { compileCondition: compile } = context;
    if (!compile) return [];
    const dealFields = context.pipeline?.fields;
    const names: ConditionNames = { variables: map.variables ?? {}, ...(dealFields && { dealFields }) };
    return map.flows.flatMap((flow) => {
      const expression = flow.condition;
      if (expression === undefined || graph.nodes.get(flow.from)?.kind !== 'decision') return [];
      const compiled = compile(expression, names);
      if (compiled.ok) return [];
      const problems = compiled.problems.length > 0 ? compiled.problems : [{ message: '?' }];
      return problems.map(({ message, position }) =>
        position === undefined
          ? atFlow('invalid', flow, graph, { expression, message })
          : atFlow('invalidAt', flow, graph, { expression, message, position }),
      );
    });
  },
};
