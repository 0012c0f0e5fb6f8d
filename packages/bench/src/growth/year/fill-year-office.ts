import { performance } from 'node:perf_hooks';
import { knexStorage } from '@dealroute/storage-knex';
import { fillYear } from '@dealroute/testing/year';
import type { Knex } from 'knex';
import { fillWorld } from '../../completion/engine-writer.js';

/** A whole year of a big sales team. */
const FINISHED = 1_000_000;
const OPEN = 100_000;
const MANAGERS = 200;

/** Makes the world of the bench in an empty database, and a part of a year beside it: 0 for none of it. */
export async function fillOffice(knex: Knex, share: number): Promise<void> {
  await fillWorld(knex);
  const [finished, open] = [Math.round(FINISHED * share), Math.round(OPEN * share)];
  const began = performance.now();
  // On stderr: it is no result.
  const progress = (done: number) => {
    const seconds = Math.round((performance.now() - began) / 1_000);
    console.error(
      `  ${done.toLocaleString('en')} of ${(finished + open).toLocaleString('en')}, ${seconds} s`,
    );
  };
  const storage = knexStorage({ knex });
  const year = { knex, storage, finished, open, managers: MANAGERS, now: Date.now(), progress };
  if (share > 0) await fillYear(year);
  await analyze(knex);
}

async function analyze(knex: Knex): Promise<void> {
  if (knex.client.driverName !== 'mysql2') {
    // A sample is enough for a planner, and all rows of a year would take an hour.
    if (knex.client.driverName !== 'pg') await knex.raw('PRAGMA analysis_limit = 1000');
    await knex.raw('ANALYZE');
    return;
  }
  const [tables = []]: object[][] = await knex.raw("SHOW TABLES LIKE 'dealroute\\_%'");
  for (const row of tables) await knex.raw('ANALYZE TABLE ??', [String(Object.values(row)[0])]);
}
