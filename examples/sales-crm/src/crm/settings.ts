import type { Knex } from 'knex';

/** A value that the CRM remembers; undefined where it was never set. */
export async function readSetting(db: Knex, key: string): Promise<string | undefined> {
  const row: { value: string } | undefined = await db('settings').where({ key }).first('value');
  return row?.value;
}

export async function writeSetting(db: Knex, key: string, value: string): Promise<void> {
  await db('settings').insert({ key, value }).onConflict('key').merge();
}
