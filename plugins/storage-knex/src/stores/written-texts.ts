import type { UserId, WrittenText } from '@dealroute/core';
import { changeOn } from '../dialect/run-builder.js';
import type { Session } from '../dialect/session.js';
import { fit, fitOrNull } from '../process/row-shape.js';
import type { Storage } from '../storage.js';
import { SIZE } from '../tables.js';

/** Whose texts are written: `of` is the id of what refers to them, and stands where others name their process. */
interface Source {
  readonly tenant: string;
  readonly of: string;
  readonly author: UserId | null;
}

/** Keeps texts that people wrote outside of processes. */
export async function writeTexts(
  storage: Storage,
  session: Session,
  { tenant, of, author }: Source,
  texts: readonly WrittenText[],
): Promise<void> {
  for (const { id, text } of texts) {
    const row = {
      tenant,
      id: fit(id, SIZE.id),
      process: of,
      author: fitOrNull(author, SIZE.id),
      content: text,
    };
    await changeOn(session, storage.table('text').insert(row));
  }
}
