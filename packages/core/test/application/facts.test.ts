import type { HostCrm, Pipeline, User } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { Coalescer } from '../../src/application/coalescer.js';
import { Deals } from '../../src/application/deals.js';
import { HostLists } from '../../src/application/host-lists.js';
import { People } from '../../src/application/people.js';
import { gate, turns } from '../world.js';

const context = { tenant: 'default' };
const inTransaction = { tenant: 'default', transaction: {} };
const MAX_AGE = 5_000;

const emptyHost: HostCrm = {
  joinsTransaction: true,
  readDeals: async () => [],
  applyStages: async () => undefined,
  pipelines: async () => [],
  lossReasons: async () => null,
};

describe('people', () => {
  /** A directory that counts its reads, and a clock that the test moves. */
  function reading() {
    const reads: { ids: readonly string[]; tenant: string }[] = [];
    const users = new Map<string, User>();
    const state = { now: 0, broken: false };
    const directory = {
      users: async (ids: readonly string[], { tenant }: { tenant: string }) => {
        reads.push({ ids, tenant });
        if (state.broken) throw new Error('The directory is away.');
        return ids.map((id) => users.get(`${tenant}/${id}`));
      },
      withRole: async () => [],
      inDepartment: async () => [],
      colleagues: async () => [],
    };
    const put = (id: string, active: boolean, tenant = 'default') =>
      users.set(`${tenant}/${id}`, { id, name: id, active, roles: [] });
    return { people: new People(directory, MAX_AGE, () => state.now), reads, put, state };
  }

  it('are read again only when what is known is older than the stated age', async () => {
    const { people, reads, put, state } = reading();
    put('a', true);
    await people.read(['a'], context);
    put('a', false);
    state.now = MAX_AGE;
    expect((await people.read(['a'], context)).get('a')?.active).toBe(true);
    state.now = MAX_AGE + 1;
    expect((await people.read(['a'], context)).get('a')?.active).toBe(false);
    expect(reads).toHaveLength(2);
  });

  it('of one tenant are never taken for those of another', async () => {
    const { people, put } = reading();
    put('a', true);
    put('a', false, 'other');
    expect((await people.read(['a'], context)).get('a')?.active).toBe(true);
    expect((await people.read(['a'], { tenant: 'other' })).get('a')?.active).toBe(false);
  });

  it('are asked for together, and each once', async () => {
    const { people, reads } = reading();
    await Promise.all([people.read(['a', 'b', null], context), people.read(['c', 'c'], context)]);
    expect(reads).toEqual([{ ids: ['a', 'b', 'c'], tenant: 'default' }]);
  });

  it('who are unknown are missing, and known to be so for a while', async () => {
    const { people, reads } = reading();
    expect((await people.read(['nobody'], context)).size).toBe(0);
    await people.read(['nobody'], context);
    expect(reads).toHaveLength(1);
  });

  it('are asked for again after a reading that failed', async () => {
    const { people, put, state } = reading();
    put('a', true);
    state.broken = true;
    await expect(people.read(['a'], context)).rejects.toThrow('away');
    state.broken = false;
    expect((await people.read(['a'], context)).get('a')?.active).toBe(true);
  });

  it('as a transaction sees them are neither kept nor taken from what is kept', async () => {
    const { people, put, reads } = reading();
    put('a', true);
    await people.read(['a'], inTransaction);
    put('a', false);
    expect((await people.read(['a'], context)).get('a')?.active).toBe(false);
    await people.read(['a'], inTransaction);
    expect(reads).toHaveLength(3);
  });
});

describe('deals', () => {
  it('are read fresh for every command, those of many at once together', async () => {
    const reads: (readonly string[])[] = [];
    const deals = new Deals(
      {
        ...emptyHost,
        readDeals: async (refs) => {
          reads.push(refs);
          return refs.map(() => undefined);
        },
      },
      2,
    );
    await Promise.all(['a', 'b', 'c'].map((ref) => deals.read(ref, context)));
    await deals.read('a', context);
    expect(reads).toEqual([['a', 'b'], ['c'], ['a']]);
  });
});

describe('the lists of the host', () => {
  const pipeline: Pipeline = { key: 'sales', title: 'Sales', stages: [] };

  function reading(pipelines: readonly Pipeline[] = [pipeline]) {
    const state = { now: 0, broken: false, reads: 0 };
    const host: HostCrm = {
      ...emptyHost,
      pipelines: async () => {
        state.reads += 1;
        if (state.broken) throw new Error('The host is away.');
        return pipelines;
      },
      lossReasons: async () => [{ key: 'price', title: 'Price' }],
    };
    return { lists: new HostLists(host, MAX_AGE, () => state.now), state };
  }

  it('are kept for the stated age, by tenant', async () => {
    const { lists, state } = reading();
    await lists.pipeline('sales', context);
    expect(await lists.lossReasons(context)).toEqual(['price']);
    expect(state.reads).toBe(1);
    await lists.pipeline('sales', { tenant: 'other' });
    state.now = MAX_AGE + 1;
    await lists.pipeline('sales', context);
    expect(state.reads).toBe(3);
  });

  it('are asked for again after a reading that failed', async () => {
    const { lists, state } = reading();
    state.broken = true;
    await expect(lists.pipeline('sales', context)).rejects.toThrow('away');
    state.broken = false;
    expect((await lists.pipeline('sales', context))?.key).toBe('sales');
  });

  it('tell a pipeline that is not there from a host that tells of none', async () => {
    expect(await reading().lists.pipeline('rent', context)).toBeNull();
    expect(await reading([]).lists.pipeline('rent', context)).toBeUndefined();
  });
});

describe('requests that share round trips', () => {
  it('get their answers in order, and an error in one place rejects that one alone', async () => {
    const coalescer = new Coalescer<number, number>(
      async (inputs) => inputs.map((n) => (n === 2 ? new Error('two') : n * 10)),
      8,
    );
    const answers = await Promise.allSettled([1, 2, 3].map((n) => coalescer.add(n)));
    expect(answers.map((answer) => (answer.status === 'fulfilled' ? answer.value : 'failed'))).toEqual([
      10,
      'failed',
      30,
    ]);
  });

  it('all learn of a round trip that fails, and the next one works', async () => {
    let fails = true;
    const coalescer = new Coalescer<number, number>(async (inputs) => {
      if (fails) throw new Error('away');
      return inputs;
    }, 8);
    const lost = await Promise.allSettled([coalescer.add(1), coalescer.add(2)]);
    expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await coalescer.add(3)).toBe(3);
  });

  it('leave at once when nothing is under way, and together when something is', async () => {
    const held = gate();
    const batches: (readonly number[])[] = [];
    const coalescer = new Coalescer<number, number>(async (inputs) => {
      batches.push(inputs);
      await held.opened;
      return inputs;
    }, 8);
    const first = coalescer.add(1);
    await turns();
    const rest = [coalescer.add(2), coalescer.add(3)];
    await turns();
    expect(batches).toEqual([[1]]);
    held.open();
    await Promise.all([first, ...rest]);
    expect(batches).toEqual([[1], [2, 3]]);
  });
});
