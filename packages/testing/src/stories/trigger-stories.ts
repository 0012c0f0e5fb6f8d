import assert from 'node:assert/strict';
import type { AdoptionVerdict } from '@dealroute/core';
import { elapsed, independentMap } from '@dealroute/core';
import type { ContractCase } from '../contracts/contract.js';
import type { Scenario } from '../scenario/scenario.js';
import { salesTeam } from './sale.js';
import { type StorySetup, story } from './story.js';

/** Ships when the client has paid, or reminds after three days. */
const prepaid = independentMap({ key: 'prepaid', title: 'Prepayment' })
  .start('start')
  .timer('payment', { wait: elapsed('P3D'), signal: 'paid' })
  .userTask('check', { title: 'Check the payment' })
  .end('done', { outcome: 'success' })
  .flow('start', 'payment')
  .flow('payment', 'check')
  .flow('check', 'done')
  .build();
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const withPrepayment = { maps: [...salesTeam.maps, prepaid] };

/** A deal that is there, and of which nobody told. */
function found(play: Scenario, ref: string, stage = 'qualified', createdAt?: number): void {
  const known = play.host.deal('D-1');
  assert.ok(known);
  play.host.putDeal({ ...known, ref, title: `Deal ${ref}`, stage }, 'default', createdAt);
}

const governed = async (play: Scenario) =>
  (await play.engine.processes({ kind: 'governing' })).items.map(({ deal }) => deal).sort();

const told = (verdicts: readonly AdoptionVerdict[]) =>
  verdicts.map((one) => [one.deal, one.as === 'refused' ? one.why.code : one.as]);

/** B7 and B8: how processes begin by themselves, and how deals that were there before get theirs. */
export const triggerStories: readonly ContractCase<StorySetup>[] = [
  story('B7: a created deal whose event was lost gets its process by itself, once', async (play) => {
    found(play, 'D-2', 'qualified', play.clock.now());
    await play.pass(15 * MINUTE);
    assert.deepEqual(await governed(play), ['D-1', 'D-2']);
    const late = { key: 'created:D-2', type: 'dealCreated', deal: 'D-2', by: 'ivanova' } as const;
    await play.engine.receiveHostEvent(late);
    await play.pass(DAY);
    assert.deepEqual(await governed(play), ['D-1', 'D-2']);
  }),

  story(
    'B7: deals that were open before are adopted by a command with a dry run, and never by accident',
    async (play) => {
      found(play, 'D-2', 'offer', play.clock.now() - 1);
      found(play, 'D-3', 'won');
      await play.pass(DAY);
      assert.deepEqual(await governed(play), ['D-1']);

      const adoption = {
        map: 'sale',
        deals: ['D-1', 'D-2', 'D-3'],
        node: 'offer',
        actor: 'admin',
        key: 'go-live',
      };
      const dry = await play.engine.adoptDeals({ ...adoption, dryRun: true });
      assert.ok(dry.ok);
      const others = [
        ['D-1', 'DEAL_ALREADY_GOVERNED'],
        ['D-3', 'DEAL_CLOSED'],
      ];
      assert.deepEqual(told(dry.value.verdicts).sort(), [others[0], ['D-2', 'adoptable'], others[1]]);
      assert.deepEqual(await governed(play), ['D-1']);

      for (const as of ['adopted', 'adoptedBefore']) {
        const real = await play.engine.adoptDeals({ ...adoption, dryRun: false });
        assert.ok(real.ok);
        assert.deepEqual(told(real.value.verdicts).sort(), [others[0], ['D-2', as], others[1]]);
      }
      await play.engine.settle();
      assert.deepEqual([await play.openTasks('D-2'), play.stage('D-2')], [['Send offer'], 'offer']);
      const [process] = (await play.engine.processes({ deal: 'D-2' })).items;
      const first = (await play.engine.journal(process?.id ?? ''))[0]?.events[0];
      assert.equal(first?.type === 'ProcessStarted' && first.adoptedAt, 'offer');
    },
  ),

  story(
    'B8: an event of the host starts a process or lets one go on, and does so once however often it arrives',
    async (play) => {
      const { engine } = play;
      const paid = { event: 'custom', name: 'payment', map: 'prepaid', signal: 'paid' } as const;
      await engine.putTrigger({ key: 'bill', event: 'responsibleChanged', map: 'prepaid' }, 'admin');
      await engine.putTrigger({ key: 'paid', ...paid }, 'admin');
      const changed = { type: 'responsibleChanged', deal: 'D-1' } as const;
      for (const key of ['c1', 'c1', 'c2']) await engine.receiveHostEvent({ ...changed, key });
      const [process, ...more] = (await engine.processes({ kind: 'independent' })).items;
      assert.ok(process && more.length === 0);

      const payment = { type: 'custom', name: 'payment', deal: 'D-1', data: { sum: 500 } } as const;
      const { signalled } = await engine.receiveHostEvent({ ...payment, key: 'p1' });
      assert.deepEqual(signalled, [process.id]);
      assert.equal((await engine.receiveHostEvent({ ...payment, key: 'p1' })).isNew, false);
      assert.deepEqual((await engine.receiveHostEvent({ ...payment, key: 'p2' })).ignored, [process.id]);
      assert.deepEqual((await engine.process(process.id))?.variables, { sum: 500 });
      assert.ok((await play.openTasks('D-1')).includes('Check the payment'));
      await play.pass(5 * DAY);
      await play.complete('Check the payment', { as: 'ivanova' });
      assert.equal((await engine.process(process.id))?.outcome, 'success');
    },
    withPrepayment,
  ),
];
