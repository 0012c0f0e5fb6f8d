import { type Fields, types, unions } from '../specification/bot-api.js';

/** One thing that is wrong with a value: where, and what should be there. */
export interface Problem {
  readonly path: string;
  readonly says: string;
  /** A field that the specification does not have: Telegram ignores it. */
  readonly unknown?: true;
}

/** A field of the specification: `Integer|String!`, `String!=chat`. */
export interface FieldType {
  readonly alternatives: readonly string[];
  readonly required: boolean;
  readonly only: string | undefined;
}

export function fieldType(written: string): FieldType {
  const [type = '', only] = written.split('=');
  return { alternatives: type.replace('!', '').split('|'), required: type.endsWith('!'), only };
}

/** What is wrong with a value of one of the given types; of several alternatives, the one that fits best speaks. */
export function checkValue(path: string, alternatives: readonly string[], value: unknown): Problem[] {
  const tried = alternatives.map((type) => checkType(path, type, value));
  const shallow = (problems: Problem[]) => problems.filter((problem) => problem.path === path).length;
  tried.sort((a, b) => shallow(a) - shallow(b) || a.length - b.length);
  const best = tried[0] ?? [];
  const sameDepth = best.length > 0 && best.every((problem) => problem.path === path);
  return sameDepth ? [{ path, says: `expected ${alternatives.join(' or ')}` }] : best;
}

function checkType(path: string, type: string, value: unknown): Problem[] {
  if (type.startsWith('Array of ')) return checkArray(path, type.slice('Array of '.length), value);
  const isPrimitive = primitives[type];
  if (isPrimitive) return isPrimitive(value) ? [] : [{ path, says: `expected ${type}` }];
  const union = unions[type];
  if (union) return checkValue(path, union.split('|'), value);
  if (!isRecord(value)) return [{ path, says: `expected ${type}` }];
  const fields = types[type];
  return fields ? checkFields(path, type, fields, value) : [];
}

const primitives: Readonly<Record<string, (value: unknown) => boolean>> = {
  Integer: (value) => Number.isSafeInteger(value),
  Float: (value) => typeof value === 'number',
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  True: (value) => value === true,
  InputFile: () => false,
};

function checkArray(path: string, type: string, value: unknown): Problem[] {
  if (!Array.isArray(value)) return [{ path, says: `expected Array of ${type}` }];
  return value.flatMap((item, index) => checkValue(`${path}[${index}]`, [type], item));
}

/** Telegraf marks its buttons with it, and Telegram ignores it. */
const TELEGRAF_MARK = 'hide';

function checkFields(path: string, type: string, fields: Fields, value: Record<string, unknown>): Problem[] {
  const unknown = Object.keys(value)
    .filter((name) => value[name] !== undefined && name !== TELEGRAF_MARK && !Object.hasOwn(fields, name))
    .map((name) => ({ path: `${path}.${name}`, says: `${type} has no such field`, unknown: true as const }));
  const wrong = Object.entries(fields).flatMap(([name, written]) => {
    const { alternatives, required, only } = fieldType(written);
    const given = value[name];
    if (only && given !== only) return [{ path, says: `expected ${type}` }];
    if (given !== undefined) return checkValue(`${path}.${name}`, alternatives, given);
    return required
      ? [{ path: `${path}.${name}`, says: `expected ${alternatives.join(' or ')}, it is required` }]
      : [];
  });
  return [...wrong, ...unknown];
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
