import { describe, expect, it } from 'vitest';
import type { Rejection } from '../../../src/index.js';
import { end, type FactsChange, independent, type Play, play, start, task, ways } from '../support.js';

const map = independent(
  [
    start,
    task('visit', {
      checklist: [
        { key: 'call', title: 'Call before' },
        { key: 'photo', title: 'Take a photo', optional: true },
        { key: 'measure', title: 'Measure', evidence: { kind: 'field', field: 'area' } },
        { key: 'report', title: 'Report', evidence: { kind: 'comment' } },
      ],
    }),
    end('done'),
  ],
  ways('start>visit>done'),
);

const measured: FactsChange = { deal: { fields: { area: 120 } } };
const wish = (process: Play, step: string, comment?: string) =>
  ({
    type: 'CompleteStep',
    task: process.task('visit').id,
    step,
    ...(comment !== undefined && { comment }),
  }) as const;
const tick = (process: Play, step: string, change: FactsChange = {}, comment?: string) =>
  process.tell(wish(process, step, comment), change);
const refusal = (process: Play, step: string, change: FactsChange = {}, comment?: string): Rejection =>
  process.refusal(wish(process, step, comment), change);

describe('a checklist', () => {
  it('is done in its order', () => {
    const process = play(map);
    expect(refusal(process, 'measure', measured)).toEqual({
      code: 'STEP_OUT_OF_ORDER',
      step: 'measure',
      first: 'call',
    });
    tick(process, 'call');
    tick(process, 'photo');
    tick(process, 'measure', measured);
    expect(process.task('visit').done).toEqual(['call', 'photo', 'measure']);
  });

  it('lets an optional step be left out, and be done later', () => {
    const process = play(map);
    tick(process, 'call');
    tick(process, 'measure', measured);
    tick(process, 'photo');
    expect(process.task('visit').done).toEqual(['call', 'measure', 'photo']);
  });

  it('keeps an optional step in its place, too', () => {
    expect(refusal(play(map), 'photo')).toMatchObject({ code: 'STEP_OUT_OF_ORDER', first: 'call' });
  });

  it('demands the deal field that proves a step', () => {
    const process = play(map);
    tick(process, 'call');
    const missing = { code: 'EVIDENCE_MISSING', step: 'measure', evidence: 'field', field: 'area' };
    expect(refusal(process, 'measure')).toEqual(missing);
    expect(refusal(process, 'measure', { deal: { fields: { area: ' ' } } })).toEqual(missing);
  });

  it('demands the comment that proves a step, and keeps it', () => {
    const process = play(map);
    tick(process, 'call');
    tick(process, 'measure', measured);
    const missing = { code: 'EVIDENCE_MISSING', step: 'report', evidence: 'comment' };
    expect(refusal(process, 'report')).toEqual(missing);
    expect(refusal(process, 'report', {}, ' \n ')).toEqual(missing);
    expect(tick(process, 'report', {}, ' Dry ')).toEqual([
      { type: 'StepCompleted', task: 'p.2.1', step: 'report', comment: 'p.2.1#step:report' },
    ]);
    expect(process.texts).toEqual([{ id: 'p.2.1#step:report', text: 'Dry' }]);
  });

  it('demands the contact that proves a step, and names it', () => {
    const evidence = { kind: 'contact', direction: 'outgoing', channel: 'call' } as const;
    const checklist = [
      { key: 'ring', title: 'Ring', evidence },
      { key: 'any', title: 'Talk', evidence: { kind: 'contact' } as const },
    ];
    const process = play(
      independent([start, task('visit', { checklist }), end('done')], ways('start>visit>done')),
    );
    const missing = { code: 'EVIDENCE_MISSING', step: 'ring', evidence: 'contact' };
    expect(refusal(process, 'ring', {}, 'I did')).toEqual({
      ...missing,
      direction: 'outgoing',
      channel: 'call',
    });
    expect(tick(process, 'ring', { contact: 'c-1' })).toEqual([
      { type: 'StepCompleted', task: 'p.2.1', step: 'ring', contact: 'c-1' },
    ]);
    expect(refusal(process, 'any')).toEqual({ ...missing, step: 'any' });
  });

  it('names no contact for a step that needs none', () => {
    expect(tick(play(map), 'call', { contact: 'c-1' })).toEqual([
      { type: 'StepCompleted', task: 'p.2.1', step: 'call' },
    ]);
  });

  it('keeps a comment that nobody asked for, but none that is too long', () => {
    const process = play(map);
    expect(refusal(process, 'call', {}, 'x'.repeat(4_097))).toEqual({
      code: 'COMMENT_TOO_LONG',
      limit: 4_096,
    });
    tick(process, 'call', {}, 'nobody home');
    expect(process.texts).toEqual([{ id: 'p.2.1#step:call', text: 'nobody home' }]);
  });

  it('leaves a step that is done as it is', () => {
    const process = play(map);
    tick(process, 'call');
    expect(tick(process, 'call', {}, 'once more')).toEqual([]);
    expect(process.texts).toEqual([]);
  });

  it('knows its own steps only', () => {
    expect(refusal(play(map), 'dance')).toEqual({ code: 'STEP_UNKNOWN', step: 'dance' });
  });

  it('locks the results until every required step is done', () => {
    const process = play(map);
    tick(process, 'call');
    expect(process.incomplete('visit')).toEqual({ code: 'CHECKLIST_OPEN', steps: ['measure', 'report'] });
    tick(process, 'measure', measured);
    tick(process, 'report', {}, 'Dry');
    process.complete('visit');
    expect(process.state.status).toBe('ended');
  });
});

it('a task without a checklist has no step to do', () => {
  const process = play(independent([start, task('visit'), end('done')], ways('start>visit>done')));
  expect(refusal(process, 'call')).toEqual({ code: 'STEP_UNKNOWN', step: 'call' });
});

it('a task that nobody was found for can be ticked off by whoever may', () => {
  const process = play(map, { people: { visit: [] } });
  tick(process, 'call', { actor: 'admin' });
  expect(process.task('visit')).toMatchObject({ assignee: null, done: ['call'] });
});
