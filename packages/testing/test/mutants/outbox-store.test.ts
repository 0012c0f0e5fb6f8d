import type { ClaimedMessage } from '@dealroute/core';
import { outboxStoreCases } from '@dealroute/testing/contracts';
import { testMutants } from './storage.js';

testMutants('outbox', outboxStoreCases, [
  {
    defect: 'ignores the fence',
    caughtBy: 'lets an old lease change nothing after the message has passed to somebody else',
    how: (outbox) => {
      const fences = new Map<string, string>();
      return {
        claim: async (request) => {
          const claimed = await outbox.claim(request);
          for (const { id, fence } of claimed) fences.set(id, fence);
          return claimed;
        },
        settle: (settlements) =>
          outbox.settle(settlements.map((each) => ({ ...each, fence: fences.get(each.id) ?? each.fence }))),
      };
    },
  },
  {
    defect: 'reads on after the last id',
    caughtBy: 'hands out a message with an old id that was committed late',
    how: (outbox) => {
      let last = '';
      return {
        claim: async (request) => {
          const claimed = (await outbox.claim(request)).filter(({ id }) => id > last);
          last = claimed.at(-1)?.id ?? last;
          return claimed;
        },
      };
    },
  },
  {
    defect: 'hands out one message to two',
    caughtBy: 'hands out each of 200 messages once to claimers that run at once',
    how: (outbox) => {
      let before: readonly ClaimedMessage[] = [];
      return {
        claim: async (request) => {
          const claimed = await outbox.claim(request);
          const both = [...before.slice(0, 1), ...claimed];
          before = claimed;
          return both;
        },
      };
    },
  },
  {
    defect: 'ignores topics',
    caughtBy: 'hands out only topics that are asked for',
    how: (outbox) => ({ claim: (request) => outbox.claim({ ...request, topics: ['*'] }) }),
  },
  {
    defect: 'lets a message that failed be overtaken by the next of its key',
    caughtBy: 'holds back later messages while an earlier one is put off',
    how: (outbox) => ({
      settle: async (settlements) => {
        const answers = await outbox.settle(
          settlements.map((each) =>
            each.result === 'sent' ? each : { ...each, result: { dead: 'put aside' } },
          ),
        );
        return answers;
      },
    }),
  },
  {
    defect: 'revives what is not dead',
    caughtBy: 'revives a dead message once, and no other',
    how: (outbox) => ({
      revive: async (tenant, id) => {
        await outbox.revive(tenant, id);
        return true;
      },
    }),
  },
  {
    defect: 'leases for no time at all',
    caughtBy: 'hands out no message a second time while it is leased',
    how: (outbox) => ({ claim: (request) => outbox.claim({ ...request, leaseMs: 0 }) }),
  },
  {
    defect: 'posts one message after the other',
    caughtBy: 'refuses an id that is taken, and posts nothing that came with it',
    how: (outbox) => ({
      post: async (messages, context) => {
        for (const message of messages) await outbox.post([message], context);
      },
    }),
  },
  {
    defect: 'swallows an id that is taken',
    caughtBy: 'refuses an id that is taken, and posts nothing that came with it',
    how: (outbox) => ({ post: (...posted) => outbox.post(...posted).catch(() => undefined) }),
  },
  {
    defect: 'posts everything for one tenant',
    caughtBy: 'posts one id once for each tenant',
    how: (outbox) => ({
      post: (messages, context) =>
        outbox.post(
          messages.map((message) => ({ ...message, id: `${context.tenant}:${message.id}` })),
          { ...context, tenant: 'north' },
        ),
    }),
  },
]);
