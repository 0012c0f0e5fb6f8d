import ts from 'typescript';

/** A module specifier as a source file writes it. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

/** Every specifier that a file imports, re-exports, loads with `import()` or `require()`, or names as a type. */
export function readImports(path: string, source: string): Import[] {
  const file = parse(path, source);
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier) imports.push({ specifier: specifier.text, line: lineOf(file, node) });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return imports;
}

export function parse(path: string, source: string): ts.SourceFile {
  return ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
}

export function lineOf(file: ts.SourceFile, node: ts.Node): number {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  const candidate = specifierNode(node);
  return candidate && ts.isStringLiteralLike(candidate) ? candidate : undefined;
}

function specifierNode(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
  if (ts.isCallExpression(node) && isLoading(node.expression)) return node.arguments[0];
  return undefined;
}

function isLoading(callee: ts.Expression): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
  );
}
