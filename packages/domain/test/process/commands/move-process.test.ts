import { describe, expect, it } from 'vitest';
import {
  call,
  DAY,
  decision,
  end,
  governing,
  independent,
  join,
  line,
  lost,
  NOW,
  type Play,
  play,
  result,
  service,
  split,
  start,
  task,
  timer,
  ways,
  won,
} from '../support.js';

const approval = independent([start, task('lawyer'), end('approved')], ways('start>lawyer>approved'), {
  key: 'approval',
});
const silent = end('given-up', { stage: 'lost', outcome: 'failure' });
/** First, then offer; a split into a contract and a gift that join, and a newsletter that ends by itself; then sign. */
const sale = governing(
  [
    start,
    task('first', { stage: 'new' }),
    task('offer', {
      stage: 'offer',
      timeLimit: { elapsed: 'P1D' },
      results: [result('agreed'), result('refused', { lossReason: 'required' })],
    }),
    decision('big'),
    split('work'),
    call('approve', { stage: 'talks' }),
    task('gift'),
    timer('pause'),
    service('mail'),
    join('all'),
    task('sign', { stage: 'talks' }),
    end('sent'),
    decision('why'),
    silent,
    lost,
    won,
  ],
  [
    ...ways('start>first>offer', 'work>gift>all', 'approve>all', 'work>mail>pause>sent', 'all>sign>won'),
    line('offer>big', { result: 'agreed' }),
    line('offer>why', { result: 'refused' }),
    line('big>work', { condition: 'deal.fields.amount > 0' }),
    line('big>sign', { default: true }),
    line('why>given-up', { condition: 'deal.fields.amount > 0' }),
    line('why>lost', { default: true }),
    line('work>approve', { leading: true }),
  ],
  { earlyTermination: { stage: 'lost' } },
);
const fields = { amount: 5 };
const running = () => play(sale, { called: [approval], facts: { deal: { fields } } });
const atWork = () => {
  const process = running();
  process.complete('first');
  process.complete('offer', 'agreed');
  return process;
};
const to = (node: string, reason = 'They changed their minds') =>
  ({ type: 'MoveProcess', process: 'p', node, reason }) as const;
const obstacle = (process: Play, node: string) => {
  const rejection = process.refusal(to(node));
  return rejection.code === 'CANNOT_MOVE_THERE' ? rejection.why : rejection.code;
};

describe('a process that is moved', () => {
  it('goes back: what is open is withdrawn, called processes too, and the node begins anew with its stage', () => {
    const process = atWork();
    process.tell(to('offer'), { actor: 'admin', now: NOW + DAY });
    expect([...process.withdrawn].sort()).toEqual(['approve', 'gift', 'lawyer', 'mail']);
    expect(process.happened('TaskWithdrawn').map(({ reason }) => reason)).toEqual(['moved', 'moved']);
    expect(process.where).toEqual(['offer']);
    expect(process.stages).toEqual(['offer', 'talks', 'offer']);
    expect(process.task('offer').dueAt).toBe(NOW + 2 * DAY);
    process.complete('offer', 'agreed');
    process.complete('lawyer');
    process.complete('gift');
    process.complete('sign');
    expect(process.state.outcome).toBe('success');
  });

  it('goes forward, and its journal says from where to where, by whom and why', () => {
    const process = running();
    process.tell(to('sign'), { actor: 'admin' });
    expect(process.happened('ProcessMoved')).toEqual([
      { type: 'ProcessMoved', by: 'admin', from: ['first'], to: 'sign', comment: 'p#move:3' },
    ]);
    expect(process.texts).toEqual([{ id: 'p#move:3', text: 'They changed their minds' }]);
    process.complete('sign');
    expect(process.state).toMatchObject({ status: 'ended', outcome: 'success', stage: 'won' });
  });

  it('names only the nodes of its own map as those that it left', () => {
    const process = atWork();
    process.tell(to('first'));
    expect(process.happened('ProcessMoved')[0]?.from).toEqual(['gift', 'mail', 'approve']);
  });

  it('lets nodes act that need nobody, such as a split', () => {
    const process = running();
    process.tell(to('work'));
    expect([...process.where].sort()).toEqual(['approve', 'gift', 'lawyer', 'mail']);
  });

  it('may be moved again and again, also to where it stands, with a reason each time', () => {
    const process = running();
    process.tell(to('first', 'Once more'));
    process.tell(to('first', 'And again'));
    expect(process.where).toEqual(['first']);
    expect(process.texts.map(({ text }) => text)).toEqual(['Once more', 'And again']);
  });

  it('refuses what comes late to the tasks, timers and actions that it left', () => {
    const process = atWork();
    const [gift, mail] = [process.task('gift').id, process.waitOf('mail')];
    process.tell(to('sign'));
    expect(process.refusal({ type: 'CompleteTask', task: gift }).code).toBe('TASK_NOT_OPEN');
    expect(process.refusal({ type: 'CompleteAction', action: mail }).code).toBe('ACTION_NOT_WAITING');
  });
});

describe('a process cannot be moved', () => {
  it.each([
    ['start', 'start'],
    ['all', 'join'],
    ['won', 'end'],
    ['lost', 'end'],
    ['nowhere', 'unknown'],
    ['gift', 'sideBranch'],
    ['pause', 'sideBranch'],
    ['approve', 'branch'],
    ['why', 'lossReason'],
  ])('to %s: %s', (node, why) => {
    const process = atWork();
    const before = process.state;
    expect(obstacle(process, node)).toBe(why);
    expect(process.state).toEqual(before);
  });

  it('without a reason', () => {
    expect(running().refusal(to('offer', ' '))).toEqual({ code: 'REASON_REQUIRED' });
  });

  it('when it has ended, when its outcome is decided, and while it is suspended', () => {
    const decided = atWork();
    decided.complete('lawyer');
    decided.complete('gift');
    decided.complete('sign');
    expect(obstacle(decided, 'offer')).toBe('ALREADY_DECIDED');
    const ended = running();
    ended.tell({ type: 'TerminateEarly', process: 'p', lossReason: 'price' });
    expect(obstacle(ended, 'offer')).toBe('PROCESS_ENDED');
    const suspended = running();
    suspended.tell({ type: 'SuspendProcess', process: 'p' });
    expect(obstacle(suspended, 'offer')).toBe('PROCESS_SUSPENDED');
  });
});

describe('an independent process', () => {
  const twice = independent(
    [start, split('both'), task('one'), task('two'), join('all'), task('three'), end('done')],
    ways('start>both>one>all>three>done', 'both>two>all'),
  );

  it('moves to nodes outside of its splits', () => {
    const process = play(twice);
    process.tell(to('three'));
    process.complete('three');
    expect(process.state.outcome).toBe('success');
  });

  it('does not move into one branch of several that join', () => {
    expect(obstacle(play(twice), 'two')).toBe('branch');
  });

  it('moves into a branch that ends by itself', () => {
    const parted = independent(
      [start, split('both'), task('one'), task('two'), end('done'), end('over')],
      ways('start>both>one>done', 'both>two>over'),
    );
    const process = play(parted);
    process.tell(to('two'));
    process.complete('two');
    expect(process.state).toMatchObject({ status: 'ended', outcome: 'success' });
  });

  it('moves into a loop, and is not deceived by it', () => {
    const loop = independent(
      [
        start,
        task('ask', { results: [result('again'), result('enough')] }),
        split('both'),
        task('one'),
        join('all'),
        end('done'),
      ],
      [
        ...ways('start>ask', 'both>one>all>done', 'both>all'),
        line('ask>ask', { result: 'again' }),
        line('ask>both', { result: 'enough' }),
      ],
    );
    const process = play(loop);
    process.complete('ask', 'enough');
    expect(obstacle(process, 'one')).toBe('branch');
    process.tell(to('ask'));
    expect(process.where).toEqual(['ask']);
  });
});
