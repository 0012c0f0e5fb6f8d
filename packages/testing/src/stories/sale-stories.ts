import assert from 'node:assert/strict';
import { type ProcessEvent, replay } from '@dealroute/core';
import type { ContractCase } from '../contracts/contract.js';
import { type StorySetup, story } from './story.js';

/** The storage contract on the level of people: a whole engine on it plays sales from their beginning to their end. */
export const saleStories: readonly ContractCase<StorySetup>[] = [
  story(
    'B7: a created deal starts its governing process, and the first task moves the stage',
    async (play) => {
      assert.equal(play.stage('D-1'), 'qualified');
      assert.deepEqual(await play.openTasks('D-1'), ['Qualify the client']);
      const task = await play.task('Qualify the client');
      assert.equal(task.assignee, 'ivanova');
      assert.equal(task.dueAt, Date.parse('2026-03-03T09:00:00Z'));
      assert.deepEqual(
        play.notices.map(({ kind, to }) => [kind, to]),
        [['taskAssigned', 'ivanova']],
      );
    },
  ),

  story('B8: the same host event never starts a second process', async (play) => {
    const again = await play.engine.receiveHostEvent({
      key: 'created:D-1',
      type: 'dealCreated',
      deal: 'D-1',
    });
    assert.deepEqual([again.isNew, again.started], [false, []]);
    const other = await play.engine.receiveHostEvent({
      key: 'created:D-1:b',
      type: 'dealCreated',
      deal: 'D-1',
    });
    assert.deepEqual([other.isNew, other.started], [true, []]);
    assert.equal((await play.engine.processes({ deal: 'D-1' })).items.length, 1);
  }),

  story('B24: a deal travels to its won end; the shipment branch never touches the stage', async (play) => {
    await play.complete('Qualify the client', { with: 'Fits', as: 'ivanova' });
    assert.equal(play.stage('D-1'), 'offer');
    await play.complete('Send offer', { with: 'Agreed', as: 'ivanova' });
    assert.equal(play.stage('D-1'), 'contract');
    assert.deepEqual([...(await play.openTasks('D-1'))].sort(), ['Check the contract', 'Prepare shipment']);
    await play.complete('Prepare shipment', { as: 'sidorov' });
    assert.equal(play.stage('D-1'), 'contract');
    await play.complete('Check the contract', { with: 'Approved', as: 'orlova' });
    const receipt = await play.complete('Sign the contract', { as: 'ivanova' });
    assert.equal(play.stage('D-1'), 'won');
    assert.deepEqual([receipt.status, receipt.outcome, receipt.openTasks], ['ended', 'success', []]);
  }),

  story(
    'B23: a nested approval that fails chooses the failure end and withdraws the other branch',
    async (play) => {
      await play.complete('Qualify the client', { with: 'Fits', as: 'ivanova' });
      await play.complete('Send offer', { with: 'Agreed', as: 'ivanova' });
      await play.complete('Check the contract', { with: 'Rejected', as: 'orlova', comment: 'Clause 4' });
      assert.equal(play.stage('D-1'), 'lost');
      assert.deepEqual(await play.openTasks('D-1'), []);
      const { items } = await play.engine.processes({ deal: 'D-1' });
      assert.deepEqual([items[0]?.outcome, items[0]?.lossReason], ['failure', 'contract']);
    },
  ),

  story('a loop comes back to its task as often as the client asks', async (play) => {
    await play.complete('Qualify the client', { with: 'Fits', as: 'ivanova' });
    for (let round = 0; round < 3; round++)
      await play.complete('Send offer', { with: 'Revise', as: 'ivanova' });
    assert.deepEqual(await play.openTasks('D-1'), ['Send offer']);
    assert.equal(play.stage('D-1'), 'offer');
  }),

  story(
    'B14: a failure end asks for the comment and the loss reason that its result demands',
    async (play) => {
      const bare = { with: 'Does not fit', as: 'ivanova' };
      assert.equal(await play.refusal('Qualify the client', bare), 'COMMENT_REQUIRED');
      assert.equal(
        await play.refusal('Qualify the client', { ...bare, comment: 'Too small' }),
        'LOSS_REASON_REQUIRED',
      );
      const wrong = { ...bare, comment: 'Too small', lossReason: 'weather' };
      assert.equal(await play.refusal('Qualify the client', wrong), 'LOSS_REASON_UNKNOWN');
      const receipt = await play.complete('Qualify the client', { ...wrong, lossReason: 'unfit' });
      assert.deepEqual([receipt.status, receipt.outcome, play.stage('D-1')], ['ended', 'failure', 'lost']);
    },
  ),

  story('B29: early termination sets the lost stage and withdraws whatever is open', async (play) => {
    await play.complete('Qualify the client', { with: 'Fits', as: 'ivanova' });
    await play.complete('Send offer', { with: 'Agreed', as: 'ivanova' });
    const receipt = await play.terminate('D-1', {
      as: 'petrov',
      reason: 'price',
      comment: 'Bought elsewhere',
    });
    assert.deepEqual([receipt.status, receipt.outcome, receipt.openTasks], ['ended', 'failure', []]);
    assert.equal(play.stage('D-1'), 'lost');
    assert.deepEqual(await play.openTasks('D-1'), []);
    const texts = await play.engine.texts([`${receipt.process}#termination`]);
    assert.equal(texts.get(`${receipt.process}#termination`), 'Bought elsewhere');
  }),

  story(
    'B15: of two people who complete one task at once, one does it and the other learns the truth',
    async (play) => {
      const { id: task } = await play.task('Qualify the client');
      const [first, second] = await Promise.all([
        play.engine.completeTask({ task, result: 'fits', actor: 'ivanova' }),
        play.engine.completeTask({ task, result: 'fits', actor: 'petrov' }),
      ]);
      assert.equal(first?.ok, true);
      assert.deepEqual(second, {
        ok: false,
        rejection: {
          code: 'TASK_NOT_OPEN',
          task,
          ended: 'completed',
          result: 'fits',
          by: 'ivanova',
          at: play.clock.now(),
        },
      });
      assert.deepEqual(await play.openTasks('D-1'), ['Send offer']);
    },
  ),

  story('B4: a person cannot change the stage of a governed deal, and can when it is over', async (play) => {
    const asked = await play.engine.mayChangeStage({ deal: 'D-1', actor: 'admin' });
    assert.equal(asked.ok ? 'allowed' : asked.rejection.code, 'STAGE_IS_GOVERNED');
    await play.terminate('D-1', { as: 'ivanova', reason: 'price' });
    assert.equal((await play.engine.mayChangeStage({ deal: 'D-1', actor: 'admin' })).ok, true);
  }),

  story(
    'B4: a stage that was sneaked past the guard is detected once, shown and raised as an incident',
    async (play) => {
      play.host.setStage('D-1', 'won');
      const event = { key: 's-1', type: 'stageChanged', deal: 'D-1', stage: 'won', by: 'sidorov' } as const;
      await play.engine.receiveHostEvent(event);
      await play.engine.receiveHostEvent({ ...event, key: 's-2' });
      await play.engine.settle();
      const { items } = await play.engine.incidents('open');
      assert.deepEqual(
        items.map(({ kind, count }) => [kind, count]),
        [['stageBypass', 1]],
      );
      const { from, to, by } = items[0]?.details ?? {};
      assert.deepEqual([from, to, by], ['qualified', 'won', 'sidorov']);
      assert.deepEqual(
        play.notices.filter(({ kind }) => kind === 'stageBypassed').map(({ to }) => to),
        ['admin'],
      );
    },
  ),

  story(
    'B16, B17: a task that is handed over goes on in the other hands, both are told, and its past stays visible',
    async (play) => {
      const { id, dueAt } = await play.task('Qualify the client');
      await play.handOver('Qualify the client', { to: 'sidorov', as: 'petrov', comment: 'Ivanova is ill' });
      const task = await play.task('Qualify the client');
      assert.deepEqual([task.assignee, task.dueAt, task.previous], ['sidorov', dueAt, id]);
      assert.deepEqual((await play.engine.task(task.id))?.deadline?.limit, { working: 'P1D' });
      assert.deepEqual(
        (await play.engine.taskLine(task.id)).map(({ assignee }) => assignee),
        ['ivanova', 'sidorov'],
      );
      const told = play.notices.slice(1).map(({ kind, to }) => [kind, to]);
      assert.deepEqual(told.sort(), [
        ['taskAssigned', 'sidorov'],
        ['taskHandedOver', 'ivanova'],
      ]);
      assert.equal(await play.refusal('Qualify the client', { with: 'Fits', as: 'ivanova' }), 'NOT_ASSIGNEE');
      const unfit = await play.engine.handOverTask({ task: task.id, to: 'former', actor: 'petrov' });
      assert.equal(unfit.ok ? '' : unfit.rejection.code, 'PERSON_INACTIVE');
    },
  ),

  story('B51: strangers can do nothing, and learn nothing of how a task ended', async (play) => {
    assert.equal(await play.refusal('Qualify the client', { with: 'Fits', as: 'sidorov' }), 'NOT_ASSIGNEE');
    assert.equal(await play.refusal('Qualify the client', { with: 'Fits', as: 'nobody' }), 'PERSON_UNKNOWN');
    assert.equal(await play.refusal('Qualify the client', { with: 'Fits', as: 'former' }), 'PERSON_INACTIVE');
    const { id: task } = await play.task('Qualify the client');
    await play.complete('Qualify the client', { with: 'Fits', as: 'ivanova' });
    const late = await play.engine.completeTask({ task, result: 'fits', actor: 'sidorov' });
    assert.deepEqual(late, { ok: false, rejection: { code: 'NOT_ASSIGNEE', task, assignee: null } });
  }),

  story('a repeated command gets the first answer and changes nothing', async (play) => {
    const { id: task } = await play.task('Qualify the client');
    const wish = { task, result: 'fits', actor: 'ivanova', key: 'tap-1' };
    const first = await play.engine.completeTask(wish);
    assert.deepEqual(await play.engine.completeTask(wish), first);
    await assert.rejects(play.engine.completeTask({ ...wish, result: 'unfit' }), { code: 'KEY_REUSED' });
    assert.deepEqual(await play.openTasks('D-1'), ['Send offer']);
  }),

  story(
    'B52: the journal tells who did what from where, and gives the stored state back byte for byte',
    async (play) => {
      await play.complete('Qualify the client', {
        with: 'Fits',
        as: 'ivanova',
        comment: 'Knows what they want',
      });
      const { process } = await play.complete('Send offer', { with: 'Agreed', as: 'ivanova' });
      const journal = await play.engine.journal(process);
      assert.deepEqual(
        journal.map(({ n, actor, source, command }) => [n, actor, source, command]),
        [
          [1, null, 'trigger', 'StartProcess'],
          [2, 'ivanova', 'api', 'CompleteTask'],
          [3, 'ivanova', 'api', 'CompleteTask'],
        ],
      );
      assert.ok(!JSON.stringify(journal).includes('Knows what they want'));
      const events = journal.flatMap((entry) => entry.events as ProcessEvent[]);
      assert.equal(JSON.stringify(replay(events)), JSON.stringify(await play.engine.process(process)));
    },
  ),

  story('B50: one tenant never sees or touches what another has', async (play) => {
    const other = play.engine.for('other');
    const { id: task, process } = await play.task('Qualify the client');
    assert.deepEqual((await other.tasks({})).items, []);
    assert.equal(await other.process(process), undefined);
    assert.deepEqual(await other.maps(), []);
    const foreign = await other.completeTask({ task, result: 'fits', actor: null });
    assert.deepEqual(foreign, { ok: false, rejection: { code: 'TASK_NOT_FOUND', task } });
  }),
];
