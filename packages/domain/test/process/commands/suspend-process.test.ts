import { describe, expect, it } from 'vitest';
import {
  call,
  DAY,
  end,
  governing,
  HOUR,
  independent,
  join,
  line,
  NOW,
  play,
  service,
  split,
  start,
  task,
  timer,
  ways,
  won,
} from '../support.js';

const SUSPEND = { type: 'SuspendProcess', process: 'p' } as const;
const KEEP = { type: 'ResumeProcess', process: 'p', deadlines: 'keep' } as const;
const SHIFT = { ...KEEP, deadlines: 'shift' } as const;
const IN_TWO_DAYS = { timeLimit: { elapsed: 'P2D' } };

const approval = independent(
  [start, task('lawyer', IN_TWO_DAYS), end('approved')],
  ways('start>lawyer>approved'),
  { key: 'approval' },
);
const sale = governing(
  [
    start,
    split('work'),
    call('approve', { stage: 'offer' }),
    task('gift', { ...IN_TWO_DAYS, checklist: [{ key: 'choose', title: 'Choose' }] }),
    task('pack'),
    timer('later'),
    timer('meet', { untilField: 'meetingAt' }),
    service('mail'),
    join('all'),
    won,
  ],
  [
    ...ways('start>work>gift>all>won', 'work>pack>all', 'work>later>all', 'work>meet>all', 'work>mail>all'),
    ...ways('approve>all'),
    line('work>approve', { leading: true }),
  ],
  { earlyTermination: { stage: 'lost' } },
);
const fields = { meetingAt: '2025-01-20T09:00:00Z' };
const running = () =>
  play(sale, { called: [approval], people: { pack: ['boris', 'clara'] }, facts: { deal: { fields } } });
const suspended = () => {
  const process = running();
  process.tell({ ...SUSPEND, reason: 'The client is on holiday' }, { actor: 'boris' });
  return process;
};

describe('a suspended process', () => {
  it('says since when and by whom, and keeps the reason beside the journal', () => {
    const process = suspended();
    expect(process.state).toMatchObject({ status: 'running', suspendedAt: NOW, suspensions: 1 });
    expect(process.journal.at(-1)).toEqual({
      type: 'ProcessSuspended',
      by: 'boris',
      at: NOW,
      comment: 'p#suspension:1',
    });
    expect(process.texts).toEqual([{ id: 'p#suspension:1', text: 'The client is on holiday' }]);
  });

  it('lets nobody complete, claim, release, hand over or tick off anything, not in a called process either', () => {
    const process = suspended();
    const refusal = { code: 'PROCESS_SUSPENDED', process: 'p', since: NOW };
    const gift = process.task('gift').id;
    for (const command of [
      { type: 'CompleteTask', task: process.task('lawyer').id },
      { type: 'HandOverTask', task: gift, to: 'boris' },
      { type: 'ClaimTask', task: process.task('pack').id },
      { type: 'ReleaseTask', task: process.task('pack').id },
      { type: 'CompleteStep', task: gift, step: 'choose' },
    ] as const) {
      expect(process.refusal(command, { actor: 'boris' })).toEqual(refusal);
    }
  });

  it('tells those who come too late that their task has ended, not that it is suspended', () => {
    const process = running();
    const { id } = process.task('pack');
    process.tell({ type: 'ClaimTask', task: id }, { actor: 'boris' });
    process.tell({ type: 'CompleteTask', task: id }, { actor: 'boris' });
    process.tell(SUSPEND);
    expect(process.refusal({ type: 'CompleteTask', task: id })).toEqual({ code: 'TASK_NOT_OPEN', task: id });
  });

  it('lets no timer fire, whose time may have come', () => {
    const process = suspended();
    const fire = { type: 'FireTimer', timer: process.waitOf('later') } as const;
    expect(process.refusal(fire, { now: NOW + 9 * DAY })).toMatchObject({ code: 'PROCESS_SUSPENDED' });
  });

  it('keeps the answer of an action, and goes on with it when it is resumed', () => {
    const process = suspended();
    const action = process.waitOf('mail');
    const answer = { type: 'CompleteAction', action, output: { sent: true } } as const;
    process.tell(answer, { actor: null });
    expect(process.where).toContain('mail');
    expect(process.refusal(answer)).toEqual({ code: 'ACTION_NOT_WAITING', action });
    process.tell(KEEP);
    expect(process.where).not.toContain('mail');
    expect(process.state.variables).toEqual({ sent: true });
  });

  it('still hears that an action cannot be done, and that the deal was moved by hand', () => {
    const process = suspended();
    process.tell({ type: 'FailAction', action: process.waitOf('mail'), reason: 'no paper' });
    process.tell({ type: 'ReportStage', process: 'p', stage: 'won' });
    expect(process.journal.slice(-2).map(({ type }) => type)).toEqual(['ActionFailed', 'StageBypassed']);
  });

  it('can be terminated early, and is suspended no more', () => {
    const process = suspended();
    process.tell({ type: 'TerminateEarly', process: 'p', lossReason: 'price' });
    expect(process.state).toMatchObject({ status: 'ended', suspendedAt: null, stage: 'lost' });
  });

  it('cannot be suspended again', () => {
    expect(suspended().refusal(SUSPEND)).toEqual({ code: 'PROCESS_SUSPENDED', process: 'p', since: NOW });
  });
});

describe('a process that is resumed', () => {
  it('goes on where it stood, with its deadlines where they are to be kept', () => {
    const process = suspended();
    const before = process.state;
    expect(process.tell({ ...KEEP, reason: 'Back' }, { actor: 'admin', now: NOW + DAY })).toEqual([
      {
        type: 'ProcessResumed',
        by: 'admin',
        at: NOW + DAY,
        deadlines: 'keep',
        comment: 'p#resumption:1',
      },
    ]);
    expect(process.state).toEqual({ ...before, suspendedAt: null });
    process.complete('lawyer');
  });

  it('moves deadlines and timers by the time that was lost, but not the instant of a field', () => {
    const process = suspended();
    const meeting = Date.parse(fields.meetingAt);
    const moved = process.tell(SHIFT, { now: NOW + 5 * HOUR }).slice(1);
    expect(moved).toHaveLength(3);
    expect([process.task('gift').dueAt, process.task('lawyer').dueAt, process.task('pack').dueAt]).toEqual([
      NOW + 2 * DAY + 5 * HOUR,
      NOW + 2 * DAY + 5 * HOUR,
      null,
    ]);
    expect(process.state.timers.map(({ dueAt }) => dueAt)).toEqual([NOW + DAY + 5 * HOUR, meeting]);
    process.fire('later');
  });

  it("plans each shift by its assignee's working time, a timer's by that of the company", () => {
    const { step } = suspended().attempt(SHIFT, { now: NOW + HOUR });
    const shifts = step.ok ? step.events.filter((event) => event.type === 'ShiftPlanned') : [];
    expect(shifts.map(({ user, since, until }) => [user, since, until])).toEqual([
      ['ann', NOW, NOW + HOUR],
      ['ann', NOW, NOW + HOUR],
      [null, NOW, NOW + HOUR],
    ]);
  });

  it('loses no time when the clock of another node is behind', () => {
    expect(suspended().tell(SHIFT, { now: NOW - HOUR })).toHaveLength(1);
  });

  it('can be suspended again, with a reason of its own', () => {
    const process = suspended();
    process.tell(KEEP);
    process.tell({ ...SUSPEND, reason: 'Again' });
    expect(process.texts.at(-1)).toEqual({ id: 'p#suspension:2', text: 'Again' });
  });

  it('withdraws what was just moved where a kept answer leads to an end that withdraws', () => {
    const stop = end('stop', { outcome: 'failure', lossReason: 'price' });
    const map = independent(
      [start, split('both'), service('ask'), task('call', IN_TWO_DAYS), stop, end('done')],
      ways('start>both>ask>stop', 'both>call>done'),
    );
    const process = play(map);
    process.tell(SUSPEND);
    process.answer('ask');
    process.tell(SHIFT, { now: NOW + DAY });
    expect(process.state).toMatchObject({ status: 'ended', outcome: 'failure', tasks: [] });
  });

  it.each([
    ['runs', running(), { code: 'PROCESS_NOT_SUSPENDED', process: 'p' }],
    ['has ended', suspended(), { code: 'PROCESS_ENDED', process: 'p' }],
  ])('is refused where it %s', (where, process, refusal) => {
    if (where === 'has ended') process.tell({ type: 'TerminateEarly', process: 'p', lossReason: 'price' });
    expect(process.refusal(KEEP)).toEqual(refusal);
  });
});

it('an ended process cannot be suspended', () => {
  const process = running();
  process.tell({ type: 'TerminateEarly', process: 'p', lossReason: 'price' });
  expect(process.refusal(SUSPEND)).toEqual({ code: 'PROCESS_ENDED', process: 'p' });
});
