import type { Knex } from 'knex';

/**
 * Copies the processes that are there until there are `open` of them, with their tasks and journals, past the engine:
 * what a large office has open. Copies have ids and deals of their own and are never worked on.
 */
export async function fillOffice(knex: Knex, open: number): Promise<void> {
  const [{ n: real } = { n: 0 }] = await knex('dealroute_process').count({ n: '*' });
  for (const table of ['process', 'task', 'journal', 'outbox'])
    await copyRows(knex, table, Number(real), open);
  await knex.raw('ANALYZE');
}

/** The columns that must differ from row to row get the number of the copy behind what they hold. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  process: ['id', 'deal', 'governs_deal'],
  task: ['id', 'process', 'deal'],
  journal: ['process'],
  outbox: ['id'],
};

async function copyRows(knex: Knex, table: string, real: number, open: number): Promise<void> {
  const name = `dealroute_${table}`;
  const columns = Object.keys(await knex(name).columnInfo());
  const own = OWN[table] ?? [];
  const values = columns.map((column) =>
    own.includes(column) ? `r.${column} || '~' || n.i` : `r.${column}`,
  );
  // What was sent stays in the outbox as a row that nobody claims.
  const shown =
    table === 'outbox' ? values.map((value) => (value === 'r.status' ? `'sent'` : value)) : values;
  await knex.raw(
    `INSERT INTO ${name} (${columns.join(', ')})
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
     SELECT ${shown.join(', ')} FROM n CROSS JOIN (SELECT * FROM ${name}) r`,
    [Math.max(1, Math.round(open / real) - 1)],
  );
}
