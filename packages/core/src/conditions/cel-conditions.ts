import type {
  CompileCondition,
  CompiledCondition,
  ConditionProblem,
  ConditionScope,
  Predicate,
} from '@dealroute/domain';
import { ParseError, type ParseResult, type TypeCheckResult } from '@marcbachmann/cel-js';
import { environmentFor } from './cel-environment.js';
import { checkGrammar } from './condition-grammar.js';
import { unanswered } from './unanswered.js';

/** Longest condition, in characters. */
export const CONDITION_LENGTH = 2_000;

/**
 * Conditions in CEL, the engine's default language: `deal.fields.amount > 1000 && results.call == "agreed"`.
 * Closed and pure: no input can make it run long, and it never throws. `docs/conditions.md` has its words.
 */
export const compileCel: CompileCondition = (expression, names) => {
  if (expression.length > CONDITION_LENGTH) {
    return refused({
      message: `The condition has ${expression.length} characters: expected at most ${CONDITION_LENGTH}.`,
    });
  }
  try {
    const parsed = environmentFor(names).parse(expression);
    const problems = checkGrammar(parsed.ast, names);
    if (problems.length > 0) return { ok: false, problems };
    const mismatch = typeProblem(parsed.check());
    return mismatch ? refused(mismatch) : { ok: true, predicate: predicateOf(parsed, expression) };
  } catch (error) {
    return refused(parseProblem(error, expression));
  }
};

const refused = (problem: ConditionProblem): CompiledCondition => ({ ok: false, problems: [problem] });

function predicateOf(parsed: ParseResult, expression: string): Predicate {
  return ({ deal, vars, results }: ConditionScope) => {
    let answer: unknown;
    try {
      answer = parsed({ deal, vars, results });
    } catch (error) {
      throw unanswered(expression, error);
    }
    if (typeof answer === 'boolean') return answer;
    throw unanswered(
      expression,
      new Error(`it gives ${JSON.stringify(answer, plainNumber)}, expected true or false`),
    );
  };
}

function typeProblem({ valid, type, error }: TypeCheckResult): ConditionProblem | undefined {
  if (!valid) {
    const summary = error?.summary ?? 'The condition is not valid';
    const remedy = summary.includes('double in list<int>')
      ? '. Write the numbers of the list like 1000.0'
      : '';
    return problemAt(`${summary}${remedy}`, error?.range?.start);
  }
  if (type === 'bool' || type === 'dyn') return undefined;
  return {
    message: `The condition gives a ${type}: expected true or false. Compare it with something.`,
    position: 0,
  };
}

function parseProblem(error: unknown, expression: string): ConditionProblem {
  if (!(error instanceof ParseError)) return { message: 'The condition is nested too deeply.' };
  const position = error.range?.start;
  const strange = position !== undefined && /\p{L}/u.test(expression.slice(position, position + 2));
  const hint =
    strange && error.code === 'unexpected_character'
      ? '. Names like this stand in brackets: deal.fields["Сумма"]'
      : '';
  return problemAt(`${error.summary}${hint}`, position);
}

const problemAt = (message: string, position: number | undefined): ConditionProblem =>
  position === undefined ? { message } : { message, position };

const plainNumber = (_key: string, value: unknown): unknown =>
  typeof value === 'bigint' ? Number(value) : value;
