import assert from 'node:assert/strict';
import type { HostEvent, Trigger } from '@dealroute/core';
import { describeContract } from './contract.js';
import { eventually } from './eventually.js';
import { HARD_TEXT, T0 } from './samples.js';
import { type MakeStorage, NORTH, SOUTH, type StorageCase, type StorageSetup } from './storage-setup.js';
import { tamper } from './tamper.js';

const LONG_MS = 3_600_000;

const eventOf = (key: string, rest: Partial<HostEvent> = {}): HostEvent =>
  ({ key, type: 'dealCreated', deal: `deal of ${key}`, at: T0, ...rest }) as HostEvent;

const triggerOf = (key: string, rest: Partial<Trigger> = {}): Trigger =>
  ({ key, event: 'dealCreated', map: 'sale', effectiveFrom: T0, ...rest }) as Trigger;

const byKey = (triggers: readonly Trigger[]) => [...triggers].sort((a, b) => (a.key < b.key ? -1 : 1));

const waitingKeys = async ({ triggers }: StorageSetup, limit = 100) =>
  (await triggers.waiting(limit)).map(({ event }) => event.key);

/** What every `TriggerStore` keeps. */
export const triggerStoreCases: readonly StorageCase[] = [
  {
    name: 'has no triggers and no events at first',
    run: async (setup) => {
      assert.deepEqual(await setup.triggers.triggers(NORTH), []);
      assert.deepEqual(await setup.triggers.waiting(10), []);
    },
  },
  {
    name: 'keeps a trigger with everything that it says',
    run: async ({ triggers }) => {
      const full = triggerOf('full', { event: 'dealChanged', condition: HARD_TEXT, whenRunning: 'start' });
      const bare = triggerOf('bare');
      const named = triggerOf('named', { event: 'custom', name: HARD_TEXT, signal: 'paid', paused: true });
      for (const trigger of [full, named, bare]) await triggers.putTrigger(trigger, null, NORTH);
      assert.deepEqual(byKey(await triggers.triggers(NORTH)), [bare, full, named]);
    },
  },
  {
    name: 'replaces a trigger as a whole',
    run: async ({ triggers }) => {
      await triggers.putTrigger(triggerOf('t', { condition: 'true', whenRunning: 'start' }), null, NORTH);
      await triggers.putTrigger(triggerOf('t', { map: 'other' }), null, NORTH);
      assert.deepEqual(await triggers.triggers(NORTH), [triggerOf('t', { map: 'other' })]);
    },
  },
  {
    name: 'removes a trigger, once',
    run: async ({ triggers }) => {
      await triggers.putTrigger(triggerOf('t'), null, NORTH);
      await triggers.putTrigger(triggerOf('T'), null, NORTH);
      assert.equal(await triggers.removeTrigger('t', NORTH), true);
      assert.equal(await triggers.removeTrigger('t', NORTH), false);
      assert.deepEqual(await triggers.triggers(NORTH), [triggerOf('T')]);
    },
  },
  {
    name: 'keeps triggers of one key apart by their tenants',
    run: async ({ triggers }) => {
      await triggers.putTrigger(triggerOf('t'), null, NORTH);
      assert.deepEqual(await triggers.triggers(SOUTH), []);
      assert.equal(await triggers.removeTrigger('t', SOUTH), false);
      await triggers.putTrigger(triggerOf('t', { map: 'of the south' }), null, SOUTH);
      assert.deepEqual(await triggers.triggers(NORTH), [triggerOf('t')]);
    },
  },
  {
    name: 'is not changed by changing triggers and events that were given or read',
    run: async ({ triggers }) => {
      const trigger = triggerOf('t');
      const event = eventOf('e', { by: 'ivanova' });
      await triggers.putTrigger(trigger, null, NORTH);
      await triggers.receive(event, NORTH);
      tamper(trigger);
      tamper(event);
      tamper(await triggers.triggers(NORTH));
      tamper(await triggers.waiting(1));
      assert.deepEqual(await triggers.triggers(NORTH), [triggerOf('t')]);
      assert.deepEqual((await triggers.waiting(1))[0]?.event, eventOf('e', { by: 'ivanova' }));
    },
  },
  {
    name: 'keeps an event with everything that it says until it is treated',
    run: async ({ triggers }) => {
      const event = eventOf('e', {
        type: 'stageChanged',
        deal: HARD_TEXT.trim(),
        by: 'я'.repeat(200),
        stage: 'won',
      });
      assert.equal(await triggers.receive(event, NORTH), true);
      const waiting = [{ tenant: 'north', event, attempts: 0 }];
      assert.deepEqual(await triggers.waiting(10), waiting);
      assert.deepEqual(await triggers.waiting(10), waiting);
    },
  },
  {
    name: 'keeps the name and the data of a custom event',
    run: async ({ triggers }) => {
      const event = eventOf('e', { type: 'custom', name: 'paid', data: { sum: 1.5, of: [HARD_TEXT, null] } });
      await triggers.receive(event, NORTH);
      assert.deepEqual((await triggers.waiting(10))[0]?.event, event);
    },
  },
  {
    name: 'receives an event once, however often it arrives',
    run: async (setup) => {
      assert.equal(await setup.triggers.receive(eventOf('e'), NORTH), true);
      assert.equal(await setup.triggers.receive(eventOf('e', { deal: 'changed' }), NORTH), false);
      assert.deepEqual(
        (await setup.triggers.waiting(10)).map(({ event }) => event),
        [eventOf('e')],
      );
    },
  },
  {
    name: 'receives an event once when it arrives many times at once',
    run: async (setup) => {
      const answers = await Promise.all(
        Array.from({ length: 12 }, () => setup.triggers.receive(eventOf('e'), NORTH)),
      );
      assert.equal(answers.filter(Boolean).length, 1);
      assert.deepEqual(await waitingKeys(setup), ['e']);
    },
  },
  {
    name: 'knows an event again after it was treated',
    run: async (setup) => {
      await setup.triggers.receive(eventOf('e'), NORTH);
      await setup.triggers.settle('e', { done: true }, NORTH);
      assert.equal(await setup.triggers.receive(eventOf('e'), NORTH), false);
      assert.deepEqual(await waitingKeys(setup), []);
    },
  },
  {
    name: 'takes keys of events literally',
    run: async (setup) => {
      const keys = ['e', 'E', 'e ', 'e%', '_', 'я'.repeat(200)];
      for (const key of keys) assert.equal(await setup.triggers.receive(eventOf(key), NORTH), true, key);
      await setup.triggers.settle('_', { done: true }, NORTH);
      assert.equal((await waitingKeys(setup)).length, keys.length - 1);
    },
  },
  {
    name: 'keeps events of one key apart by their tenants, and shows those of all that wait',
    run: async ({ triggers }) => {
      assert.equal(await triggers.receive(eventOf('e'), NORTH), true);
      assert.equal(await triggers.receive(eventOf('e'), SOUTH), true);
      const both = await triggers.waiting(10);
      assert.deepEqual(both.map(({ tenant }) => tenant).sort(), ['north', 'south']);
      await triggers.settle('e', { done: true }, NORTH);
      assert.deepEqual(
        (await triggers.waiting(10)).map(({ tenant }) => tenant),
        ['south'],
      );
    },
  },
  {
    name: 'shows the oldest events first, as many as asked for',
    run: async (setup) => {
      const keys = ['c', 'a', 'd', 'b', 'e'];
      for (const [i, key] of keys.entries()) {
        await setup.triggers.receive(eventOf(key, { at: T0 + i * 1_000 }), i % 2 ? SOUTH : NORTH);
      }
      assert.deepEqual(await waitingKeys(setup, 3), ['c', 'a', 'd']);
      await setup.triggers.settle('c', { done: true }, NORTH);
      assert.deepEqual(await waitingKeys(setup, 3), ['a', 'd', 'b']);
    },
  },
  {
    name: 'shows an event that is put off only when its pause has passed in real time',
    run: async (setup) => {
      await setup.triggers.receive(eventOf('long'), NORTH);
      await setup.triggers.receive(eventOf('short'), NORTH);
      await setup.triggers.settle('long', { retryInMs: LONG_MS, error: 'busy' }, NORTH);
      await setup.triggers.settle('short', { retryInMs: 1, error: 'busy' }, NORTH);
      const [due] = await eventually(async () => {
        const waiting = await setup.triggers.waiting(10);
        return waiting.length > 0 ? waiting : undefined;
      }, 'the event with the short pause');
      assert.deepEqual([due?.event, due?.attempts], [eventOf('short'), 1]);
      assert.deepEqual(await waitingKeys(setup), ['short']);
    },
  },
  {
    name: 'counts failed treatments',
    run: async ({ triggers }) => {
      await triggers.receive(eventOf('e'), NORTH);
      for (let failures = 1; failures <= 3; failures++) {
        await triggers.settle('e', { retryInMs: 0, error: HARD_TEXT }, NORTH);
        const [received] = await eventually(async () => {
          const waiting = await triggers.waiting(1);
          return waiting.length > 0 ? waiting : undefined;
        }, 'the event again');
        assert.equal(received?.attempts, failures);
      }
    },
  },
  {
    name: 'lets an event that is put off block no other',
    run: async (setup) => {
      await setup.triggers.receive(eventOf('first', { deal: 'd' }), NORTH);
      await setup.triggers.receive(eventOf('second', { deal: 'd' }), NORTH);
      await setup.triggers.settle('first', { retryInMs: LONG_MS, error: 'busy' }, NORTH);
      assert.deepEqual(await waitingKeys(setup, 1), ['second']);
    },
  },
  {
    name: 'shows an event that was given up no more, and knows its key',
    run: async (setup) => {
      await setup.triggers.receive(eventOf('e'), NORTH);
      await setup.triggers.settle('e', { givenUp: 'no such deal' }, NORTH);
      assert.deepEqual(await waitingKeys(setup), []);
      assert.equal(await setup.triggers.receive(eventOf('e'), NORTH), false);
    },
  },
  {
    name: 'settles an event of its own tenant only, and none that it does not know',
    run: async (setup) => {
      await setup.triggers.receive(eventOf('e'), NORTH);
      await setup.triggers.settle('e', { done: true }, SOUTH);
      await setup.triggers.settle('unknown', { done: true }, NORTH);
      await setup.triggers.settle('unknown', { givenUp: 'never seen' }, NORTH);
      assert.deepEqual(await waitingKeys(setup), ['e']);
      assert.equal(await setup.triggers.receive(eventOf('unknown'), NORTH), true);
    },
  },
  {
    name: 'loses none of many events that arrive at once',
    run: async (setup) => {
      const keys = Array.from({ length: 60 }, (_, i) => `e${i}`);
      await Promise.all(keys.map((key) => setup.triggers.receive(eventOf(key), NORTH)));
      assert.deepEqual((await waitingKeys(setup)).sort(), [...keys].sort());
    },
  },
  {
    name: 'shows the looks that are due of all tenants, earliest first, as many as asked for',
    run: async ({ triggers }) => {
      await triggers.putTrigger(triggerOf('never'), null, NORTH);
      await triggers.putTrigger(triggerOf('late'), T0 + 2, NORTH);
      await triggers.putTrigger(triggerOf('early'), T0, SOUTH);
      await triggers.putTrigger(triggerOf('middle'), T0 + 1, NORTH);
      const looks = async (now: number, limit: number) =>
        (await triggers.dueLooks(now, limit)).map(({ tenant, trigger, at }) => [tenant, trigger.key, at]);
      const early = ['south', 'early', T0];
      assert.deepEqual(await looks(T0, 10), [early]);
      assert.deepEqual(await looks(T0 + 2, 2), [early, ['north', 'middle', T0 + 1]]);
      assert.deepEqual(await triggers.dueLooks(T0 - 1, 10), []);
    },
  },
  {
    name: 'moves a look on, and remembers the deal that it came to',
    run: async ({ triggers }) => {
      await triggers.putTrigger(triggerOf('t'), T0, NORTH);
      const look = { tenant: 'north', trigger: triggerOf('t'), at: T0, after: null };
      assert.deepEqual(await triggers.dueLooks(T0, 1), [look]);
      const next = { at: T0 + 5, after: HARD_TEXT.trim() };
      assert.equal(await triggers.moveLook(look, next), true);
      assert.deepEqual(await triggers.dueLooks(T0 + 4, 1), []);
      assert.deepEqual(await triggers.dueLooks(T0 + 5, 1), [{ ...look, ...next }]);
      assert.equal(await triggers.moveLook({ ...look, ...next }, { at: T0 + 6, after: null }), true);
      assert.deepEqual(await triggers.dueLooks(T0 + 6, 1), [{ ...look, at: T0 + 6 }]);
    },
  },
  {
    name: 'lets one of several nodes take a look',
    run: async ({ triggers }) => {
      await triggers.putTrigger(triggerOf('t'), T0, NORTH);
      await triggers.putTrigger(triggerOf('t'), T0, SOUTH);
      const look = { tenant: 'north', trigger: triggerOf('t'), at: T0, after: null };
      const answers = await Promise.all(
        [1, 2, 3, 4].map((n) => triggers.moveLook(look, { at: T0 + n, after: null })),
      );
      assert.equal(answers.filter(Boolean).length, 1);
      const [south] = await triggers.dueLooks(T0, 10);
      assert.equal(south?.tenant, 'south');
      assert.equal(await triggers.moveLook({ ...look, tenant: 'south', after: 'd' }, look), false);
    },
  },
  {
    name: 'looks from the beginning when a trigger is put anew, and no more when it is removed',
    run: async ({ triggers }) => {
      await triggers.putTrigger(triggerOf('t'), T0, NORTH);
      const look = { tenant: 'north', trigger: triggerOf('t'), at: T0, after: null };
      await triggers.moveLook(look, { at: T0 + 9, after: 'd7' });
      await triggers.putTrigger(triggerOf('t', { map: 'other' }), T0 + 1, NORTH);
      const anew = { ...look, trigger: triggerOf('t', { map: 'other' }), at: T0 + 1 };
      assert.deepEqual(await triggers.dueLooks(T0 + 9, 10), [anew]);
      assert.equal(await triggers.moveLook({ ...look, at: T0 + 9, after: 'd7' }, look), false);
      await triggers.putTrigger(triggerOf('t'), null, NORTH);
      assert.deepEqual(await triggers.dueLooks(T0 + 9, 10), []);
      await triggers.putTrigger(triggerOf('t'), T0, NORTH);
      await triggers.removeTrigger('t', NORTH);
      assert.deepEqual(await triggers.dueLooks(T0 + 9, 10), []);
      assert.equal(await triggers.moveLook(look, { at: T0, after: null }), false);
    },
  },
  {
    name: 'says in the backlog when the next look is due',
    run: async ({ triggers, backlog }) => {
      assert.equal((await backlog.backlog()).nextLook, null);
      await triggers.putTrigger(triggerOf('never'), null, NORTH);
      await triggers.putTrigger(triggerOf('b'), T0 + 2, NORTH);
      await triggers.putTrigger(triggerOf('a'), T0 + 1, SOUTH);
      assert.equal((await backlog.backlog()).nextLook, T0 + 1);
    },
  },
  {
    name: 'takes part in a transaction that is rolled back',
    run: async (setup) => {
      const { store, triggers } = setup;
      await triggers.receive(eventOf('old'), NORTH);
      const work = store.transact(async (transaction) => {
        const context = { tenant: 'north', transaction };
        await triggers.putTrigger(triggerOf('t'), null, context);
        await triggers.receive(eventOf('new'), context);
        await triggers.settle('old', { done: true }, context);
        throw new Error('Changed my mind.');
      });
      await assert.rejects(work);
      assert.deepEqual(await triggers.triggers(NORTH), []);
      assert.deepEqual(await waitingKeys(setup), ['old']);
      assert.equal(await triggers.receive(eventOf('new'), NORTH), true);
    },
  },
];

export const triggerStoreContract = (name: string, setup: MakeStorage): void =>
  describeContract(`${name} keeps the contract of TriggerStore`, triggerStoreCases, setup);
