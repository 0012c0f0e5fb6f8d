import Database from 'better-sqlite3';
import { Pool } from 'pg';
import { pragmas } from '../completion/database.js';
import { type DealPlayer, playSteps } from './deal-player.js';
import { begun, completed } from './xstate-machine.js';

const NAME = 'xstate, a snapshot row only';
const TABLE = 'CREATE TABLE snapshot (id TEXT PRIMARY KEY, state TEXT NOT NULL)';

/** xstate, recovered from its snapshot for each step. No tasks, no journal, no outbox: less than the others do. */
export function xstateSnapshotOnSqlite(file: string): DealPlayer {
  const database = new Database(file);
  database.exec(`${pragmas('FULL')} ${TABLE}`);
  const insert = database.prepare('INSERT INTO snapshot VALUES (?, ?)');
  const read = database.prepare('SELECT state FROM snapshot WHERE id = ?');
  const update = database.prepare('UPDATE snapshot SET state = ? WHERE id = ?');
  const steps = {
    start: async (id: string) => void insert.run(id, begun().state),
    complete: async (id: string, task: Parameters<typeof completed>[1]) => {
      const { state } = read.get(id) as { state: string };
      const { after } = completed(state, task);
      update.run(after.state, id);
      return after.isOver;
    },
  };
  return { name: NAME, play: (id) => playSteps(steps, id), close: async () => void database.close() };
}

/** The same on PostgreSQL; a snapshot that has changed meanwhile is not written over. */
export async function xstateSnapshotOnPostgres(url: string, schema: string): Promise<DealPlayer> {
  const pool = new Pool({ connectionString: url, options: `-c search_path=${schema}`, max: 8 });
  await pool.query(TABLE);
  const ask = (name: string, text: string, ...values: readonly string[]) =>
    pool.query<{ state: string }>({ name, text, values: [...values] });
  const steps = {
    start: async (id: string) => {
      await ask('insert', 'INSERT INTO snapshot VALUES ($1, $2)', id, begun().state);
    },
    complete: async (id: string, task: Parameters<typeof completed>[1]) => {
      const { rows } = await ask('read', 'SELECT state FROM snapshot WHERE id = $1', id);
      const state = rows[0]?.state ?? '';
      const { after } = completed(state, task);
      const change = 'UPDATE snapshot SET state = $1 WHERE id = $2 AND state = $3';
      const { rowCount } = await ask('update', change, after.state, id, state);
      if (rowCount !== 1) throw new Error(`Somebody else has changed ${id}.`);
      return after.isOver;
    },
  };
  return { name: NAME, play: (id) => playSteps(steps, id), close: () => pool.end() };
}
