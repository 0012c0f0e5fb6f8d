import assert from 'node:assert/strict';
import type { CallContext, JsonObject, KeptRecord, RecordWrite } from '@dealroute/core';
import { NORTH, type StorageSetup } from '../storage-setup.js';

/** Where most cases keep their records. */
export const LINKS = 'test.link';

export const put = (key: string, value: JsonObject, rest: Partial<RecordWrite> = {}): RecordWrite => ({
  collection: LINKS,
  key,
  value,
  ...rest,
});

export const drop = (key: string, rest: Partial<RecordWrite> = {}): RecordWrite => ({
  collection: LINKS,
  key,
  value: null,
  ...rest,
});

/** Writes; it must be accepted. */
export async function keep(
  { records }: StorageSetup,
  writes: readonly RecordWrite[],
  context: CallContext = NORTH,
): Promise<void> {
  assert.equal(await records.write(writes, context), true);
}

export async function read(
  { records }: StorageSetup,
  key: string,
  context: CallContext = NORTH,
  collection = LINKS,
): Promise<KeptRecord | undefined> {
  const [record] = await records.get(collection, [key], context);
  return record;
}

export const keysOf = (records: readonly KeptRecord[]): string[] => records.map(({ key }) => key);
