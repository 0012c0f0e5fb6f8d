import { describe, expect, it } from 'vitest';
import { DAY, end, independent, NOW, Play, play, start, task, ways } from '../support.js';

const map = independent(
  [
    start,
    task('offer', {
      timeLimit: { elapsed: 'P2D' },
      checklist: [
        { key: 'measure', title: 'Measure' },
        { key: 'price', title: 'Price' },
      ],
    }),
    end('done'),
  ],
  ways('start>offer>done'),
);

const handOver = (process: Play, to: string, comment?: string) =>
  process.tell({
    type: 'HandOverTask',
    task: process.task('offer').id,
    to,
    ...(comment !== undefined && { comment }),
  });

describe('a task that is handed over', () => {
  it('ends, and goes on as the next of its line in the hands of another', () => {
    const process = play(map);
    expect(handOver(process, 'boris')).toEqual([
      { type: 'TaskHandedOver', task: 'p.2.1', next: 'p.2.1-2', from: 'ann', to: 'boris' },
    ]);
    handOver(process, 'clara');
    handOver(process, 'ann');
    expect(process.task('offer')).toMatchObject({ id: 'p.2.1-4', assignee: 'ann' });
  });

  it('has the ids of its line whatever the id of its process looks like', () => {
    const process = new Play(map).start({ process: '7e1c-4b-9' });
    handOver(process, 'boris');
    handOver(process, 'clara');
    expect(process.happened('TaskHandedOver').map(({ next }) => next)).toEqual([
      '7e1c-4b-9.2.1-2',
      '7e1c-4b-9.2.1-3',
    ]);
  });

  it('keeps its deadline and the steps that are done', () => {
    const process = play(map);
    process.tell({ type: 'CompleteStep', task: process.task('offer').id, step: 'measure' });
    process.tell({ type: 'HandOverTask', task: process.task('offer').id, to: 'boris' }, { now: NOW + DAY });
    expect(process.task('offer')).toMatchObject({ dueAt: NOW + 2 * DAY, done: ['measure'] });
  });

  it('cannot be completed under its former id', () => {
    const process = play(map);
    const former = process.task('offer').id;
    handOver(process, 'boris');
    expect(process.refusal({ type: 'CompleteTask', task: former })).toEqual({
      code: 'TASK_NOT_OPEN',
      task: former,
    });
  });

  it('keeps the comment beside the journal, and none of blanks', () => {
    const process = play(map);
    handOver(process, 'boris', '  I am on holiday ');
    handOver(process, 'clara', '  ');
    expect(process.happened('TaskHandedOver').map(({ comment }) => comment)).toEqual([
      'p.2.1#handOver',
      undefined,
    ]);
    expect(process.texts).toEqual([{ id: 'p.2.1#handOver', text: 'I am on holiday' }]);
  });

  it('is not given to the one who has it', () => {
    const process = play(map);
    expect(process.refusal({ type: 'HandOverTask', task: process.task('offer').id, to: 'ann' })).toEqual({
      code: 'SAME_PERSON',
      user: 'ann',
    });
  });

  it('is refused when the task is not open', () => {
    expect(play(map).refusal({ type: 'HandOverTask', task: 'p.1.1', to: 'boris' })).toEqual({
      code: 'TASK_NOT_OPEN',
      task: 'p.1.1',
    });
  });
});

it('an offered task can be handed over, and be given back to its candidates', () => {
  const process = play(map, { people: { offer: ['boris', 'clara'] } });
  handOver(process, 'dora');
  expect(process.task('offer')).toMatchObject({
    id: 'p.2.1-2',
    assignee: 'dora',
    candidates: ['boris', 'clara'],
  });
  process.tell({ type: 'ReleaseTask', task: 'p.2.1-2' }, { actor: 'dora' });
  process.tell({ type: 'ClaimTask', task: 'p.2.1-2' }, { actor: 'clara' });
  expect(process.task('offer').assignee).toBe('clara');
});

it('one of several people hands over only their own task', () => {
  const several = independent(
    [start, task('offer', { performers: { mode: 'allOf', combine: { by: 'first' } } }), end('done')],
    ways('start>offer>done'),
  );
  const process = play(several, { people: { offer: ['ann', 'boris'] } });
  process.tell({ type: 'HandOverTask', task: process.task('offer', 'boris').id, to: 'clara' });
  expect(process.state.tasks.map(({ id, assignee }) => [id, assignee])).toEqual([
    ['p.2.1', 'ann'],
    ['p.2.2-2', 'clara'],
  ]);
});
