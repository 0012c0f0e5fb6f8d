import { MemoryNotifier, type Notifier } from '@dealroute/core';
import { type NotifierOutageSetup, notifierCases, notifierOutageCases } from '@dealroute/testing/contracts';
import { test } from 'vitest';
import { alter } from './alter.js';
import { expectCaught } from './expect-caught.js';

type How = (notifier: MemoryNotifier) => Partial<Notifier>;

function setup(how: How = () => ({})): NotifierOutageSetup {
  let isDown = false;
  const notifier = new MemoryNotifier(() => {
    if (isDown) throw new Error('The channel is down.');
  });
  return {
    notifier: alter<Notifier>(notifier, how(notifier)),
    people: ['ann', 'bob'],
    unreachable: 'nobody',
    received: (user, tenant) =>
      notifier.delivered.filter(
        (each) => each.tenant === tenant && each.notice.to === user && user !== 'nobody',
      ).length,
    setDown: (down) => {
      isDown = down;
    },
  };
}

test.each<{ defect: string; caughtBy: string; how: How }>([
  {
    defect: 'repeats itself',
    caughtBy: 'puts a notice that is delivered again before a person once',
    how: (notifier) => {
      let n = 0;
      return {
        deliver: (notice, context) => {
          n += 1;
          return notifier.deliver({ ...notice, id: `${notice.id} ${n}` }, context);
        },
      };
    },
  },
  {
    defect: 'tells everybody',
    caughtBy: 'brings a notice to its person and to nobody else',
    how: (notifier) => ({
      deliver: async (notice, context) => {
        for (const to of ['ann', 'bob'])
          await notifier.deliver({ ...notice, to, id: `${notice.id} ${to}` }, context);
      },
    }),
  },
  {
    defect: 'fails for ever for somebody whom it can not reach',
    caughtBy: 'does not fail because somebody can not be reached',
    how: (notifier) => ({
      deliver: async (notice, context) => {
        if (notice.to === 'nobody') throw new Error('Chat not found.');
        await notifier.deliver(notice, context);
      },
    }),
  },
  {
    defect: 'knows a notice by its id in any tenant',
    caughtBy: 'keeps notices with one id apart by their tenants',
    how: (notifier) => ({ deliver: (notice) => notifier.deliver(notice, { tenant: 'north' }) }),
  },
])('notices a notifier that $defect', ({ caughtBy, how }) =>
  expectCaught(notifierCases, caughtBy, { sound: () => setup(), broken: () => setup(how) }),
);

test.each<{ defect: string; caughtBy: string; how: How }>([
  {
    defect: 'is silent about an outage',
    caughtBy: 'throws while its channel is down, and brings the notice when it is tried again',
    how: (notifier) => ({
      deliver: (notice, context) => notifier.deliver(notice, context).catch(() => undefined),
    }),
  },
  {
    defect: 'takes a notice for delivered after one failure',
    caughtBy: 'throws at every attempt while its channel is down',
    how: (notifier) => {
      const tried = new Set<string>();
      return {
        deliver: async (notice, context) => {
          if (tried.has(notice.id)) return;
          tried.add(notice.id);
          await notifier.deliver(notice, context);
        },
      };
    },
  },
])('notices a notifier that $defect', ({ caughtBy, how }) =>
  expectCaught(notifierOutageCases, caughtBy, { sound: () => setup(), broken: () => setup(how) }),
);
