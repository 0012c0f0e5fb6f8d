import assert from 'node:assert/strict';
import type { ContractCase } from '../contracts/contract.js';
import { type StorySetup, story } from './story.js';

/** B31 on the level of people. */
export const moveStories: readonly ContractCase<StorySetup>[] = [
  story('B31: an admin moves a deal back, and what was open on the left path is withdrawn', async (play) => {
    await play.complete('Qualify the client', { with: 'Fits', as: 'ivanova' });
    await play.complete('Send offer', { with: 'Agreed', as: 'ivanova' });
    const { id: left, process } = await play.task('Prepare shipment');
    const moved = await play.move('D-1', { node: 'offer', as: 'admin', reason: 'Another price' });
    assert.equal(moved.ok, true);
    assert.deepEqual([await play.openTasks('D-1'), play.stage('D-1')], [['Send offer'], 'offer']);
    assert.equal((await play.engine.task(left))?.ended?.as, 'withdrawn');
    assert.ok(
      play.notices.some(({ kind, to, task }) => kind === 'taskClosed' && to === 'sidorov' && task === left),
    );

    const events = (await play.engine.journal(process)).at(-1)?.events ?? [];
    const journal = events.find((event) => event.type === 'ProcessMoved');
    assert.deepEqual([journal?.from, journal?.to, journal?.by], [['approval', 'ship'], 'offer', 'admin']);
    const comment = journal?.comment ?? '';
    assert.equal((await play.engine.texts([comment])).get(comment), 'Another price');
    await play.complete('Send offer', { with: 'Agreed', as: 'ivanova' });
    await play.complete('Check the contract', { with: 'Approved', as: 'orlova' });
    await play.complete('Prepare shipment', { as: 'sidorov' });
    await play.complete('Sign the contract', { as: 'ivanova' });
    assert.equal(play.stage('D-1'), 'won');
  }),

  story('B31: only admins move a deal, and never to where it would be stuck', async (play) => {
    const refusal = async (node: string, as = 'admin', reason = 'Because') => {
      const outcome = await play.move('D-1', { node, as, reason });
      if (outcome.ok) return 'moved';
      return outcome.rejection.code === 'CANNOT_MOVE_THERE' ? outcome.rejection.why : outcome.rejection.code;
    };
    assert.equal(await refusal('offer', 'petrov'), 'NOT_PERMITTED');
    assert.equal(await refusal('sign'), 'branch');
    assert.equal(await refusal('ship'), 'sideBranch');
    assert.equal(await refusal('won'), 'end');
    assert.equal(await refusal('offer', 'admin', ' '), 'REASON_REQUIRED');
    assert.deepEqual([await play.openTasks('D-1'), play.stage('D-1')], [['Qualify the client'], 'qualified']);
    assert.equal(await refusal('offer'), 'moved');
    assert.deepEqual([await play.openTasks('D-1'), play.stage('D-1')], [['Send offer'], 'offer']);
  }),
];
