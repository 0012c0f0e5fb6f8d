import {
  type AssigneeResolver,
  BasicAssignees,
  MemoryDirectory,
  type User,
  type UserDirectory,
} from '@dealroute/core';
import {
  type AssigneeResolverSetup,
  assigneeResolverCases,
  type UserDirectorySetup,
  userDirectoryCases,
} from '@dealroute/testing/contracts';
import { test } from 'vitest';
import { alter } from './alter.js';
import { expectCaught } from './expect-caught.js';

function directorySetup(
  how: (directory: MemoryDirectory) => Partial<UserDirectory> = () => ({}),
): UserDirectorySetup {
  const directory = new MemoryDirectory();
  return {
    directory: alter<UserDirectory>(directory, how(directory)),
    putUser: (user: User, tenant: string) => directory.putUser(user, tenant),
  };
}

test.each<{ defect: string; caughtBy: string; how: (directory: MemoryDirectory) => Partial<UserDirectory> }>([
  {
    defect: 'leaves out the unknown',
    caughtBy: 'gives people in the order asked, with nothing for the unknown',
    how: (directory) => ({
      users: async (ids, context) =>
        (await directory.users(ids, context)).filter((user) => user !== undefined),
    }),
  },
  {
    defect: 'hides inactive people',
    caughtBy: 'gives inactive people, and says that they are',
    how: (directory) => ({
      users: async (ids, context) =>
        (await directory.users(ids, context)).map((user) => (user?.active ? user : undefined)),
    }),
  },
  {
    defect: 'names people with a role in any order',
    caughtBy: 'names the active people with a role, by id',
    how: (directory) => ({
      withRole: async (role, context) => [...(await directory.withRole(role, context))].reverse(),
    }),
  },
  {
    defect: 'names inactive people of a department',
    caughtBy: 'names the active people of a department, by id',
    how: (directory) => ({
      inDepartment: async (department, context) => {
        const users = await directory.users(['bob', 'cat', 'dan', 'eve'], context);
        return users.flatMap((user) => (user?.department === department ? user.id : []));
      },
    }),
  },
  {
    defect: 'knows one tenant only in its departments',
    caughtBy: 'names nobody of a department of another tenant',
    how: (directory) => ({
      inDepartment: (department) => directory.inDepartment(department, { tenant: 'north' }),
    }),
  },
  {
    defect: 'remembers people for ever',
    caughtBy: 'shows what the host changed since',
    how: (directory) => {
      const known = new Map<string, ReturnType<UserDirectory['users']>>();
      return {
        users: (ids, context) => {
          const key = JSON.stringify([ids, context.tenant]);
          const found = known.get(key) ?? directory.users(ids, context);
          known.set(key, found);
          return found;
        },
      };
    },
  },
])('notices a directory that $defect', ({ caughtBy, how }) =>
  expectCaught(userDirectoryCases, caughtBy, {
    sound: () => directorySetup(),
    broken: () => directorySetup(how),
  }),
);

function resolverSetup(
  how: (resolver: AssigneeResolver) => Partial<AssigneeResolver> = () => ({}),
): AssigneeResolverSetup {
  const directory = new MemoryDirectory();
  const resolver = new BasicAssignees(directory);
  return {
    resolver: alter<AssigneeResolver>(resolver, how(resolver)),
    putUser: (user: User, tenant: string) => directory.putUser(user, tenant),
  };
}

test.each<{
  defect: string;
  caughtBy: string;
  how: (resolver: AssigneeResolver) => Partial<AssigneeResolver>;
}>([
  {
    defect: 'chooses people who have left',
    caughtBy: 'chooses no inactive person',
    how: (resolver) => ({
      resolve: async (request, context) => {
        const { people, explanation } = await resolver.resolve(request, context);
        return {
          people: [...people, ...(explanation.passedOver ?? []).map(({ user }) => user)],
          explanation,
        };
      },
    }),
  },
  {
    defect: 'does not say why nobody fits',
    caughtBy: 'answers every rule with nobody, and why, when the directory is empty',
    how: (resolver) => ({
      resolve: async (request, context) => {
        const { people, explanation } = await resolver.resolve(request, context);
        return { people, explanation: { rule: explanation.rule } };
      },
    }),
  },
  {
    defect: 'names somebody twice',
    caughtBy: 'answers every rule that it lists, in a form that says why',
    how: (resolver) => ({
      resolve: async (request, context) => {
        const { people, explanation } = await resolver.resolve(request, context);
        return { people: [...people, ...people], explanation };
      },
    }),
  },
  {
    defect: 'throws where nobody fits',
    caughtBy: 'where it knows the rule responsible: chooses nobody where nobody owns the deal',
    how: (resolver) => ({
      resolve: async (request, context) => {
        const assignment = await resolver.resolve(request, context);
        if (assignment.people.length === 0) throw new Error('Nobody fits.');
        return assignment;
      },
    }),
  },
  {
    defect: 'looks for people in another tenant',
    caughtBy: 'chooses nobody of another tenant',
    how: (resolver) => ({ resolve: (request) => resolver.resolve(request, { tenant: 'south' }) }),
  },
])('notices a resolver that $defect', ({ caughtBy, how }) =>
  expectCaught(assigneeResolverCases, caughtBy, {
    sound: () => resolverSetup(),
    broken: () => resolverSetup(how),
  }),
);
