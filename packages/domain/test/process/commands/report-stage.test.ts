import { describe, expect, it } from 'vitest';
import type { RouteMap } from '../../../src/index.js';
import {
  end,
  governing,
  independent,
  line,
  lost,
  NOW,
  type Play,
  play,
  result,
  split,
  start,
  task,
  ways,
  won,
} from '../support.js';

const sale = (more: Partial<RouteMap> = {}) =>
  governing(
    [
      start,
      task('call', { stage: 'new', results: [result('agreed'), result('refused')] }),
      task('offer', { stage: 'offer' }),
      won,
      lost,
    ],
    [
      ...ways('start>call'),
      line('call>offer', { result: 'agreed' }),
      line('call>lost', { result: 'refused' }),
      ...ways('offer>won'),
    ],
    more,
  );
const report = (stage: string) => ({ type: 'ReportStage', process: 'p', stage }) as const;
const bypasses = (process: Play) => process.happened('StageBypassed');

describe('a stage that came past the guard', () => {
  it('is shown once: who, when, from, to', () => {
    const process = play(sale());
    process.tell({ ...report('talks'), by: 'boris', at: NOW - 5 });
    expect(process.tell(report('talks'))).toEqual([]);
    expect(bypasses(process)).toEqual([
      { type: 'StageBypassed', from: 'new', to: 'talks', by: 'boris', at: NOW - 5, answer: 'incident' },
    ]);
    expect(process.state).toMatchObject({ stage: 'new', bypass: 'talks', stageSeq: 0 });
  });

  it('is dated with the moment of the report where the host knows no more', () => {
    const process = play(sale());
    process.tell(report('talks'));
    expect(bypasses(process)).toMatchObject([{ by: null, at: NOW }]);
  });

  it('is shown again when it is yet another one', () => {
    const process = play(sale());
    process.tell(report('talks'));
    process.tell(report('won'));
    expect(bypasses(process).map(({ from, to }) => [from, to])).toEqual([
      ['new', 'talks'],
      ['new', 'won'],
    ]);
  });

  it('is over when the deal is back at the stage of the process', () => {
    const process = play(sale());
    process.tell(report('talks'));
    expect(process.tell(report('new'))).toEqual([{ type: 'StageRestored' }]);
    expect(process.state.bypass).toBeNull();
    process.tell(report('talks'));
    expect(bypasses(process)).toHaveLength(2);
  });

  it('is over when the process moves on', () => {
    const process = play(sale());
    process.tell(report('offer'));
    process.complete('call', 'agreed');
    expect(process.happened('StageChanged')).toEqual([
      { type: 'StageChanged', from: 'new', to: 'offer', seq: 1 },
    ]);
    expect(process.state.bypass).toBeNull();
  });

  it('is undone with a stage write of its own number where the map says so', () => {
    const process = play(sale({ stageBypass: 'revert' }));
    process.tell(report('talks'));
    process.tell(report('talks'));
    expect(bypasses(process)).toMatchObject([
      { answer: 'revert', seq: 1 },
      { answer: 'revert', seq: 2 },
    ]);
    expect(process.tell(report('new'))).toEqual([]);
    process.complete('call', 'agreed');
    expect(process.happened('StageChanged')).toMatchObject([{ from: 'new', to: 'offer', seq: 3 }]);
  });
});

describe('a stage that is certainly current', () => {
  const seen = { stageIsCurrent: true, deal: { stage: 'talks' } };

  it('is compared before any command', () => {
    const process = play(sale());
    process.complete('call', 'agreed', seen);
    expect(process.journal.slice(-7).map(({ type }) => type)).toEqual([
      'StageBypassed',
      'TaskCompleted',
      'NodeCompleted',
      'NodeLeft',
      'NodeEntered',
      'StageChanged',
      'TaskCreated',
    ]);
    expect(bypasses(process)).toMatchObject([{ from: 'new', to: 'talks', by: null, at: NOW }]);
  });

  it('is undone and overtaken within one command', () => {
    const process = play(sale({ stageBypass: 'revert' }));
    process.complete('call', 'agreed', seen);
    expect(bypasses(process)).toMatchObject([{ seq: 1 }]);
    expect(process.happened('StageChanged')).toMatchObject([{ seq: 2 }]);
  });

  it('leaves no trace when the command is refused', () => {
    const process = play(sale());
    expect(process.incomplete('call', {}, seen)).toMatchObject({ code: 'RESULT_REQUIRED' });
    expect(process.state.bypass).toBeNull();
  });

  it('is no news where it is the stage of the process', () => {
    const process = play(sale());
    process.complete('call', 'agreed', { stageIsCurrent: true });
    expect(bypasses(process)).toEqual([]);
  });
});

it('a stage that may be old is not compared', () => {
  const process = play(sale());
  process.complete('call', 'agreed', { deal: { stage: 'talks' } });
  expect(bypasses(process)).toEqual([]);
});

it('an independent process does not mind the stage', () => {
  const process = play(independent([start, task('check')], ways('start>check')));
  expect(process.tell(report('talks'))).toEqual([]);
});

it('a process that has ended hears of no stage', () => {
  const process = play(sale());
  process.complete('call', 'refused');
  expect(process.refusal(report('talks'))).toEqual({ code: 'PROCESS_ENDED', process: 'p' });
});

it('a success that waits for other branches still guards its stage', () => {
  const map = governing(
    [start, split('work'), task('gift'), won, end('given')],
    [...ways('start>work>gift>given'), line('work>won', { leading: true })],
  );
  const process = play(map);
  process.tell(report('lost'));
  expect(process.state).toMatchObject({
    status: 'running',
    outcome: 'success',
    stage: 'won',
    bypass: 'lost',
  });
});
