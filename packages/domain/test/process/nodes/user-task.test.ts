import { describe, expect, it } from 'vitest';
import type { Flow, RouteMap, UserTaskNode } from '../../../src/index.js';
import {
  call,
  DAY,
  decision,
  end,
  governing,
  independent,
  line,
  lost,
  NOW,
  type Play,
  play,
  result,
  service,
  start,
  task,
  ways,
  won,
} from '../support.js';

/** A map of one task, `check`, with a plain flow to `done`, unless flows of its own are given. */
const checking = (
  node: Partial<UserTaskNode> = {},
  flows: Flow[] = ways('check>done'),
  more: Partial<RouteMap> = {},
) =>
  independent(
    [start, task('check', node), end('done'), end('other')],
    [...ways('start>check'), ...flows],
    more,
  );
const answers = [result('good'), result('fair'), result('bad')];
const ended = (process: Play) => process.happened('NodeEntered').at(-1)?.node;

describe('a userTask', () => {
  it('plans its task for the deal’s responsible, without a deadline, unless it says otherwise', () => {
    const process = play(checking());
    expect(process.task('check')).toEqual({
      id: 'p.2.1',
      visit: 2,
      node: 'check',
      assignee: 'ann',
      candidates: [],
      dueAt: null,
      done: [],
    });
    expect(process.happened('TaskCreated')[0]).toMatchObject({
      assignment: { rule: 'responsible' },
      deadline: null,
    });
  });

  it('plans by its own rule and time limit', () => {
    const process = play(checking({ assignee: { rule: 'starter' }, timeLimit: { elapsed: 'P1D' } }));
    expect(process.task('check').dueAt).toBe(NOW + DAY);
    expect(process.happened('TaskCreated')[0]).toMatchObject({
      assignment: { rule: 'starter' },
      deadline: { limit: { elapsed: 'P1D' } },
    });
  });

  it('is over with its task, and remembers who completed it', () => {
    const process = play(checking());
    process.complete('check', {}, { actor: 'boris' });
    expect(process.state.status).toBe('ended');
    expect(process.completions()).toEqual({ check: { by: 'boris', result: null } });
  });

  it('sets variables that a decision behind it can see', () => {
    const map = independent(
      [start, task('check'), decision('large'), end('done'), end('other')],
      [
        ...ways('start>check>large'),
        line('large>other', { condition: 'vars.amount > 9' }),
        line('large>done', { default: true }),
      ],
      { variables: { amount: 1, currency: 'EUR' } },
    );
    const process = play(map);
    process.complete('check', { variables: { amount: 10 } });
    expect(process.state.variables).toEqual({ amount: 10, currency: 'EUR' });
    expect(ended(process)).toBe('other');
  });

  it('says nothing of variables where none are given', () => {
    const process = play(checking());
    process.complete('check', { variables: {} });
    expect(process.happened('VariablesSet')).toEqual([]);
  });
});

describe('the result of a task', () => {
  const own = [line('check>done'), line('check>other', { result: 'bad' })];

  it.each([
    ['good', 'done'],
    ['fair', 'done'],
    ['bad', 'other'],
  ])('%s leads to %s: along its own flow, else along the plain one', (key, node) => {
    const process = play(checking({ results: answers }, own));
    process.complete('check', key);
    expect(ended(process)).toBe(node);
    expect(process.completions().check).toEqual({ by: 'ann', result: key });
  });

  it('takes its own flow wherever the map lists it', () => {
    const process = play(checking({ results: answers }, [...own].reverse()));
    process.complete('check', 'bad');
    expect(ended(process)).toBe('other');
  });

  it('must be given where the node has results', () => {
    expect(play(checking({ results: answers })).incomplete('check')).toEqual({
      code: 'RESULT_REQUIRED',
      results: ['good', 'fair', 'bad'],
    });
  });

  it.each([
    ['one that the node does not have', answers, ['good', 'fair', 'bad']],
    ['one where the node has none', [], []],
  ])('is not %s', (_name, results, known) => {
    const refusal = play(checking({ results })).incomplete('check', 'splendid');
    expect(refusal).toEqual({ code: 'RESULT_UNKNOWN', result: 'splendid', results: known });
  });

  it('leads nowhere in a map that was never validated: the process is stuck, not lost', () => {
    const process = play(checking({ results: answers }, [line('check>done', { result: 'good' })]));
    expect(process.incomplete('check', 'bad')).toEqual({ code: 'MAP_UNSOUND', process: 'p' });
    expect(process.where).toEqual(['check']);
  });

  it('is chosen once; a second press learns that the task is not open', () => {
    const map = independent([start, task('check'), task('next'), end('done')], ways('start>check>next>done'));
    const process = play(map);
    const { id } = process.task('check');
    process.complete('check');
    expect(process.refusal({ type: 'CompleteTask', task: id })).toEqual({ code: 'TASK_NOT_OPEN', task: id });
  });
});

describe('a result comment', () => {
  it('is required by the node for every result', () => {
    const process = play(checking({ comment: 'required', results: answers }));
    expect(process.incomplete('check', 'good')).toEqual({ code: 'COMMENT_REQUIRED', result: 'good' });
    expect(play(checking({ comment: 'required' })).incomplete('check')).toEqual({ code: 'COMMENT_REQUIRED' });
  });

  it('is required by one result only', () => {
    const results = [result('good'), result('bad', { comment: 'required' })];
    expect(play(checking({ results })).incomplete('check', 'bad')).toEqual({
      code: 'COMMENT_REQUIRED',
      result: 'bad',
    });
    expect(play(checking({ results })).complete('check', 'good')).not.toEqual([]);
  });

  it.each(['', ' ', '\n\t '])('is not %j', (comment) => {
    expect(play(checking({ comment: 'required' })).incomplete('check', { comment })).toEqual({
      code: 'COMMENT_REQUIRED',
    });
  });

  it('lies beside the journal, trimmed', () => {
    const process = play(checking());
    process.complete('check', { comment: '  All in order\n' });
    expect(process.happened('TaskCompleted')).toEqual([
      { type: 'TaskCompleted', task: 'p.2.1', by: 'ann', result: null, comment: 'p.2.1#result' },
    ]);
    expect(process.texts).toEqual([{ id: 'p.2.1#result', text: 'All in order' }]);
  });

  it('of blanks is none', () => {
    const process = play(checking());
    process.complete('check', { comment: '   ' });
    expect(process.happened('TaskCompleted')[0]).not.toHaveProperty('comment');
    expect(process.texts).toEqual([]);
  });

  it('has at most 4096 characters, blanks around it not counted', () => {
    const refusal = play(checking()).incomplete('check', { comment: 'x'.repeat(4_097) });
    expect(refusal).toEqual({ code: 'COMMENT_TOO_LONG', limit: 4_096 });
    const process = play(checking());
    process.complete('check', { comment: ` ${'x'.repeat(4_096)} ` });
    expect(process.texts[0]?.text).toHaveLength(4_096);
  });
});

describe('a loss reason', () => {
  const results = [result('agreed'), result('refused', { lossReason: 'required' })];
  const asking = (more: Partial<RouteMap> = {}) => checking({ results }, ways('check>done'), more);
  const host = { lossReasons: ['price', 'time'] };
  const listed = { lossReasons: [{ key: 'quality', title: 'Quality' }] };

  it.each([
    ['the map’s list', asking(listed), ['quality']],
    ['the host’s list', asking(), ['price', 'time']],
  ])('is asked for by the result and taken from %s', (_name, map, reasons) => {
    const process = play(map, { facts: host });
    expect(process.incomplete('check', 'refused')).toEqual({ code: 'LOSS_REASON_REQUIRED', reasons });
    const unknown = { result: 'refused', lossReason: 'mood' };
    expect(process.incomplete('check', unknown)).toEqual({
      code: 'LOSS_REASON_UNKNOWN',
      reason: 'mood',
      reasons,
    });
    process.complete('check', { result: 'refused', lossReason: reasons[0] ?? '' });
    expect(process.happened('TaskCompleted')[0]?.lossReason).toBe(reasons[0]);
  });

  it('is any word where nobody has a list', () => {
    const process = play(asking());
    expect(process.incomplete('check', { result: 'refused', lossReason: ' ' })).toEqual({
      code: 'LOSS_REASON_REQUIRED',
      reasons: [],
    });
    process.complete('check', { result: 'refused', lossReason: 'mood' });
    expect(process.happened('TaskCompleted')[0]?.lossReason).toBe('mood');
  });

  it('is taken from the list of the called map whose task asks', () => {
    const map = independent([start, call('sub', { map: 'asking' }), end('done')], ways('start>sub>done'), {
      lossReasons: [{ key: 'own', title: 'Own' }],
    });
    const refusal = play(map, { called: [asking({ key: 'asking', ...listed })] }).incomplete(
      'check',
      'refused',
    );
    expect(refusal).toEqual({ code: 'LOSS_REASON_REQUIRED', reasons: ['quality'] });
    const fromHost = play(map, { called: [asking({ key: 'asking' })], facts: host }).incomplete(
      'check',
      'refused',
    );
    expect(fromHost).toEqual({ code: 'LOSS_REASON_REQUIRED', reasons: ['price', 'time'] });
  });

  it('is not kept with a result that does not ask for one', () => {
    const process = play(asking());
    process.complete('check', { result: 'agreed', lossReason: 'price' });
    expect(process.happened('TaskCompleted')[0]).not.toHaveProperty('lossReason');
  });
});

describe('required deal fields', () => {
  const map = checking({ requiredFields: ['amount', 'address', 'won', 'colours'] });
  const filled = { amount: 0, address: 'Kazan', won: false, colours: ['red'] };

  it('are told when they are missing, blank or empty', () => {
    const process = play(map);
    const fields = ['amount', 'address', 'won', 'colours'];
    expect(process.incomplete('check')).toEqual({ code: 'FIELDS_MISSING', fields });
    const blank = { deal: { fields: { amount: null, address: ' ', colours: [], won: false } } };
    expect(process.incomplete('check', {}, blank)).toEqual({
      code: 'FIELDS_MISSING',
      fields: ['amount', 'address', 'colours'],
    });
  });

  it('let the task be completed once they are filled; zero and false count', () => {
    const process = play(map);
    expect(process.incomplete('check')).toMatchObject({ code: 'FIELDS_MISSING' });
    process.complete('check', {}, { deal: { fields: filled } });
    expect(process.state.status).toBe('ended');
  });
});

it('a loop through a userTask makes a task of its own for each round', () => {
  const map = governing(
    [
      start,
      task('offer', { stage: 'offer', results: [result('agreed'), result('again')] }),
      service('print'),
      won,
    ],
    [...ways('start>offer>won', 'print>offer'), line('offer>print', { result: 'again' })],
  );
  const process = play(map);
  for (let round = 0; round < 5; round++) {
    process.complete('offer', 'again');
    process.answer('print');
  }
  process.complete('offer', 'agreed');
  expect(new Set(process.happened('TaskCreated').map(({ task }) => task)).size).toBe(6);
  expect(process.stages).toEqual(['offer', 'won']);
  expect(Object.keys(process.completions())).toEqual(['offer', 'print']);
});

it('a failure end takes the reason that its result asked for', () => {
  const map = governing(
    [
      start,
      task('offer', { stage: 'offer', results: [result('yes'), result('no', { lossReason: 'required' })] }),
      won,
      end('gone', { stage: 'lost', outcome: 'failure' }),
      lost,
    ],
    [...ways('start>offer>won'), line('offer>gone', { result: 'no' })],
  );
  const process = play(map);
  process.complete('offer', { result: 'no', lossReason: 'time' });
  expect(process.state).toMatchObject({ outcome: 'failure', lossReason: 'time', stage: 'lost' });
});
