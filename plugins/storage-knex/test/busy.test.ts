import { SdkError } from '@dealroute/core';
import { expect, test } from 'vitest';
import { starting } from './changes.js';
import { startChild } from './children.js';
import { hostKnex, newDatabase, openDatabase, quickKnex } from './databases.js';

const TICK_MS = 5;
const TICKS = 40;

/** Counts how often the event loop came round, and resolves after enough times. */
function startTicking(): { readonly enough: Promise<void>; stop(): number } {
  let ticks = 0;
  let done = (): void => {};
  const enough = new Promise<void>((resolve) => {
    done = resolve;
  });
  const timer = setInterval(() => {
    ticks += 1;
    if (ticks === TICKS) done();
  }, TICK_MS);
  return {
    enough,
    stop: () => {
      clearInterval(timer);
      return ticks;
    },
  };
}

test.each([
  ["the host's", hostKnex],
  ['our own', quickKnex],
])(
  'a save on %s Knex waits for the lock of another process while the event loop runs on',
  async (_, connect) => {
    const database = await newDatabase(connect);
    const child = await startChild('lock', database.file);
    await child.said();
    const ticking = startTicking();
    let saved = false;
    const save = database.store.save([starting('p')]).then((answers) => {
      saved = true;
      return answers;
    });
    await ticking.enough;
    expect(saved).toBe(false);
    child.tell('let go');
    expect(await save).toEqual([{ saved: true }]);
    expect(ticking.stop()).toBeGreaterThanOrEqual(TICKS);
    await child.ended;
    await database.teardown();
  },
);

test('a lock that stays is answered with CONTENTION, once for the whole batch', async () => {
  const first = await newDatabase();
  const database = await openDatabase(first.file, quickKnex, 100);
  const child = await startChild('lock', database.file);
  await child.said();
  const answers = await database.store.save([starting('p'), starting('q')]);
  expect(answers).toHaveLength(2);
  for (const answer of answers) expect(SdkError.is(answer, 'CONTENTION')).toBe(true);
  await expect(database.store.transact(async () => {})).rejects.toSatisfy((error) =>
    SdkError.is(error, 'CONTENTION'),
  );
  child.tell('let go');
  await child.ended;
  expect(await database.store.save([starting('p')])).toEqual([{ saved: true }]);
  await database.teardown();
  await first.teardown();
});

test('reading waits for no lock', async () => {
  const database = await newDatabase();
  await database.store.save([starting('p')]);
  const child = await startChild('lock', database.file);
  await child.said();
  const [stored] = await database.store.load([{ tenant: 'default', process: 'p' }]);
  expect(stored?.version).toBe(1);
  child.tell('let go');
  await child.ended;
  await database.teardown();
});
