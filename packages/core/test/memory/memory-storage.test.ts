import { describe, expect, test } from 'vitest';
import { SdkError } from '../../src/errors/sdk-error.js';
import { memoryStorage } from '../../src/memory/memory-storage.js';

const NORTH = { tenant: 'north' };

describe('A memory storage', () => {
  test('lets pauses pass by the clock that it is given', async () => {
    let now = 1_000;
    const { triggers, backlog } = memoryStorage({ realNow: () => now });
    await triggers.receive({ key: 'e', type: 'dealCreated', deal: 'd', at: 0 }, NORTH);
    await triggers.settle('e', { retryInMs: 500, error: 'busy' }, NORTH);
    now = 1_499;
    expect(await triggers.waiting(1)).toEqual([]);
    expect((await backlog.backlog()).inbox).toBe(false);
    now = 1_500;
    expect(await triggers.waiting(1)).toHaveLength(1);
    expect((await backlog.backlog()).inbox).toBe(true);
  });

  test('says that it has no transactions of a host', async () => {
    await expect(memoryStorage().store.enlist({})).rejects.toThrow('memory has no transactions of a host');
  });

  test('refuses the transaction of another memory storage', async () => {
    const [one, other] = [memoryStorage(), memoryStorage()];
    const mixed = one.store.transact((transaction) => other.store.load([], transaction));
    await expect(mixed).rejects.toSatisfy((error) => SdkError.is(error, 'TRANSACTION_UNUSABLE'));
  });

  test('refuses a page after something that no page gave', async () => {
    const { queries } = memoryStorage();
    for (const after of ['nonsense', '{}', '7']) {
      await expect(queries.tasks({}, { after }, NORTH)).rejects.toSatisfy((e) =>
        SdkError.is(e, 'REQUEST_INVALID'),
      );
    }
  });

  test('hands out frozen rows, so that a caller who changes one notices', async () => {
    const { triggers } = memoryStorage();
    await triggers.putTrigger({ key: 't', event: 'dealCreated', map: 'sale', effectiveFrom: 0 }, null, NORTH);
    const [trigger] = await triggers.triggers(NORTH);
    expect(() => Object.assign(trigger ?? {}, { map: 'other' })).toThrow(TypeError);
  });
});
