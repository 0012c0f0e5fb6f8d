import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { completing, here, starting } from './changes.js';
import { type Database, hostKnex, newDatabase } from './databases.js';
import { outline, statementsIn, statementsOf } from './trace.js';

const BATCH = 32;
const CHANGES = 'INSERT dealroute_process_changes';
const BY_TABLE = [
  'SELECT dealroute_process',
  'UPDATE dealroute_process',
  'INSERT dealroute_task',
  'UPDATE dealroute_task',
  'INSERT dealroute_journal',
  'INSERT dealroute_text',
  'INSERT dealroute_outbox',
  'INSERT dealroute_kept_reply',
];

/** A command costs what its statements cost: who adds one must mean it. */
describe('the number of statements', () => {
  let database: Database;
  beforeEach(async () => {
    database = await newDatabase(hostKnex);
  });
  afterEach(() => database.teardown());

  test('of loading is one, for one process and for many', async () => {
    const load = (count: number) => () =>
      database.store.load(Array.from({ length: count }, (_, i) => ({ ...here, process: `p${i}` })));
    expect(await statementsOf(database, load(1))).toHaveLength(1);
    expect(await statementsOf(database, load(BATCH))).toHaveLength(1);
  });

  test('of a completion is one', async () => {
    const first = starting('p');
    await database.store.save([first]);
    const statements = await statementsOf(database, () => database.store.save([completing(first)]));
    expect(outline(statements)).toEqual([CHANGES]);
  });

  test('of a batch is that of a single command', async () => {
    const firsts = Array.from({ length: BATCH }, (_, i) => starting(`p${i}`));
    await database.store.save(firsts);
    const statements = await statementsOf(database, () =>
      database.store.save(firsts.map((first) => completing(first))),
    );
    expect(outline(statements)).toEqual([CHANGES]);
  });

  test('of a completion that the host writes with is three', async () => {
    const first = starting('p');
    await database.store.save([first]);
    const apply = async () => {};
    const statements = await statementsOf(database, () =>
      database.store.save([completing(first)], { apply }),
    );
    expect(outline(statements)).toEqual(['BEGIN', CHANGES, 'COMMIT']);
  });

  test('of a completion whose connection has lost its view is that of the long way', async () => {
    const first = starting('p');
    await database.store.save([first]);
    // SQLite drops whatever is temporary when this changes.
    await database.knex.raw('PRAGMA temp_store = MEMORY');
    const statements = await statementsOf(database, async () => {
      expect(await database.store.save([completing(first)])).toEqual([{ saved: true }]);
    });
    expect(outline(statements)).toEqual([CHANGES, 'BEGIN', ...BY_TABLE, 'COMMIT']);
    await database.store.save([starting('q')]);
    const again = () => database.store.save([completing(starting('q'))]);
    expect(outline(await statementsOf(database, again))).toEqual([CHANGES]);
  });

  test('of a refused command is four', async () => {
    await database.store.save([starting('p')]);
    const statements = await statementsOf(database, () => database.store.save([starting('p')]));
    expect(outline(statements)).toEqual([CHANGES, 'BEGIN', 'SELECT dealroute_process', 'COMMIT']);
  });

  test('of a completion in a transaction is a check, one for each table, and the savepoint', async () => {
    const first = starting('p');
    await database.store.save([first]);
    await database.store.transact(async (transaction) => {
      const statements = await statementsIn(transaction, () =>
        database.store.save([completing(first)], { transaction }),
      );
      expect(outline(statements)).toEqual(['SAVEPOINT dealroute_1', ...BY_TABLE, 'RELEASE dealroute_1']);
    });
  });

  test('of an idle poll is one', async () => {
    expect(await statementsOf(database, () => database.backlog.backlog())).toHaveLength(1);
    expect(await statementsOf(database, () => database.timers.due(0, 10))).toHaveLength(1);
    expect(
      await statementsOf(database, () => database.outbox.claim({ topics: ['*'], limit: 10, leaseMs: 1 })),
    ).toHaveLength(1);
  });
});
