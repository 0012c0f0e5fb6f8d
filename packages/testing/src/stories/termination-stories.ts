import assert from 'node:assert/strict';
import type { ContractCase } from '../contracts/contract.js';
import { contractApproval, sale } from './sale.js';
import { type StorySetup, story } from './story.js';

const { lossReasons: _reasons, ...rest } = sale;
/** The same sale without reasons of its own: those of the host count, and a comment is asked for. */
const strict = { ...rest, earlyTermination: { stage: 'lost', by: ['head'], comment: 'required' } } as const;
const setting = {
  maps: [contractApproval, strict],
  lossReasons: [{ key: 'rival', title: 'A rival was faster' }],
};

/** B29 and B16 on the level of people. */
export const terminationStories: readonly ContractCase<StorySetup>[] = [
  story(
    "B29: a deal is terminated with a reason of the host's list and a comment, by those whom the map names",
    async (play) => {
      const terminate = async (as: string, lossReason: string, comment?: string) => {
        const said = comment === undefined ? {} : { comment };
        const outcome = await play.engine.terminateEarly({ deal: 'D-1', lossReason, actor: as, ...said });
        await play.engine.settle();
        return outcome.ok ? 'terminated' : outcome.rejection.code;
      };
      assert.equal(await terminate('ivanova', 'rival', 'Too slow'), 'NOT_PERMITTED');
      assert.equal(await terminate('former', 'rival', 'Too slow'), 'PERSON_INACTIVE');
      assert.equal(await terminate('petrov', 'price', 'Too slow'), 'LOSS_REASON_UNKNOWN');
      assert.equal(await terminate('petrov', 'rival'), 'COMMENT_REQUIRED');
      assert.equal(play.stage('D-1'), 'qualified');
      assert.equal(await terminate('petrov', 'rival', 'Too slow'), 'terminated');
      assert.equal(play.stage('D-1'), 'lost');
      const [process] = (await play.engine.processes({ deal: 'D-1' })).items;
      assert.deepEqual([process?.outcome, process?.lossReason], ['failure', 'rival']);
      assert.equal(await terminate('petrov', 'rival', 'Too slow'), 'DEAL_NOT_GOVERNED');
    },
    setting,
  ),

  story(
    'B16: inactive people get no task, neither from a colleague nor from a resolver that names them',
    async (play) => {
      const { id: task } = await play.task('Qualify the client');
      const handed = await play.engine.handOverTask({ task, to: 'former', actor: 'petrov' });
      assert.equal(handed.ok ? '' : handed.rejection.code, 'PERSON_INACTIVE');
      await play.complete('Qualify the client', { with: 'Fits', as: 'petrov' });
      const next = await play.task('Send offer');
      assert.equal(next.assignee, 'ivanova');
      assert.deepEqual(next.assignment.passedOver, [{ user: 'former', reason: 'inactive' }]);
    },
    {
      engine: {
        assignees: {
          rules: ['responsible', 'person', 'role'],
          resolve: async ({ node, deal }) => ({
            people: node === 'offer' ? ['former', 'ivanova'] : [deal.responsible ?? 'admin'],
            explanation: { rule: 'responsible' },
          }),
        },
      },
    },
  ),
];
