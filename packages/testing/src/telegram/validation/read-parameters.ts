import type { RequestBody, UploadedFile } from '../http/request-body.js';
import { badRequest, type Refusal, strictly, unplayed } from '../refusal.js';
import { type Fields, methods } from '../specification/bot-api.js';
import { checkValue, fieldType, type Problem } from './check-value.js';
import { Parameters } from './parameters.js';

/** Parameters of parts of Telegram that the fake server does not have. */
const unplayedParameters = new Set([
  ...['business_connection_id', 'direct_messages_topic_id', 'suggested_post_parameters', 'rich_message'],
  ...['inline_message_id', 'certificate', 'ip_address', 'video_start_timestamp'],
]);

/** How Telegram words a missing parameter. Where it has no words of its own, the fake server has. */
const missing: Readonly<Record<string, string>> = {
  chat_id: 'chat_id is empty',
  text: 'message text is empty',
  message_id: 'message identifier is not specified',
  message_ids: 'message identifiers are not specified',
  photo: 'there is no photo in the request',
  document: 'there is no document in the request',
  user_id: 'invalid user_id specified',
  action: 'wrong parameter action in request',
  callback_query_id: 'query is too old and response timeout expired or query ID is invalid',
};

/**
 * Reads the body of a call as the specification of the method says: strings become numbers, booleans and objects, as
 * in forms. Throws a Refusal for the first thing that does not fit; unknown names are refused only when `strict`.
 */
export function readParameters(method: string, body: RequestBody, strict: boolean): Parameters {
  const fields = methods[method] ?? {};
  const values: Record<string, unknown> = {};
  for (const [name, raw] of Object.entries(body.fields)) {
    if (raw === undefined || raw === null || namesTheMethod(method, name, raw)) continue;
    const written = fields[name];
    if (unplayedParameters.has(name) && written) throw unplayed(`the parameter ${name}`);
    if (written) values[name] = readValue(name, fieldType(written).alternatives, raw, body.files, strict);
    else if (strict) throw unknownParameter(method, name, fields);
  }
  for (const [name, file] of Object.entries(body.files)) {
    if (fields[name]?.includes('InputFile')) values[name] = file;
  }
  refuseMissing(method, fields, values);
  return new Parameters(values);
}

/** Bodies may say which method they are for: answers to webhooks must, and Telegraf's forms do. */
function namesTheMethod(method: string, name: string, raw: unknown): boolean {
  return name === 'method' && String(raw).toLowerCase() === method.toLowerCase();
}

function unknownParameter(method: string, name: string, fields: Fields): Refusal {
  const known = Object.keys(fields).join(', ') || 'none';
  return strictly(`${method} has no parameter "${name}": Telegram would ignore it. It has: ${known}`);
}

function refuseMissing(method: string, fields: Fields, values: Record<string, unknown>): void {
  for (const [name, written] of Object.entries(fields)) {
    if (!fieldType(written).required || values[name] !== undefined) continue;
    throw badRequest(missing[name] ?? `parameter "${name}" is required in ${method}`);
  }
}

function readValue(
  name: string,
  alternatives: readonly string[],
  raw: unknown,
  files: Readonly<Record<string, UploadedFile>>,
  strict: boolean,
): unknown {
  if (alternatives.includes('InputFile') && typeof raw === 'string' && raw.startsWith('attach://')) {
    const file = files[raw.slice('attach://'.length)];
    if (!file) throw badRequest(`can't find file "${raw}" in the request`);
    return file;
  }
  const value = convert(name, alternatives, raw);
  const problem = checkValue(name, alternatives, value).find((each) => strict || !each.unknown);
  if (problem) throw mismatch(name, problem);
  return value;
}

function mismatch(name: string, { path, says }: Problem): Refusal {
  if (name === 'reply_markup' && path === name) return badRequest('object expected as reply markup');
  return badRequest(`parameter "${name}" does not fit: ${path}: ${says}`);
}

/** Forms carry everything as text, and JSON may: `"5"`, `"true"`, a serialised object. */
function convert(name: string, alternatives: readonly string[], raw: unknown): unknown {
  const takes = (type: string) => alternatives.includes(type);
  if (typeof raw === 'number') return takes('String') && !takes('Integer') ? String(raw) : raw;
  if (typeof raw !== 'string') return raw;
  if (takes('Integer') && /^-?\d+$/.test(raw)) return Number(raw);
  if (takes('String') || takes('InputFile') || takes('Integer')) return raw;
  return takes('Boolean') ? readBoolean(raw) : parseJson(name, raw);
}

function readBoolean(raw: string): unknown {
  const text = raw.toLowerCase();
  if (['true', 'yes', '1'].includes(text)) return true;
  return ['false', 'no', '0', ''].includes(text) ? false : raw;
}

function parseJson(name: string, raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    const what = name === 'reply_markup' ? 'reply keyboard markup JSON object' : `${name} JSON object`;
    throw badRequest(`can't parse ${what}`);
  }
}
