import { Composer, CST, type Document, Lexer, Parser } from 'yaml';
import { MAP_LIMITS } from './limits.js';
import type { Finding, Path } from './problem.js';

/** A text as the YAML library sees it. JSON is YAML, so this also finds the places of JSON. */
export type ParsedText =
  | { readonly ok: true; readonly document: Document }
  | { readonly ok: false; readonly finding: Finding };

/**
 * Parses a text without meeting the traps of YAML: the library's composer is recursive and builds an error for each
 * of a million wrong characters, so size and depth are measured on the flat tokens before it runs.
 */
export function parseText(text: string): ParsedText {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const source of new Lexer().lex(text)) {
    if (source.trim() !== '') count += 1;
    if (count > MAP_LIMITS.tokens) {
      return { ok: false, finding: at(parser.offset, 'TOO_LARGE', { limit: MAP_LIMITS.tokens }) };
    }
    tokens.push(...parser.next(source));
  }
  tokens.push(...parser.end());
  const finding = directive(tokens) ?? tooDeep(tokens);
  return finding ? { ok: false, finding } : compose(tokens, text);
}

function compose(tokens: readonly CST.Token[], text: string): ParsedText {
  const composer = new Composer({ version: '1.2', schema: 'core', stringKeys: true, uniqueKeys: false });
  const [document, another] = composer.compose(tokens, true, text.length);
  if (another) return { ok: false, finding: at(another.range[0], 'YAML_FEATURE', { feature: 'document' }) };
  if (!document) throw new Error('The composer of YAML gives a document for every text, and gave none.');
  return { ok: true, document };
}

const at = (offset: number, code: Finding['code'], params: Finding['params'], path: Path = []): Finding => ({
  code,
  params,
  path,
  offset,
});

/** A directive could change how the rest is read (`%YAML 1.1` makes `no` false). */
function directive(tokens: readonly CST.Token[]): Finding | undefined {
  const found = tokens.find(({ type }) => type === 'directive');
  return found && at(found.offset, 'YAML_FEATURE', { feature: 'directive' });
}

interface Place {
  readonly token: CST.Token;
  readonly path: Path;
}

/** An object or list that is nested too deeply, found without recursion. */
function tooDeep(tokens: readonly CST.Token[]): Finding | undefined {
  const waiting: Place[] = tokens.flatMap((token) =>
    token.type === 'document' ? inside(token.value, []) : [],
  );
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const { token, path } = place;
    if (path.length >= MAP_LIMITS.depth)
      return at(token.offset, 'TOO_DEEP', { limit: MAP_LIMITS.depth }, path);
    if (!CST.isCollection(token)) continue;
    for (const [index, { key, value }] of token.items.entries()) {
      const part = key ? String(CST.resolveAsScalar(key, false, () => {})?.value ?? index) : index;
      waiting.push(...inside(key, [...path, index]), ...inside(value, [...path, part]));
    }
  }
  return undefined;
}

const inside = (token: CST.Token | null | undefined, path: Path): Place[] =>
  token && CST.isCollection(token) ? [{ token, path }] : [];
