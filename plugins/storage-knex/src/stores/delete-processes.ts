import type { DealRef, ProcessId } from '@dealroute/core';
import { changeOn, queryOn } from '../dialect/run-builder.js';
import type { Session } from '../dialect/session.js';
import type { Storage } from '../storage.js';
import type { TableName } from '../tables.js';

/** Most ids in one statement. */
const MOST = 500;

/** Deletes finished processes with all that was written in them; each statement finds its rows through an index. */
export async function deleteProcesses(
  storage: Storage,
  session: Session,
  tenant: string,
  processes: readonly { readonly id: ProcessId; readonly deal: DealRef }[],
): Promise<void> {
  if (processes.length === 0) return;
  const ids = processes.map(({ id }) => id);
  const remove = async (table: TableName, column: string, keys: readonly string[]): Promise<void> => {
    for (let from = 0; from < keys.length; from += MOST) {
      const some = keys.slice(from, from + MOST);
      await changeOn(session, storage.table(table).where({ tenant }).whereIn(column, some).delete());
    }
  };
  // Found among those of their deals, of which there is an index.
  const deals = [...new Set(processes.map(({ deal }) => deal))];
  const listed = storage.table('task').select('id').where({ tenant }).whereIn('deal', deals);
  const found = await queryOn<{ id: string }>(session, listed.whereIn('process', ids));
  const tasks = found.map(({ id }) => id);
  await remove('reminder', 'task', tasks);
  await remove('task', 'id', tasks);
  await remove('timer', 'process', ids);
  await remove('journal', 'process', ids);
  for (const process of ids) await changeOn(session, textsOf(storage, tenant, process).delete());
  await remove('process', 'id', ids);
}

/** Ids of texts begin with that of their process and a `.` or `#`; between those two signs lie some that ids may have. */
const textsOf = (storage: Storage, tenant: string, process: ProcessId) =>
  storage
    .table('text')
    .where({ tenant, process })
    .where('id', '>=', `${process}#`)
    .where('id', '<', `${process}/`);
