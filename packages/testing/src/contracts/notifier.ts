import assert from 'node:assert/strict';
import type { CallContext, Notice, NoticeKind, Notifier, UserId } from '@dealroute/core';
import { type ContractCase, type ContractSetup, describeContract, type MakeSetup } from './contract.js';
import { HARD_TEXT } from './samples.js';
import { NORTH, SOUTH } from './storage-setup.js';

/** A notifier with the tenants `north` and `south`, and eyes on what reaches people. */
export interface NotifierSetup extends ContractSetup {
  readonly notifier: Notifier;
  /** Two people of both tenants whom it can reach. */
  readonly people: readonly [UserId, UserId];
  /** Somebody whom it can't reach, and never will. */
  readonly unreachable: UserId;
  /** How many notices have reached a person, whether as messages of their own or as changes of earlier ones. */
  received(user: UserId, tenant: string): Promise<number> | number;
}

/** A notifier whose channel can break down. */
export interface NotifierOutageSetup extends NotifierSetup {
  /** Makes the channel fail for everybody, or work again. */
  setDown(down: boolean): Promise<void> | void;
}

const KINDS: readonly NoticeKind[] = [
  'taskAssigned',
  'taskOffered',
  'taskClosed',
  'taskHandedOver',
  'taskUnassigned',
  'taskSuspended',
  'taskResumed',
  'processEnded',
  'stageBypassed',
];

let notices = 0;

function noticeTo(to: UserId, rest: Partial<Notice> = {}): Notice {
  notices += 1;
  return {
    id: `notice-${notices}`,
    kind: 'taskAssigned',
    to,
    deal: 'deal-1',
    process: '01J00000000000000000000001',
    task: '01J00000000000000000000001.1.1',
    details: {},
    ...rest,
  };
}

async function deliver(
  { notifier }: NotifierSetup,
  notice: Notice,
  context: CallContext = NORTH,
): Promise<void> {
  assert.equal(await notifier.deliver(notice, context), undefined);
}

/** What every `Notifier` keeps. */
export const notifierCases: readonly ContractCase<NotifierSetup>[] = [
  {
    name: 'brings a notice to its person and to nobody else',
    run: async (setup) => {
      const [ann, bob] = setup.people;
      await deliver(setup, noticeTo(ann));
      assert.deepEqual([await setup.received(ann, 'north'), await setup.received(bob, 'north')], [1, 0]);
    },
  },
  {
    name: 'brings nothing before it is told to',
    run: async (setup) => assert.equal(await setup.received(setup.people[0], 'north'), 0),
  },
  ...KINDS.map((kind) => ({
    name: `brings a notice of the kind ${kind}`,
    run: async (setup: NotifierSetup) => {
      await deliver(setup, noticeTo(setup.people[0], { kind }));
      assert.equal(await setup.received(setup.people[0], 'north'), 1);
    },
  })),
  {
    name: 'brings a notice that is about no task',
    run: async (setup) => {
      const { task: _task, ...notice } = noticeTo(setup.people[0], { kind: 'processEnded' });
      await deliver(setup, notice);
      assert.equal(await setup.received(setup.people[0], 'north'), 1);
    },
  },
  {
    name: 'puts a notice that is delivered again before a person once',
    run: async (setup) => {
      const notice = noticeTo(setup.people[0]);
      await deliver(setup, notice);
      await deliver(setup, notice);
      await deliver(setup, structuredClone(notice));
      assert.equal(await setup.received(setup.people[0], 'north'), 1);
    },
  },
  {
    name: 'brings every one of several notices to a person',
    run: async (setup) => {
      for (let i = 0; i < 4; i++)
        await deliver(setup, noticeTo(setup.people[0], { deal: `deal-${i}`, task: `p.${i}.1` }));
      assert.equal(await setup.received(setup.people[0], 'north'), 4);
    },
  },
  {
    name: 'brings notices to several people at once',
    run: async (setup) => {
      const [ann, bob] = setup.people;
      await Promise.all([
        deliver(setup, noticeTo(ann, { task: 'p.1.1' })),
        deliver(setup, noticeTo(bob, { task: 'p.2.1' })),
        deliver(setup, noticeTo(ann, { task: 'p.3.1' })),
      ]);
      assert.deepEqual([await setup.received(ann, 'north'), await setup.received(bob, 'north')], [2, 1]);
    },
  },
  {
    name: 'brings a notice whose ids and details hold any character',
    run: async (setup) => {
      const details = { text: HARD_TEXT, nested: { list: [null, 1, HARD_TEXT] } };
      const markup = '<b>*_[`\\]_*</b> &amp; {{deal.title}}';
      await deliver(
        setup,
        noticeTo(setup.people[0], { deal: HARD_TEXT.trim(), details: { ...details, markup } }),
      );
      assert.equal(await setup.received(setup.people[0], 'north'), 1);
    },
  },
  {
    name: 'brings a notice with long ids',
    run: async (setup) => {
      const long = { id: `${'n'.repeat(150)}-1`, deal: 'я'.repeat(200), task: `${'p'.repeat(60)}.1000.1000` };
      await deliver(setup, noticeTo(setup.people[0], long));
      assert.equal(await setup.received(setup.people[0], 'north'), 1);
    },
  },
  {
    name: 'does not fail because somebody can not be reached',
    run: async (setup) => {
      await deliver(setup, noticeTo(setup.unreachable));
      assert.equal(await setup.received(setup.unreachable, 'north'), 0);
    },
  },
  {
    name: 'brings notices after one whose person could not be reached',
    run: async (setup) => {
      await deliver(setup, noticeTo(setup.unreachable));
      await deliver(setup, noticeTo(setup.people[0]));
      assert.equal(await setup.received(setup.people[0], 'north'), 1);
    },
  },
  {
    name: 'keeps notices with one id apart by their tenants',
    run: async (setup) => {
      const [ann] = setup.people;
      const notice = noticeTo(ann);
      await deliver(setup, notice, NORTH);
      assert.equal(await setup.received(ann, 'south'), 0);
      await deliver(setup, notice, SOUTH);
      assert.deepEqual([await setup.received(ann, 'north'), await setup.received(ann, 'south')], [1, 1]);
    },
  },
  {
    name: 'does not change the notice that it is given',
    run: async (setup) => {
      const notice = noticeTo(setup.people[0], { details: { list: [1, { deep: true }] } });
      const before = structuredClone(notice);
      await deliver(setup, notice);
      assert.deepEqual(notice, before);
    },
  },
];

export const notifierContract = (name: string, setup: MakeSetup<NotifierSetup>): void =>
  describeContract(`${name} keeps the contract of Notifier`, notifierCases, setup);

/** What a `Notifier` keeps besides, when its channel can break down. */
export const notifierOutageCases: readonly ContractCase<NotifierOutageSetup>[] = [
  {
    name: 'throws while its channel is down, and brings the notice when it is tried again',
    run: async (setup) => {
      const notice = noticeTo(setup.people[0]);
      await setup.setDown(true);
      await assert.rejects(setup.notifier.deliver(notice, NORTH), Error);
      assert.equal(await setup.received(setup.people[0], 'north'), 0);
      await setup.setDown(false);
      await deliver(setup, notice);
      assert.equal(await setup.received(setup.people[0], 'north'), 1);
    },
  },
  {
    name: 'throws at every attempt while its channel is down',
    run: async (setup) => {
      const notice = noticeTo(setup.people[0]);
      await setup.setDown(true);
      for (let i = 0; i < 3; i++) await assert.rejects(setup.notifier.deliver(notice, NORTH), Error);
      assert.equal(await setup.received(setup.people[0], 'north'), 0);
    },
  },
];

export const notifierOutageContract = (name: string, setup: MakeSetup<NotifierOutageSetup>): void =>
  describeContract(`${name} says when it is worth trying again`, notifierOutageCases, setup);
