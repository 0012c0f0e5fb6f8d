import type { ConditionNames } from '@dealroute/domain';
import { Environment } from '@marcbachmann/cel-js';
import { readInstant } from './read-instant.js';

type CelType = 'string' | 'double' | 'bool' | 'dyn' | 'list<dyn>' | 'map<string, dyn>';

const DEAL = {
  title: 'string',
  pipeline: 'string',
  stage: 'string',
  responsible: 'dyn',
  fields: 'map<string, dyn>',
} as const satisfies Record<string, CelType>;

/** What a condition can ask of the deal itself. */
export const DEAL_KEYS: readonly string[] = Object.keys(DEAL);

/** The names that a condition begins with. */
export const SCOPE_NAMES: readonly string[] = ['deal', 'vars', 'results'];

type Arithmetic = (left: number, right: number) => number;

const ARITHMETIC: Readonly<Record<string, Arithmetic>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

const base = conditionEnvironment();

/** The language with the types of a map's variables; without them, variables may hold anything. */
export function environmentFor({ variables }: ConditionNames): Environment {
  const environment = base.clone();
  if (!variables) return environment.registerVariable('vars', 'map<string, dyn>');
  const fields = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, typeOf(value)]));
  return environment.registerType('Variables', { fields }).registerVariable('vars', 'Variables');
}

/** Numbers of deals and variables are doubles, numbers in the text are ints: both must meet in every operator. */
function conditionEnvironment(): Environment {
  const environment = new Environment({ limits: { maxAstNodes: 500, maxDepth: 32 } })
    .registerType('Deal', { fields: DEAL })
    .registerVariable('deal', 'Deal')
    .registerVariable('results', 'map<string, string>')
    .registerFunction('date(string): google.protobuf.Timestamp', readInstant, { async: false })
    .registerFunction('date(double): google.protobuf.Timestamp', readInstant, { async: false })
    .registerOperator('double == int', (left: number, right: bigint) => left === Number(right))
    .registerOperator('double % double', (left: number, right: number) => left % right);
  for (const [operator, apply] of Object.entries(ARITHMETIC)) {
    const mixed = (left: number | bigint, right: number | bigint) => apply(Number(left), Number(right));
    environment.registerOperator(`double ${operator} int: double`, mixed);
    environment.registerOperator(`int ${operator} double: double`, mixed);
  }
  return environment;
}

function typeOf(value: unknown): CelType {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'double';
  if (typeof value === 'boolean') return 'bool';
  if (value === null) return 'dyn';
  return Array.isArray(value) ? 'list<dyn>' : 'map<string, dyn>';
}
