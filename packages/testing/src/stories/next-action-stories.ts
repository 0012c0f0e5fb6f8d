import assert from 'node:assert/strict';
import { type Advice, adviceText, governingMap } from '@dealroute/core';
import type { ContractCase } from '../contracts/contract.js';
import type { Scenario } from '../scenario/scenario.js';
import { contractApproval, sale, sales } from './sale.js';
import { type StorySetup, story } from './story.js';

const DAY = 86_400_000;

async function advice({ engine }: Scenario, deal: string, actor?: string): Promise<Advice> {
  const outcome = await engine.nextAction({ deal, ...(actor !== undefined && { actor }) });
  assert.ok(outcome.ok);
  assert.deepEqual([outcome.value.basis, outcome.value.statistics], ['map', 'notEnoughData']);
  return outcome.value.advice;
}

const says = async (play: Scenario, deal: string, actor?: string): Promise<string> =>
  adviceText(await advice(play, deal, actor), { locale: 'en', timeZone: 'UTC' });

/** A task with everything that can be asked for, then a wait. */
const careful = governingMap({ key: 'careful', title: 'Careful sale', pipeline: sales })
  .start('start')
  .userTask('ask', {
    title: 'Ask what is needed',
    stage: 'qualified',
    requiredFields: ['need'],
    checklist: [
      { key: 'look', title: 'Look at the site', optional: true },
      { key: 'ring', title: 'Ring', evidence: { kind: 'contact', channel: 'call' } },
    ],
    results: [{ key: 'known', title: 'Known' }],
  })
  .timer('pause', { title: 'Pause', wait: { elapsed: 'P1D' } })
  .end('won', { outcome: 'success', stage: 'won' })
  .flow('start', 'ask')
  .flow('ask', 'pause', { result: 'known' })
  .flow('pause', 'won')
  .build();

/** B45 on the level of people. */
export const nextActionStories: readonly ContractCase<StorySetup>[] = [
  story(
    'B45: the recommendation goes with the task: a step, a field, a result, then the wait',
    async (play) => {
      await play.engine.removeTrigger('new-deals', null);
      await play.createDeal('D-2', { responsible: 'ivanova' });
      assert.equal(
        await says(play, 'D-2'),
        'No process drives this deal. Start one: “Careful sale”, “Sale”.',
      );
      await play.start('careful', { on: 'D-2', as: 'ivanova' });
      assert.equal(
        await says(play, 'D-2', 'ivanova'),
        '“Ask what is needed”: the next step is “Ring”. Register a contact for it: call.',
      );
      await play.engine.registerContact({
        deal: 'D-2',
        direction: 'incoming',
        channel: 'call',
        actor: 'ivanova',
      });
      const { id: task } = await play.task('Ask what is needed');
      await play.engine.completeStep({ task, step: 'ring', actor: 'ivanova' });
      assert.equal(await says(play, 'D-2'), '“Ask what is needed”: fill in on the deal: need.');
      const deal = play.host.deal('D-2');
      assert.ok(deal);
      play.host.putDeal({ ...deal, fields: { need: 'A boiler' } });
      assert.equal(
        await says(play, 'D-2', 'petrov'),
        '“Ask what is needed”: do it and choose a result: “Known”. Another person has it.',
      );
      await play.complete('Ask what is needed', { with: 'Known', as: 'ivanova' });
      assert.equal(await says(play, 'D-2'), '“Pause”: the process waits until 3 March, 09:00.');
      await play.pass(DAY);
      assert.equal(await says(play, 'D-2'), 'Nothing to do: the deal is closed.');
    },
    { maps: [contractApproval, sale, careful] },
  ),

  story('B45: an overdue task, a suspension and a called process are told apart', async (play) => {
    assert.match(await says(play, 'D-1', 'ivanova'), /^“Qualify the client”: .+ Deadline: 3 March, 09:00\.$/);
    await play.pass(2 * DAY);
    assert.match(await says(play, 'D-1', 'ivanova'), / Overdue since 3 March, 09:00\.$/);
    await play.suspend('D-1', { as: 'petrov' });
    assert.equal((await advice(play, 'D-1')).code, 'RESUME');
    await play.resume('D-1', { as: 'petrov', deadlines: 'shift' });
    await play.complete('Qualify the client', { with: 'Fits', as: 'ivanova' });
    await play.complete('Send offer', { with: 'Agreed', as: 'ivanova' });
    assert.equal(
      await says(play, 'D-1', 'ivanova'),
      'The process “Contract approval” must end first; open in it: “Check the contract”.',
    );
    assert.equal((await advice(play, 'D-1', 'orlova')).code, 'CHOOSE_RESULT');
    await play.complete('Check the contract', { with: 'Approved', as: 'orlova' });
    await play.complete('Sign the contract', { as: 'ivanova' });
    assert.match(
      await says(play, 'D-1', 'ivanova'),
      /^The other branches must end first; .*Prepare shipment/,
    );
  }),
];
