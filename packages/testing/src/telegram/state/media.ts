import type { UploadedFile } from '../http/request-body.js';
import { badRequest } from '../refusal.js';
import type { Document, PhotoSize } from '../wire.js';
import type { FileStore } from './file-store.js';

const MAX_PHOTO_BYTES = 10 * 1024 * 1024;
const PNG_SIGNATURE = '89504e470d0a1a0a';

/** Stores a picture; Telegram would give several sizes, here there is the one that was uploaded. */
export function photoOf(files: FileStore, file: UploadedFile): PhotoSize[] {
  if (file.bytes.length > MAX_PHOTO_BYTES) throw badRequest('file is too big');
  const size = imageSize(file.bytes);
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
  if (size.width + size.height > 10_000) throw badRequest('PHOTO_INVALID_DIMENSIONS');
  const ratio = Math.max(size.width / size.height, size.height / size.width);
  if (ratio > 20) throw badRequest('PHOTO_INVALID_DIMENSIONS');
  const { id, uniqueId, bytes } = files.add('photos', file);
  return [{ file_id: id, file_unique_id: uniqueId, ...size, file_size: bytes.length }];
}

export function documentOf(files: FileStore, file: UploadedFile): Document {
  const { id, uniqueId, bytes, fileName, contentType } = files.add('documents', file);
  return {
    file_id: id,
    file_unique_id: uniqueId,
    ...(fileName ? { file_name: fileName } : {}),
    mime_type: contentType,
    file_size: bytes.length,
  };
}

/** Width and height of a PNG or JPEG; undefined for anything else. */
function imageSize(bytes: Buffer): { width: number; height: number } | undefined {
  if (bytes.length >= 24 && bytes.subarray(0, 8).toString('hex') === PNG_SIGNATURE) {
    return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  }
  return bytes.length > 3 && bytes.readUInt16BE(0) === 0xffd8 ? jpegSize(bytes) : undefined;
}

/** Walks the segments of a JPEG to its frame header (SOF0-SOF15 but DHT, JPG and DAC). */
function jpegSize(bytes: Buffer): { width: number; height: number } | undefined {
  for (let at = 2; at + 9 < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
    const marker = bytes[at + 1] ?? 0;
    if (bytes[at] !== 0xff) return undefined;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
  }
  return undefined;
}
