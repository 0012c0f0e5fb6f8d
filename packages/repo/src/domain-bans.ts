import ts from 'typescript';
import { lineOf, parse } from './read-imports.js';

const timer = 'Time passes outside domain: plan a deadline as an event; core owns the timers.';
const world = 'Domain knows no process and no world: take what you need as an argument.';

/** What domain may not name, and where the thing belongs. */
const banned: Record<string, string> = {
  'Date.now': 'Take the time from the command: core reads its Clock port.',
  'new Date()': 'Take the time from the command: core reads its Clock port.',
  'Math.random': 'Take ids and chance as arguments: core reads its IdSource port.',
  setTimeout: timer,
  setInterval: timer,
  setImmediate: timer,
  queueMicrotask: timer,
  performance: 'Measuring belongs to the Telemetry port of core.',
  console: 'Return a diagnostic, an event or a rejection; the Logger port of core writes.',
  process: world,
  globalThis: world,
};

/** Says where a file of domain reaches for time, chance, timers or its surroundings. */
export function domainViolations(path: string, source: string): string[] {
  const { file, isDeclared } = bind(path, source);
  const violations: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = nameOf(node);
    if (name && Object.hasOwn(banned, name) && !(ts.isIdentifier(node) && isDeclared(node))) {
      violations.push(`${path}:${lineOf(file, node)}: ${name} is banned in domain. ${banned[name]}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return violations;
}

/** Parses a file alone and tells a reference to something it declares (a parameter `process`) from a global. */
function bind(path: string, source: string) {
  const file = parse(path, source);
  const options: ts.CompilerOptions = { noLib: true, noResolve: true, types: [] };
  const host = ts.createCompilerHost(options);
  host.getSourceFile = (name) => (name === path ? file : undefined);
  const checker = ts.createProgram([path], options, host).getTypeChecker();
  const isDeclared = (node: ts.Identifier): boolean =>
    checker
      .getSymbolsInScope(node, ts.SymbolFlags.Value)
      .some((symbol) => symbol.name === node.text && Boolean(symbol.declarations?.length));
  return { file, isDeclared };
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isNewExpression(node) && isDate(node.expression) && !node.arguments?.length) return 'new Date()';
  if (ts.isCallExpression(node) && isDate(node.expression)) return 'new Date()';
  if (ts.isPropertyAccessExpression(node)) return `${node.expression.getText()}.${node.name.text}`;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return `${node.expression.getText()}.${node.argumentExpression.text}`;
  }
  return ts.isIdentifier(node) && isReference(node) ? node.text : undefined;
}

function isDate(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && node.text === 'Date';
}

/** Whether an identifier stands for a value, and is not the name of a member or of a declaration. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  return !('name' in parent && parent.name === node);
}
