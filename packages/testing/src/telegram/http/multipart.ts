import { badRequest } from '../refusal.js';
import type { RequestBody, UploadedFile } from './request-body.js';

/** Reads a multipart form as far as uploads of photos and documents need it: no nested parts, no encodings. */
export function readMultipart(contentType: string, bytes: Buffer): RequestBody {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/i.exec(contentType);
  const name = boundary?.[1] ?? boundary?.[2];
  if (!name) throw badRequest('boundary not found');
  const fields: Record<string, string> = {};
  const files: Record<string, UploadedFile> = {};
  for (const part of splitParts(bytes, `--${name.trim()}`)) {
    const read = readPart(part);
    if (read.fileName === undefined) fields[read.name] = read.content.toString('utf8');
    else files[read.name] = { fileName: read.fileName, contentType: read.contentType, bytes: read.content };
  }
  return { fields, files };
}

function splitParts(bytes: Buffer, delimiter: string): Buffer[] {
  const parts: Buffer[] = [];
  let start = bytes.indexOf(delimiter);
  while (start >= 0) {
    const from = start + delimiter.length;
    const next = bytes.indexOf(`\r\n${delimiter}`, from);
    if (next < 0) return parts;
    parts.push(bytes.subarray(from + 2, next));
    start = next + 2;
  }
  return parts;
}

function readPart(part: Buffer) {
  const end = part.indexOf('\r\n\r\n');
  const head = part.subarray(0, Math.max(end, 0)).toString('utf8');
  const disposition = /^content-disposition:.*$/im.exec(head)?.[0] ?? '';
  const name = /[; ]name="?([^";]*)"?/i.exec(disposition)?.[1];
  if (end < 0 || !name) throw badRequest("can't parse a part of the multipart request");
  return {
    name,
    fileName: /filename="?([^";]*)"?/i.exec(disposition)?.[1],
    contentType: /^content-type:\s*(\S+)/im.exec(head)?.[1] ?? 'application/octet-stream',
    content: part.subarray(end + 4),
  };
}
