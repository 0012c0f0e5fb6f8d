import { CST, Lexer } from 'yaml';
import type { Finding } from './problem.js';

/** A text as strict JSON, or where it stops being that. */
export type JsonReading =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly finding: Finding };

export function parseJson(text: string): JsonReading {
  try {
    return { ok: true, data: JSON.parse(text) as unknown };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      finding: { code: 'SYNTAX', params: { detail }, path: [], offset: offsetOf(detail, text) },
    };
  }
}

/** JSON.parse names the position of most errors, but not that of a token that no JSON begins with. */
function offsetOf(message: string, text: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? firstStranger(text) : Number(position);
}

const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
const KNOWN: ReadonlySet<string | null> = new Set([
  'space',
  'newline',
  'comma',
  'map-value-ind',
  'flow-map-start',
  'flow-map-end',
  'flow-seq-start',
  'flow-seq-end',
  'double-quoted-scalar',
]);

/** Where the first token stands that JSON does not have; the end of the text where there is none. */
function firstStranger(text: string): number {
  let offset = 0;
  let isPlain = false;
  let afterComma = false;
  for (const source of new Lexer().lex(text)) {
    if (isMark(source)) {
      isPlain = source === CST.SCALAR;
      continue;
    }
    const type = isPlain ? 'scalar' : CST.tokenType(source);
    const isStranger = isPlain ? !LITERAL.test(source) : !KNOWN.has(type);
    if (isStranger || (afterComma && (type === 'flow-seq-end' || type === 'flow-map-end'))) return offset;
    if (type !== 'space' && type !== 'newline') afterComma = type === 'comma';
    isPlain = false;
    offset += source.length;
  }
  return offset;
}

/** Marks of the lexer that stand for no character of the text. */
const isMark = (source: string): boolean =>
  source === CST.SCALAR || source === CST.DOCUMENT || source === CST.FLOW_END;
