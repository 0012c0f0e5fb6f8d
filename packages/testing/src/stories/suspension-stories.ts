import assert from 'node:assert/strict';
import { PLUGIN_API_VERSION, type Plugin, REMINDER_STORE, type ReminderStore } from '@dealroute/core';
import type { ContractCase } from '../contracts/contract.js';
import type { Scenario } from '../scenario/scenario.js';
import { type StorySetup, story } from './story.js';

const HOUR = 3_600_000;
/** Task of the story: it is due on Tuesday at 9:00, the deal is created on Monday at 9:00. */
const QUALIFY = 'Qualify the client';

/** Hears of the tasks that would be reminded of. */
class Reminders implements Plugin {
  readonly name = 'reminders';
  readonly apiVersion = PLUGIN_API_VERSION;
  #store: ReminderStore | undefined;

  start({ resolve }: Parameters<NonNullable<Plugin['start']>>[0]): void {
    this.#store = resolve(REMINDER_STORE);
  }

  async due({ clock }: Scenario): Promise<number | undefined> {
    return (await this.#store?.due(clock.now(), 9))?.length;
  }
}

const reminders = new Reminders();
const setting = { engine: { plugins: [reminders] } };

async function suspend(play: Scenario): Promise<string> {
  const { process } = await play.task(QUALIFY);
  await play.suspend('D-1', { as: 'petrov', reason: 'The client is on holiday' });
  return process;
}

/** B30 on the level of people. */
export const suspensionStories: readonly ContractCase<StorySetup>[] = [
  story(
    'B30: nobody works on a suspended deal, and its deadlines shift by the working time that was lost',
    async (play) => {
      await play.pass(3 * HOUR);
      const process = await suspend(play);
      assert.equal(await play.refusal(QUALIFY, { with: 'Fits', as: 'ivanova' }), 'PROCESS_SUSPENDED');
      await play.pass(47 * HOUR);
      const waiting = await play.task(QUALIFY);
      assert.deepEqual([waiting.suspendedAt, waiting.overdue], [Date.parse('2026-03-02T12:00Z'), false]);
      assert.equal(await reminders.due(play), 0);

      await play.resume('D-1', { as: 'petrov', deadlines: 'shift' });
      const task = await play.task(QUALIFY);
      assert.deepEqual([task.dueAt, task.suspendedAt], [Date.parse('2026-03-04T17:00Z'), null]);
      await play.pass(6 * HOUR);
      assert.equal(await reminders.due(play), 1);
      const journal = await play.engine.journal(process);
      assert.deepEqual(
        journal.map(({ command, actor }) => [command, actor]),
        [
          ['StartProcess', null],
          ['SuspendProcess', 'petrov'],
          ['ResumeProcess', 'petrov'],
        ],
      );
      const texts = await play.engine.texts([`${process}#suspension:1`]);
      assert.deepEqual([...texts.values()], ['The client is on holiday']);
      await play.complete(QUALIFY, { with: 'Fits', as: 'ivanova' });
    },
    setting,
  ),

  story(
    'B30: deadlines that are kept stay where they were, and the reminder goes out at once',
    async (play) => {
      await suspend(play);
      await play.pass(30 * HOUR);
      assert.equal(await reminders.due(play), 0);
      await play.resume('D-1', { as: 'admin', deadlines: 'keep' });
      const task = await play.task(QUALIFY);
      assert.deepEqual([task.dueAt, task.overdue], [Date.parse('2026-03-03T09:00Z'), true]);
      assert.equal(await reminders.due(play), 1);
    },
    setting,
  ),

  story(
    'B30: only the head of the responsible and admins suspend, and a called process waits too',
    async (play) => {
      const { process } = await play.task(QUALIFY);
      const denied = await play.engine.suspendProcess({ process, actor: 'ivanova' });
      assert.equal(denied.ok ? '' : denied.rejection.code, 'NOT_PERMITTED');
      await play.complete(QUALIFY, { with: 'Fits', as: 'ivanova' });
      await play.complete('Send offer', { with: 'Agreed', as: 'ivanova' });
      await play.suspend('D-1', { as: 'admin' });
      const approval = { with: 'Approved', as: 'orlova' };
      assert.equal(await play.refusal('Check the contract', approval), 'PROCESS_SUSPENDED');
      await play.resume('D-1', { as: 'admin', deadlines: 'keep' });
      await play.complete('Check the contract', approval);
    },
  ),

  story('B30: a suspended process can still be terminated early', async (play) => {
    await suspend(play);
    const receipt = await play.terminate('D-1', { as: 'ivanova', reason: 'price' });
    assert.deepEqual([receipt.status, play.stage('D-1')], ['ended', 'lost']);
    assert.deepEqual(await play.openTasks('D-1'), []);
    const { items } = await play.engine.tasks({ deal: 'D-1', status: 'ended' });
    assert.deepEqual(
      items.map(({ suspendedAt }) => suspendedAt),
      [null],
    );
  }),
];
