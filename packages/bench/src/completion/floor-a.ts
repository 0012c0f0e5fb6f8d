import type { Knex } from 'knex';
import { completedRows, type ProcessRow } from './completed-rows.js';
import { openKnex, type Synchronous } from './database.js';
import { DEALS, dealRef } from './world.js';
import type { Writer } from './writer.js';

/** Floor A, what people write by hand: Knex's builder, a transaction for each completion. */
export const floorA = (file: string, synchronous: Synchronous): Promise<Writer> =>
  floorAOn(openKnex(file, synchronous));

export async function floorAOn(knex: Knex): Promise<Writer> {
  const rows: { deal: string; id: string }[] = await knex('dealroute_process').select('deal', 'id');
  const byDeal = new Map(rows.map(({ deal, id }) => [deal, id]));
  const ids = Array.from({ length: DEALS }, (_, n) => byDeal.get(dealRef(n)) as string);
  return {
    name: 'floor A',
    complete: (n) =>
      knex.transaction(async (trx) => {
        const at = { tenant: 'default', id: ids[n] as string };
        const row: ProcessRow = await trx('dealroute_process')
          .where(at)
          .first('id', 'version', 'deal', 'state');
        await trx('dealroute_task')
          .where({ tenant: 'default', deal: row.deal })
          .whereNotNull('open_due')
          .first();
        const { process, ended, created, journal, outbox, kept, stage } = completedRows(row, Date.now());
        await trx('dealroute_process')
          .where({ ...at, version: row.version })
          .update(process);
        await trx('dealroute_task').where({ tenant: 'default', id: ended.id }).update(ended);
        await trx('dealroute_task').insert(created);
        await trx('dealroute_journal').insert(journal);
        await trx('dealroute_outbox').insert(outbox);
        await trx('dealroute_kept_reply').insert(kept);
        await trx('deal').where({ ref: row.deal }).update({ stage });
      }),
    close: () => knex.destroy(),
  };
}
