import { type ASTNode, EvaluationError } from '@marcbachmann/cel-js';

/** Most characters of a condition that a message repeats. */
const SHOWN = 120;

/** Says in a sentence why a condition has no answer, naming the value that is missing or of the wrong type. */
export function unanswered(expression: string, error: unknown): Error {
  const shown = expression.length > SHOWN ? `${expression.slice(0, SHOWN)}…` : expression;
  return new Error(`Condition "${shown}" cannot be answered: ${reason(expression, error)}.`, {
    cause: error,
  });
}

function reason(expression: string, error: unknown): string {
  if (!(error instanceof EvaluationError)) return error instanceof Error ? error.message : 'unknown reason';
  const { node } = error;
  const summary = error.summary.replace(/dyn<(\w+)>/g, '$1');
  if (!node) return summary;
  if (error.code === 'no_such_key') return missing(expression, node, summary);
  const remedy = /\bnull\b/.test(summary) ? '. An empty field is null: ask != null first' : '';
  return `${summary}, at ${textOf(expression, node)}${remedy}`;
}

function missing(expression: string, node: ASTNode, summary: string): string {
  const text = textOf(expression, node);
  if (node.op === '[]') {
    const [of, key] = node.args;
    return `${text} is missing (${summary}). Ask ${textOf(expression, key)} in ${textOf(expression, of)} first`;
  }
  return `${text} is missing. Fill it, or ask has(${text}) first`;
}

const textOf = (expression: string, node: ASTNode): string => expression.slice(node.start, node.end);
