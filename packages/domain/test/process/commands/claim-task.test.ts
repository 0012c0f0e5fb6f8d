import { describe, expect, it } from 'vitest';
import { end, independent, play, start, task, ways } from '../support.js';

const map = independent(
  [start, task('check', { checklist: [{ key: 'read', title: 'Read' }] }), end('done')],
  ways('start>check>done'),
);
const offered = () => play(map, { people: { check: ['boris', 'clara'] } });

describe('a task that is offered to candidates', () => {
  it('belongs to nobody until one of them claims it', () => {
    const process = offered();
    expect(process.task('check')).toMatchObject({ assignee: null, candidates: ['boris', 'clara'] });
    process.tell({ type: 'ClaimTask', task: process.task('check').id }, { actor: 'clara' });
    expect(process.task('check')).toMatchObject({ assignee: 'clara', candidates: ['boris', 'clara'] });
  });

  it('is claimed once', () => {
    const process = offered();
    const { id } = process.task('check');
    process.tell({ type: 'ClaimTask', task: id }, { actor: 'clara' });
    const late = { code: 'ALREADY_CLAIMED', task: id, by: 'clara' };
    expect(process.refusal({ type: 'ClaimTask', task: id }, { actor: 'boris' })).toEqual(late);
    expect(process.refusal({ type: 'ClaimTask', task: id }, { actor: 'clara' })).toEqual(late);
  });

  it.each(['dora', null])('is not claimed by %s, who is no candidate', (actor) => {
    const process = offered();
    const { id } = process.task('check');
    expect(process.refusal({ type: 'ClaimTask', task: id }, { actor })).toEqual({
      code: 'NOT_A_CANDIDATE',
      task: id,
    });
  });

  it('can be given back, with the steps that are done, and claimed by another', () => {
    const process = offered();
    const { id } = process.task('check');
    process.tell({ type: 'ClaimTask', task: id }, { actor: 'clara' });
    process.tell({ type: 'CompleteStep', task: id, step: 'read' }, { actor: 'clara' });
    expect(process.tell({ type: 'ReleaseTask', task: id }, { actor: 'clara' })).toEqual([
      { type: 'TaskReleased', task: id, by: 'clara' },
    ]);
    expect(process.task('check')).toMatchObject({ assignee: null, done: ['read'] });
    process.tell({ type: 'ClaimTask', task: id }, { actor: 'boris' });
    process.complete('check');
    expect(process.state.outcome).toBe('success');
  });

  it('is neither completed nor ticked off before it is claimed', () => {
    const process = offered();
    const { id } = process.task('check');
    const unclaimed = { code: 'TASK_UNCLAIMED', task: id };
    expect(process.incomplete('check', {}, { actor: 'boris' })).toEqual(unclaimed);
    expect(process.refusal({ type: 'CompleteStep', task: id, step: 'read' }, { actor: 'boris' })).toEqual(
      unclaimed,
    );
  });

  it('is given back only by somebody who has it', () => {
    const process = offered();
    const { id } = process.task('check');
    expect(process.refusal({ type: 'ReleaseTask', task: id }, { actor: 'boris' })).toEqual({
      code: 'NOT_CLAIMED',
      task: id,
    });
  });
});

it('a task that was never offered cannot be given back', () => {
  const process = play(map);
  const { id } = process.task('check');
  expect(process.refusal({ type: 'ReleaseTask', task: id })).toEqual({ code: 'NOT_CLAIMED', task: id });
});

it.each(['ClaimTask', 'ReleaseTask'] as const)('%s of a task that is not open is refused', (type) => {
  expect(offered().refusal({ type, task: 'p.9.1' })).toEqual({ code: 'TASK_NOT_OPEN', task: 'p.9.1' });
});
