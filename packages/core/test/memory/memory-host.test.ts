import { describe, expect, test } from 'vitest';
import { SdkError } from '../../src/errors/sdk-error.js';
import { MemoryHost } from '../../src/memory/memory-host.js';

const DEAL = { ref: 'd', title: 'Sale', pipeline: 'sales', stage: 'new', responsible: null, fields: {} };
const CONTEXT = { tenant: 'default' };

const write = (seq: number, stage: string) => ({
  key: `w${seq}`,
  deal: 'd',
  process: 'p',
  stage,
  expected: 'new',
  seq,
});

function hostWithDeal(): MemoryHost {
  const host = new MemoryHost();
  host.putDeal(DEAL);
  return host;
}

describe('A memory host', () => {
  test('ignores a stage that arrives after a later one of its process', async () => {
    const host = hostWithDeal();
    await host.applyStages([write(2, 'won')], CONTEXT);
    await host.applyStages([write(1, 'offer')], CONTEXT);
    expect(host.deal('d')?.stage).toBe('won');
  });

  test('forgets a deal that the host removes', async () => {
    const host = hostWithDeal();
    host.removeDeal('d');
    expect(await host.readDeals(['d'], CONTEXT)).toEqual([undefined]);
  });

  test('changes no stage of a deal that it does not have', () => {
    expect(() => hostWithDeal().setStage('missing', 'won')).toThrow(
      expect.objectContaining({ code: 'DEAL_MISSING' }),
    );
  });

  test('refuses to join a transaction of another storage', async () => {
    const joining = hostWithDeal().applyStages([write(1, 'won')], { ...CONTEXT, transaction: {} });
    await expect(joining).rejects.toSatisfy((error) => SdkError.is(error, 'TRANSACTION_UNUSABLE'));
  });

  test('names no pipelines and no loss reasons unless it is given some', async () => {
    expect(await new MemoryHost().pipelines(CONTEXT)).toEqual([]);
    expect(await new MemoryHost().lossReasons(CONTEXT)).toBeNull();
  });
});
