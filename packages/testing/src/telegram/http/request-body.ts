import type { IncomingMessage } from 'node:http';
import { badRequest, refuse } from '../refusal.js';
import { isRecord } from '../validation/check-value.js';
import { readMultipart } from './multipart.js';

export interface UploadedFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

export interface RequestBody {
  /** Values of JSON as they are, of forms and queries as strings. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly files: Readonly<Record<string, UploadedFile>>;
}

/** What Telegram takes at most for one uploaded document. */
const MAX_BYTES = 50 * 1024 * 1024;

/** The parameters of a call from its query and its body; throws a Refusal when they cannot be read. */
export async function readRequestBody(
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<RequestBody> {
  const bytes = await readBytes(request, MAX_BYTES);
  const body = parse(request.headers['content-type'] ?? '', bytes);
  return { fields: { ...Object.fromEntries(query), ...body.fields }, files: body.files };
}

/** Reads the whole body; throws a Refusal of status 413 when it is longer than `limit`. */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > limit) throw refuse(413);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function parse(contentType: string, bytes: Buffer): RequestBody {
  if (bytes.length === 0) return { fields: {}, files: {} };
  if (contentType.startsWith('application/json')) return { fields: parseJson(bytes), files: {} };
  if (contentType.startsWith('multipart/form-data')) return readMultipart(contentType, bytes);
  return { fields: Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))), files: {} };
}

function parseJson(bytes: Buffer): Record<string, unknown> {
  const parsed = tryJson(bytes.toString('utf8'));
  if (!isRecord(parsed)) throw badRequest("can't parse JSON object");
  return parsed;
}

/** The value of a JSON text, or undefined for what is none. */
export function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
