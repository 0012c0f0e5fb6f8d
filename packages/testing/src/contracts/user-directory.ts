import assert from 'node:assert/strict';
import type { User, UserDirectory } from '@dealroute/core';
import { type ContractCase, type ContractSetup, describeContract, type MakeSetup } from './contract.js';
import { HARD_TEXT } from './samples.js';
import { NORTH, SOUTH } from './storage-setup.js';
import { tamper } from './tamper.js';

/** A directory of nobody, with the tenants `north` and `south`. */
export interface UserDirectorySetup extends ContractSetup {
  readonly directory: UserDirectory;
  /** Adds a person the way the host does, or replaces what is known of them. */
  putUser(user: User, tenant: string): Promise<void> | void;
}

const person = (id: string, rest: Partial<User> = {}): User => ({
  id,
  name: `Person ${id}`,
  active: true,
  roles: [],
  ...rest,
});

async function putAll({ putUser }: UserDirectorySetup, ...users: readonly User[]): Promise<void> {
  for (const user of users) await putUser(user, 'north');
}

async function colleagueIds(
  { directory }: UserDirectorySetup,
  user: string,
  query: string | null,
): Promise<readonly string[]> {
  return (await directory.colleagues(user, query, NORTH)).map(({ id }) => id);
}

/** What every `UserDirectory` keeps. */
export const userDirectoryCases: readonly ContractCase<UserDirectorySetup>[] = [
  {
    name: 'knows nobody at first',
    run: async ({ directory }) => {
      assert.deepEqual(await directory.users(['ann'], NORTH), [undefined]);
      assert.deepEqual(await directory.withRole('sales', NORTH), []);
    },
  },
  {
    name: 'gives a person with everything that the host knows',
    run: async (setup) => {
      const ann = person('ann', {
        roles: ['sales', 'admin'],
        department: 'east',
        head: 'bob',
        locale: 'ru',
        timeZone: 'Asia/Vladivostok',
      });
      await putAll(setup, person('bob'), ann);
      const [found] = await setup.directory.users(['ann'], NORTH);
      assert.deepEqual(
        { ...found, roles: [...(found?.roles ?? [])].sort() },
        { ...ann, roles: ['admin', 'sales'] },
      );
    },
  },
  {
    name: 'leaves out what the host does not know of a person',
    run: async (setup) => {
      await putAll(setup, person('ann'));
      assert.deepEqual(await setup.directory.users(['ann'], NORTH), [person('ann')]);
    },
  },
  {
    name: 'gives people in the order asked, with nothing for the unknown',
    run: async (setup) => {
      await putAll(setup, person('ann'), person('bob'), person('eve'));
      const found = await setup.directory.users(['eve', 'unknown', 'ann', 'bob', 'eve'], NORTH);
      assert.deepEqual(
        found.map((user) => user?.id),
        ['eve', undefined, 'ann', 'bob', 'eve'],
      );
    },
  },
  {
    name: 'gives nobody when asked for nobody',
    run: async ({ directory }) => assert.deepEqual(await directory.users([], NORTH), []),
  },
  {
    name: 'gives inactive people, and says that they are',
    run: async (setup) => {
      await putAll(setup, person('ann', { active: false, roles: ['sales'] }));
      assert.equal((await setup.directory.users(['ann'], NORTH))[0]?.active, false);
    },
  },
  {
    name: 'names the active people with a role, by id',
    run: async (setup) => {
      await putAll(
        setup,
        person('eve', { roles: ['sales'] }),
        person('bob', { roles: ['support'] }),
        person('ann', { roles: ['support', 'sales'] }),
        person('dan', { roles: ['sales'], active: false }),
        person('cat', { roles: ['sales'] }),
      );
      assert.deepEqual(await setup.directory.withRole('sales', NORTH), ['ann', 'cat', 'eve']);
      assert.deepEqual(await setup.directory.withRole('support', NORTH), ['ann', 'bob']);
    },
  },
  {
    name: 'names nobody for a role that nobody has',
    run: async (setup) => {
      await putAll(setup, person('ann', { roles: ['sales'] }));
      assert.deepEqual(await setup.directory.withRole('unknown', NORTH), []);
    },
  },
  {
    name: 'takes names of roles literally',
    run: async (setup) => {
      await putAll(
        setup,
        person('a', { roles: ['sales'] }),
        person('b', { roles: ['presales'] }),
        person('c', { roles: ['sales-head'] }),
        person('d', { roles: ['s%'] }),
        person('e', { roles: ['отдел продаж'] }),
      );
      assert.deepEqual(await setup.directory.withRole('sales', NORTH), ['a']);
      assert.deepEqual(await setup.directory.withRole('s%', NORTH), ['d']);
      assert.deepEqual(await setup.directory.withRole('отдел продаж', NORTH), ['e']);
    },
  },
  {
    name: 'names a person once, whatever number of roles they have',
    run: async (setup) => {
      await putAll(setup, person('ann', { roles: ['sales', 'support', 'admin'] }));
      assert.deepEqual(await setup.directory.withRole('support', NORTH), ['ann']);
    },
  },
  {
    name: 'names the active people of a department, by id',
    run: async (setup) => {
      await putAll(
        setup,
        person('eve', { department: 'east' }),
        person('bob', { department: 'east' }),
        person('cat', { department: 'eastern' }),
        person('dan', { department: 'east', active: false }),
        person('flo'),
      );
      assert.deepEqual(await setup.directory.inDepartment('east', NORTH), ['bob', 'eve']);
      assert.deepEqual(await setup.directory.inDepartment('e%', NORTH), []);
      assert.deepEqual(await setup.directory.inDepartment('unknown', NORTH), []);
    },
  },
  {
    name: 'names nobody of a department of another tenant',
    run: async (setup) => {
      await putAll(setup, person('ann', { department: 'east' }));
      assert.deepEqual(await setup.directory.inDepartment('east', SOUTH), []);
    },
  },
  {
    name: 'offers the active people of the same department, by name, without the person themselves',
    run: async (setup) => {
      await putAll(
        setup,
        person('ann', { name: 'Ann', department: 'east' }),
        person('bob', { name: 'Zoe', department: 'east' }),
        person('cat', { name: 'Cat', department: 'east' }),
        person('dan', { name: 'Dan', department: 'east', active: false }),
        person('eve', { name: 'Eve', department: 'west' }),
        person('flo', { name: 'Flo' }),
      );
      assert.deepEqual(await colleagueIds(setup, 'ann', null), ['cat', 'bob']);
    },
  },
  {
    name: 'offers nobody to a person without a department, or unknown, who searches for nobody',
    run: async (setup) => {
      await putAll(setup, person('ann'), person('bob'), person('cat', { department: 'east' }));
      assert.deepEqual(await colleagueIds(setup, 'ann', null), []);
      assert.deepEqual(await colleagueIds(setup, 'unknown', null), []);
    },
  },
  {
    name: 'finds colleagues of all departments by a part of the name in any case',
    run: async (setup) => {
      await putAll(
        setup,
        person('ann', { name: 'Иванова Анна', department: 'east' }),
        person('bob', { name: 'Иванов Борис', department: 'west' }),
        person('cat', { name: 'Сидорова', department: 'east' }),
        person('dan', { name: 'Иваненко', active: false }),
        person('eve', { name: '50%_off', department: 'east' }),
      );
      assert.deepEqual(await colleagueIds(setup, 'cat', 'иВАНОВ'), ['bob', 'ann']);
      assert.deepEqual(await colleagueIds(setup, 'ann', 'иванов'), ['bob']);
      assert.deepEqual(await colleagueIds(setup, 'ann', '%_'), ['eve']);
      assert.deepEqual(await colleagueIds(setup, 'ann', 'nobody'), []);
    },
  },
  {
    name: 'gives at most 20 colleagues',
    run: async (setup) => {
      const ids = Array.from({ length: 25 }, (_, i) => `p-${String(i).padStart(2, '0')}`);
      await putAll(setup, person('ann'), ...ids.map((id) => person(id, { name: `Twin ${id}` })));
      assert.deepEqual(await colleagueIds(setup, 'ann', 'twin'), ids.slice(0, 20));
    },
  },
  {
    name: 'offers no colleagues of another tenant',
    run: async (setup) => {
      await putAll(setup, person('ann', { department: 'east' }));
      await setup.putUser(person('bob', { department: 'east', name: 'Bob' }), 'south');
      assert.deepEqual(await colleagueIds(setup, 'ann', null), []);
      assert.deepEqual(await colleagueIds(setup, 'ann', 'bob'), []);
    },
  },
  {
    name: 'shows what the host changed since',
    run: async (setup) => {
      await putAll(setup, person('ann', { roles: ['sales'], head: 'bob' }));
      await setup.directory.users(['ann'], NORTH);
      await setup.directory.withRole('sales', NORTH);
      await putAll(setup, person('ann', { name: 'Ann Other', roles: ['support'], active: false }));
      const [ann] = await setup.directory.users(['ann'], NORTH);
      assert.deepEqual([ann?.name, ann?.active, ann?.head], ['Ann Other', false, undefined]);
      assert.deepEqual(await setup.directory.withRole('sales', NORTH), []);
    },
  },
  {
    name: 'keeps every character of a name',
    run: async (setup) => {
      const name = HARD_TEXT.replace(/\s+/g, ' ').trim();
      await putAll(setup, person('ann', { name }));
      assert.equal((await setup.directory.users(['ann'], NORTH))[0]?.name, name);
    },
  },
  {
    name: 'tells apart people whose ids differ in case only',
    run: async (setup) => {
      await putAll(setup, person('ann', { name: 'lower' }), person('ANN', { name: 'upper' }));
      const found = await setup.directory.users(['ANN', 'ann', 'Ann'], NORTH);
      assert.deepEqual(
        found.map((user) => user?.name),
        ['upper', 'lower', undefined],
      );
    },
  },
  {
    name: 'gives 200 people at once',
    run: async (setup) => {
      const ids = Array.from({ length: 200 }, (_, i) => `person-${String(i).padStart(3, '0')}`);
      await putAll(setup, ...ids.map((id) => person(id, { roles: ['crowd'] })));
      const found = await setup.directory.users([...ids].reverse(), NORTH);
      assert.deepEqual(
        found.map((user) => user?.id),
        [...ids].reverse(),
      );
      assert.deepEqual(await setup.directory.withRole('crowd', NORTH), ids);
    },
  },
  {
    name: 'shows nobody of another tenant, and keeps one id apart by its tenants',
    run: async (setup) => {
      await putAll(setup, person('ann', { name: 'of the north', roles: ['sales'] }));
      assert.deepEqual(await setup.directory.users(['ann'], SOUTH), [undefined]);
      assert.deepEqual(await setup.directory.withRole('sales', SOUTH), []);
      await setup.putUser(person('ann', { name: 'of the south' }), 'south');
      assert.equal((await setup.directory.users(['ann'], NORTH))[0]?.name, 'of the north');
      assert.equal((await setup.directory.users(['ann'], SOUTH))[0]?.name, 'of the south');
    },
  },
  {
    name: 'is not changed by changing people that it gave',
    run: async (setup) => {
      await putAll(setup, person('ann', { roles: ['sales'] }));
      tamper(await setup.directory.users(['ann'], NORTH));
      tamper(await setup.directory.withRole('sales', NORTH));
      assert.deepEqual(await setup.directory.users(['ann'], NORTH), [person('ann', { roles: ['sales'] })]);
      assert.deepEqual(await setup.directory.withRole('sales', NORTH), ['ann']);
    },
  },
];

export const userDirectoryContract = (name: string, setup: MakeSetup<UserDirectorySetup>): void =>
  describeContract(`${name} keeps the contract of UserDirectory`, userDirectoryCases, setup);
