import assert from 'node:assert/strict';
import {
  type CombineResults,
  independentMap,
  type NodeEntered,
  type Performers,
  type RouteMap,
} from '@dealroute/core';
import type { ContractCase } from '../contracts/contract.js';
import type { Scenario } from '../scenario/scenario.js';
import { contractApproval, sale } from './sale.js';
import { type StorySetup, story } from './story.js';

const BOARD = ['anna', 'boris', 'clara'] as const;
const VOTE = { ru: 'Голосовать', en: 'Vote' };

type Vote = 'yes' | 'later' | 'no';

/** A board votes; the one result of the node chooses the end. */
const ballot = (performers: Performers): RouteMap => {
  const map = independentMap({ key: 'ballot', title: { ru: 'Голосование', en: 'Ballot' } })
    .start('start')
    .userTask('vote', {
      title: VOTE,
      assignee: { rule: 'role', role: 'board' },
      performers: performers as { mode: 'anyOf' },
      results: [
        { key: 'yes', title: { ru: 'Да', en: 'Yes' } },
        { key: 'later', title: { ru: 'Позже', en: 'Later' } },
        { key: 'no', title: { ru: 'Нет', en: 'No' } },
      ],
    })
    .end('accepted', { outcome: 'success' })
    .end('rejected', { outcome: 'failure', lossReason: 'board' })
    .flow('start', 'vote')
    .flow('vote', 'accepted', { result: 'yes' })
    .flow('vote', 'rejected', { result: 'no' });
  // A count gives one of two results, and the third leads nowhere.
  if ('combine' in performers && performers.combine.by === 'count') return map.build();
  return map.end('open', { outcome: 'success' }).flow('vote', 'open', { result: 'later' }).build();
};

const boardOf = (performers: Performers) => ({
  maps: [contractApproval, sale, ballot(performers)],
  people: {
    ivanova: { name: 'Ivanova' },
    ...Object.fromEntries(BOARD.map((id) => [id, { name: id, roles: ['board'] }])),
  },
});

/** The board votes in its order; gives the end that was reached, and what each vote was answered. */
async function vote(play: Scenario, votes: Readonly<Partial<Record<(typeof BOARD)[number], Vote>>>) {
  const process = await play.start('ballot', { on: 'D-1', as: null });
  const { items } = await play.engine.tasks({ process });
  const answers: string[] = [];
  for (const [actor, result] of Object.entries(votes)) {
    const task = items.find(({ assignee }) => assignee === actor)?.id ?? '';
    const outcome = await play.engine.completeTask({ task, result, actor });
    answers.push(outcome.ok ? outcome.value.status : outcome.rejection.code);
  }
  const journal = await play.engine.journal(process);
  const entered = journal.flatMap(({ events }) => events).filter(({ type }) => type === 'NodeEntered');
  return { answers, end: (entered.at(-1) as NodeEntered | undefined)?.node };
}

const allOf = (combine: CombineResults): Performers => ({ mode: 'allOf', combine });

/** B19 on the level of people: several do one node, and their results become one. */
export const performersStories: readonly ContractCase<StorySetup>[] = [
  story(
    'B19: the first of any completes the node, and the others learn what was chosen and by whom',
    async (play) => {
      const { answers, end } = await vote(play, { boris: 'yes', anna: 'no' });
      assert.deepEqual([answers, end], [['ended', 'TASK_NOT_OPEN'], 'accepted']);
      const { items } = await play.engine.tasks({ status: 'ended', deal: 'D-1' });
      const endings = items.filter(({ node }) => node === 'vote').map(({ ended }) => ended?.as);
      assert.deepEqual(endings.sort(), ['completed', 'withdrawn', 'withdrawn']);
    },
    boardOf({ mode: 'anyOf' }),
  ),

  story(
    'B19: of all who must answer, the majority decides',
    async (play) => {
      const { answers, end } = await vote(play, { anna: 'yes', boris: 'no', clara: 'yes' });
      assert.deepEqual([answers, end], [['running', 'running', 'ended'], 'accepted']);
    },
    boardOf(allOf({ by: 'majority' })),
  ),

  story(
    'B19: of all who must answer, the worst answer decides',
    async (play) => {
      assert.equal((await vote(play, { anna: 'yes', boris: 'later', clara: 'yes' })).end, 'open');
    },
    boardOf(allOf({ by: 'worst' })),
  ),

  story(
    'B19: of all who must answer, the first answer decides',
    async (play) => {
      assert.equal((await vote(play, { clara: 'later', anna: 'no', boris: 'no' })).end, 'open');
    },
    boardOf(allOf({ by: 'first' })),
  ),

  story(
    'B19: a result counts when as many chose it as the node says',
    async (play) => {
      assert.equal((await vote(play, { anna: 'yes', boris: 'later', clara: 'yes' })).end, 'accepted');
      assert.equal((await vote(play, { anna: 'yes', boris: 'later', clara: 'later' })).end, 'rejected');
    },
    boardOf(allOf({ by: 'count', result: 'yes', atLeast: 2, otherwise: 'no' })),
  ),

  story(
    'B19: a quorum is enough, and whoever comes later learns that the vote is over',
    async (play) => {
      const { answers, end } = await vote(play, { anna: 'yes', boris: 'yes', clara: 'no' });
      assert.deepEqual([answers, end], [['running', 'ended', 'TASK_NOT_OPEN'], 'accepted']);
    },
    boardOf({ mode: 'quorum', count: 2, combine: { by: 'worst' } }),
  ),
];
