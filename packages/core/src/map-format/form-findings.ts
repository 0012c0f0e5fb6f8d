import type { JsonValue } from '@dealroute/domain';
import type { z } from 'zod';
import { keysOfFormat } from './json-schema.js';
import { MAP_LIMITS } from './limits.js';
import { nearest } from './nearest.js';
import type { Finding, Path } from './problem.js';

type Issue = z.core.$ZodIssue;

let knownKeys: ReadonlySet<string> | undefined;

/** What the schema found wrong with some data, in the words of the format. */
export function formFindings(issues: readonly Issue[], data: unknown): readonly Finding[] {
  return issues.slice(0, MAP_LIMITS.problems).flatMap((issue) => findingsOf(issue, data, []));
}

function findingsOf(issue: Issue, data: unknown, base: Path): readonly Finding[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  const value = valueAt(data, path);
  if (value === undefined && path.length > 0) return [missing(path)];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, MAP_LIMITS.problems).map((key) => unknownKey(key, path));
    case 'invalid_union':
      if ('options' in issue) return [wrongValue(value, issue.options ?? [], path)];
      return unionFindings(issue.errors, data, path);
    case 'invalid_type':
      return [wrongType([issue], value, path)];
    case 'invalid_value':
      return [wrongValue(value, issue.values, path)];
    case 'too_big':
      return [tooBig(issue.origin, issue.maximum, path)];
    case 'too_small':
      return [{ code: 'TOO_SMALL', params: { limit: Number(issue.minimum) }, path }];
    case 'invalid_key':
      return issue.issues.flatMap((inner) => findingsOf({ ...inner, path: [] }, data, path)).map(aboutKey);
    case 'custom':
      return [{ code: 'TOO_LARGE', params: { limit: Number(issue.params?.limit) }, path }];
    default:
      return [{ code: 'WRONG_VALUE', params: { found: shown(value) }, path }];
  }
}

function missing(path: Path): Finding {
  const key = String(path.at(-1));
  return { code: 'KEY_MISSING', params: { key }, path: path.slice(0, -1) };
}

function unknownKey(key: string, path: Path): Finding {
  knownKeys ??= keysOfFormat();
  const suggestion = nearest(key, [...knownKeys]);
  return { code: 'UNKNOWN_KEY', params: { key, ...(suggestion && { suggestion }) }, path, key };
}

function wrongValue(value: unknown, allowed: readonly unknown[], path: Path): Finding {
  const texts = allowed.map(String);
  const suggestion = typeof value === 'string' ? nearest(value, texts) : undefined;
  return {
    code: 'WRONG_VALUE',
    params: { found: shown(value), allowed: texts, ...(suggestion && { suggestion }) },
    path,
  };
}

function tooBig(origin: string, maximum: number | bigint, path: Path): Finding {
  return { code: origin === 'array' ? 'TOO_MANY' : 'TOO_LONG', params: { limit: Number(maximum) }, path };
}

/** A finding about a value that is really one about the last key of its path. */
const aboutKey = (finding: Finding): Finding => ({
  ...finding,
  params: { ...finding.params, key: shown(finding.path.at(-1)) },
  path: finding.path.slice(0, -1),
  key: String(finding.path.at(-1)),
});

/** Of several forms that a value may have, the complaints of the one that it comes nearest to. */
function unionFindings(forms: readonly (readonly Issue[])[], data: unknown, path: Path): readonly Finding[] {
  const mismatches = forms.map((issues) =>
    issues.filter((issue) => issue.path.length === 0).filter(isTypeIssue),
  );
  const [nearestForm, ...others] = forms.filter((_, index) => mismatches[index]?.length === 0);
  if (!nearestForm) return [wrongType(mismatches.flat(), valueAt(data, path), path)];
  const best = others.reduce((least, issues) => (issues.length < least.length ? issues : least), nearestForm);
  return best.flatMap((issue) => findingsOf(issue, data, path));
}

type TypeIssue = z.core.$ZodIssueInvalidType;

const isTypeIssue = (issue: Issue): issue is TypeIssue => issue.code === 'invalid_type';

function wrongType(issues: readonly TypeIssue[], value: unknown, path: Path): Finding {
  const expected = new Set(issues.map((issue) => TYPE_NAMES[issue.expected] ?? issue.expected));
  return { code: 'WRONG_TYPE', params: { expected: [...expected].join(' or '), found: typeOf(value) }, path };
}

function valueAt(data: unknown, path: Path): unknown {
  let value = data;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

const TYPE_NAMES: Readonly<Record<string, string>> = { record: 'object', int: 'integer' };

/** A value short enough for a message. */
function shown(value: unknown): JsonValue {
  if (typeof value === 'string') return value.slice(0, 80);
  return typeof value === 'number' || typeof value === 'boolean' ? value : typeOf(value);
}
