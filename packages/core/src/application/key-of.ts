import { createHash } from 'node:crypto';

/** Most characters of a key: what every storage has room for. */
const KEY_LENGTH = 200;

/** A stable key from its parts, such as `trigger:new-deals:created-7`; parts too long for a key become a digest. */
export function keyOf(kind: string, ...parts: readonly string[]): string {
  const key = [kind, ...parts].join(':');
  if (key.length <= KEY_LENGTH) return key;
  return `${kind}:${createHash('sha256').update(JSON.stringify(parts)).digest('base64url')}`;
}
