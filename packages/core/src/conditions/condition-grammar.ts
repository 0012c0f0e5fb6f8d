import type { ConditionNames, ConditionProblem } from '@dealroute/domain';
import type { ASTNode } from '@marcbachmann/cel-js';
import { DEAL_KEYS, SCOPE_NAMES } from './cel-environment.js';

/** Functions by name and number of arguments: only what ends soon, whatever the data. */
const FUNCTIONS: ReadonlySet<string> = new Set([
  'has/1',
  'size/1',
  'date/1',
  'duration/1',
  'int/1',
  'double/1',
  'string/1',
  'bool/1',
]);

const METHODS: ReadonlySet<string> = new Set([
  'size/0',
  'contains/1',
  'startsWith/1',
  'endsWith/1',
  'lowerAscii/0',
  'upperAscii/0',
  'trim/0',
  'getFullYear/0',
  'getMonth/0',
  'getDate/0',
  'getDayOfWeek/0',
  'getHours/0',
  'getMinutes/0',
]);

const LOOPS: ReadonlySet<string> = new Set(['all/2', 'exists/2', 'exists_one/2', 'filter/2']);

/** Why a function of CEL is not available, where a better way can be named. */
const INSTEAD: Readonly<Record<string, string>> = {
  matches: 'a pattern can take for ever. Use contains, startsWith, endsWith or ==',
  timestamp: 'it reads dates without a day or a time zone in its own way. Use date("2026-03-01T10:00:00Z")',
  map: 'lists must not grow. Use exists, all or filter',
};

const DURATION = /^-?(?:\d{1,9}(?:\.\d{1,9})?(?:h|ms|m|s)){1,4}$/;

/** What a place in an expression is in: the loop's variable, if any. */
interface Place {
  readonly loopVariable?: string;
}

/**
 * Finds what a condition must not use, and names that nothing has. Unlike the type check of the language it finds
 * all of them at once, and looks into `has()`.
 */
export function checkGrammar(root: ASTNode, names: ConditionNames): readonly ConditionProblem[] {
  const problems: ConditionProblem[] = [];
  visit(root, {});
  return problems;

  function report(node: ASTNode, message: string): void {
    problems.push({ message, position: node.start });
  }

  function visit(node: ASTNode, place: Place): void {
    if (node.op === 'id') checkName(node, place);
    else if (node.op === 'value') checkLiteral(node);
    else if (node.op === 'call') visitCall(node, place);
    else if (node.op === 'rcall') visitMethod(node, place);
    else {
      if (node.op === '.' || node.op === '[]') checkAccess(node, place);
      for (const child of childrenOf(node)) visit(child, place);
    }
  }

  function checkName(node: ASTNode & { op: 'id' }, place: Place): void {
    if (node.args === place.loopVariable || SCOPE_NAMES.includes(node.args)) return;
    report(node, `Unknown name ${node.args}: a condition can ask deal, vars and results.`);
  }

  function checkLiteral(node: ASTNode & { op: 'value' }): void {
    if (typeof node.args !== 'object' || node.args === null) return;
    report(node, 'Bytes and unsigned numbers are not available: write a text or a plain number.');
  }

  function visitCall(node: ASTNode & { op: 'call' }, place: Place): void {
    const [name, args] = node.args;
    if (!FUNCTIONS.has(`${name}/${args.length}`)) report(node, unavailable(name, args.length));
    else if (name === 'duration' && !isPlainDuration(args[0])) {
      report(node, 'duration() takes a text like "48h" or "1h30m", written in the condition itself.');
    }
    for (const arg of args) visit(arg, place);
  }

  function visitMethod(node: ASTNode & { op: 'rcall' }, place: Place): void {
    const [name, receiver, args] = node.args;
    const signature = `${name}/${args.length}`;
    const [variable, body] = args;
    if (LOOPS.has(signature) && variable?.op === 'id' && body) {
      visit(receiver, place);
      if (place.loopVariable !== undefined) report(node, `${name}() inside another loop is not available.`);
      else if (SCOPE_NAMES.includes(variable.args))
        report(variable, `${variable.args} is taken: choose another name.`);
      else visit(body, { loopVariable: variable.args });
      return;
    }
    if (!METHODS.has(signature)) report(node, unavailable(name, args.length));
    else for (const child of [receiver, ...args]) visit(child, place);
  }

  function checkAccess(node: ASTNode & { op: '.' | '[]' }, place: Place): void {
    const key = keyOf(node);
    const path = pathOf(node.args[0]);
    if (key === undefined || path === undefined || path[0] === place.loopVariable) return;
    const known = knownKeys(path.join('.'), names);
    if (known && !known.includes(key)) report(node, unknownKey(path.join('.'), key, known));
  }
}

function childrenOf(node: ASTNode): readonly ASTNode[] {
  switch (node.op) {
    case '.':
    case '.?':
      return [node.args[0]];
    case '!_':
    case '-_':
      return [node.args];
    case 'map':
      return node.args.flat();
    case 'id':
    case 'value':
    case 'call':
    case 'rcall':
      return [];
    default:
      return node.args;
  }
}

/** The key of an access where the text says it: `.key` or `["key"]`. */
function keyOf(node: ASTNode & { op: '.' | '[]' }): string | undefined {
  if (node.op === '.') return node.args[1];
  const index = node.args[1];
  return index.op === 'value' && typeof index.args === 'string' ? index.args : undefined;
}

/** The names that lead to a value: `deal.fields` is `['deal', 'fields']`. */
function pathOf(node: ASTNode): readonly string[] | undefined {
  if (node.op === 'id') return [node.args];
  if (node.op !== '.' && node.op !== '[]') return undefined;
  const path = pathOf(node.args[0]);
  const key = keyOf(node);
  return path && key !== undefined ? [...path, key] : undefined;
}

function knownKeys(path: string, names: ConditionNames): readonly string[] | undefined {
  if (path === 'deal') return DEAL_KEYS;
  if (path === 'deal.fields') return names.dealFields;
  if (path === 'vars') return names.variables && Object.keys(names.variables);
  return undefined;
}

function unknownKey(path: string, key: string, known: readonly string[]): string {
  const shown = known.slice(0, 10).join(', ');
  const expected = known.length === 0 ? 'it has none' : `expected ${shown}${known.length > 10 ? ', …' : ''}`;
  return `${path} has no "${key}": ${expected}.`;
}

function unavailable(name: string, count: number): string {
  const instead = Object.hasOwn(INSTEAD, name) ? `: ${INSTEAD[name]}` : '';
  return `${name}() with ${count} argument${count === 1 ? '' : 's'} is not available${instead}.`;
}

const isPlainDuration = (node: ASTNode | undefined): boolean =>
  node?.op === 'value' && typeof node.args === 'string' && DURATION.test(node.args);
