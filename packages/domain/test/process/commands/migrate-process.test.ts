import { describe, expect, it } from 'vitest';
import type { MigrateProcess, RouteMap } from '../../../src/index.js';
import {
  call,
  DAY,
  end,
  governing,
  HOUR,
  independent,
  join,
  line,
  lost,
  NOW,
  Play,
  redrawn,
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
const offer = task('offer', {
  stage: 'offer',
  timeLimit: { elapsed: 'P1D' },
  checklist: [
    { key: 'read', title: 'Read' },
    { key: 'call', title: 'Call' },
  ],
});
/** An offer; a split into an approval that leads, a letter, a pause and a gift that join; a signature. */
const sale = governing(
  [
    start,
    offer,
    split('work'),
    call('approve', { stage: 'talks' }),
    service('mail'),
    timer('pause'),
    task('gift'),
    join('all'),
    task('sign', { stage: 'talks' }),
    won,
  ],
  [
    ...ways('start>offer>work>mail>all>sign>won', 'work>gift>all', 'work>pause>all', 'approve>all'),
    line('work>approve', { leading: true }),
  ],
);

const to2: MigrateProcess = { type: 'MigrateProcess', process: 'p', version: 2, deadlines: 'keep' };
const admin = { actor: 'admin', now: NOW + HOUR };
const begun = (version: RouteMap, called?: readonly RouteMap[]) =>
  new Play(sale, { called: [approval], versions: [{ map: version, called }] }).start();
const atWork = (version: RouteMap, called?: readonly RouteMap[]) => {
  const process = begun(version, called);
  process.tell({ type: 'CompleteStep', task: process.task('offer').id, step: 'read' });
  process.tell({ type: 'CompleteStep', task: process.task('offer').id, step: 'call' });
  process.complete('offer');
  return process;
};
const why = (process: Play, wish: Partial<MigrateProcess> = {}) => {
  const rejection = process.refusal({ ...to2, ...wish }, admin);
  return rejection.code === 'CANNOT_MIGRATE' ? rejection.why : rejection.code;
};
const undo = { type: 'UndoMigration', process: 'p' } as const;

describe('a process that goes over to another version', () => {
  it('keeps its tasks, and what is done of them by the keys of steps', () => {
    const process = begun(
      redrawn(sale, {
        ...offer,
        checklist: [{ key: 'call', title: 'Call' }, ...(offer.checklist ?? []).slice(0, 1)],
      }),
    );
    process.tell({ type: 'CompleteStep', task: process.task('offer').id, step: 'read' });
    const before = process.task('offer');
    expect(process.tell(to2, admin)).toEqual([
      {
        type: 'ProcessMigrated',
        by: 'admin',
        from: { key: 'sale', version: 1 },
        to: { key: 'sale', version: 2 },
        tokens: [],
      },
    ]);
    expect(process.task('offer')).toEqual(before);
    expect(process.incomplete('offer')).toEqual({ code: 'CHECKLIST_OPEN', steps: ['call'] });
  });

  it('asks which node takes the place of one that is gone, and goes over to the one that is chosen', () => {
    const renamed = JSON.parse(JSON.stringify(sale).replaceAll('offer"', 'proposal"')) as RouteMap;
    const process = begun(redrawn(renamed, { ...offer, id: 'proposal', stage: 'talks' }));
    const candidates = ['proposal', 'gift', 'sign'];
    expect(process.refusal(to2, admin)).toEqual({
      code: 'MIGRATION_NEEDS_CHOICE',
      nodes: [{ node: 'offer', candidates }],
    });
    process.tell({ ...to2, mapping: { offer: 'proposal' } }, admin);
    expect([process.where, process.task('proposal').visit, process.stages]).toEqual([
      ['proposal'],
      2,
      ['offer', 'talks'],
    ]);
    expect(process.happened('ProcessMigrated')[0]?.tokens).toEqual([
      {
        visit: 2,
        from: { node: 'offer', flow: 'start-offer' },
        to: { node: 'proposal', flow: 'start-offer' },
      },
    ]);
  });

  it('knows who completed a node also under its other id', () => {
    const process = atWork(
      JSON.parse(
        JSON.stringify(sale).replaceAll('"offer"', '"proposal"').replace('offer-work', 'o-w'),
      ) as RouteMap,
    );
    process.tell({ ...to2, mapping: { offer: 'proposal' } }, admin);
    expect(Object.keys(process.completions())).toEqual(['proposal']);
    process.tell(undo, admin);
    expect(Object.keys(process.completions())).toEqual(['offer']);
  });

  it('goes on with what it waits for: an action by its key, a timer, and a called process under its own version', () => {
    const longer = independent(
      [start, task('lawyer'), task('boss'), end('approved')],
      ways('start>lawyer>boss>approved'),
      { key: 'approval' },
    );
    const process = atWork(sale, [longer]);
    const action = process.waitOf('mail');
    process.complete('gift');
    process.tell(to2, admin);
    process.tell({ type: 'CompleteAction', action }, { actor: null });
    process.complete('lawyer');
    process.fire('pause');
    expect(process.where).toEqual(['sign']);
    process.complete('sign');
    expect(process.state.outcome).toBe('success');
    process.finish();
  });

  it('brings variables that the version adds, and takes them away again', () => {
    const process = begun({ ...sale, variables: { discount: 5 } });
    process.tell(to2, admin);
    expect(process.state.variables).toEqual({ discount: 5 });
    process.tell(undo, admin);
    expect(process.state.variables).toEqual({});
  });

  it('waits at a join by the flow from behind the node that it came from', () => {
    const version = {
      ...sale,
      nodes: [...sale.nodes, task('thanks')],
      flows: [...sale.flows.filter(({ id }) => id !== 'gift-all'), ...ways('gift>thanks>all')],
    };
    const process = atWork(version);
    process.complete('gift');
    process.tell(to2, admin);
    const waiting = process.state.tokens.find(({ node }) => node === 'all');
    expect(waiting?.flow).toBe('thanks-all');
    process.complete('lawyer');
    process.answer('mail');
    process.fire('pause');
    expect(process.where).toEqual(['sign']);
  });
});

describe('deadlines of a process that goes over', () => {
  const longer = redrawn(sale, { ...offer, timeLimit: { elapsed: 'P3D' } });

  it('stay as they are where that is wished', () => {
    const process = begun(longer);
    process.tell(to2, admin);
    expect(process.task('offer').dueAt).toBe(NOW + DAY);
  });

  it('are counted by the other limit from the migration on, with an explanation', () => {
    const process = begun(longer);
    process.tell({ ...to2, deadlines: 'recalculate' }, admin);
    expect(process.task('offer').dueAt).toBe(admin.now + 3 * DAY);
    expect(process.happened('TaskRescheduled')).toMatchObject([
      { from: NOW + DAY, to: admin.now + 3 * DAY, deadline: { limit: { elapsed: 'P3D' } } },
    ]);
    process.tell(undo, admin);
    expect(process.task('offer').dueAt).toBe(NOW + DAY);
  });

  it('end where the version has no limit, and begin where it has one', () => {
    const { timeLimit: _, ...free } = offer;
    const process = begun(redrawn(sale, free));
    process.tell({ ...to2, deadlines: 'recalculate' }, admin);
    expect(process.task('offer').dueAt).toBeNull();
    process.tell({ ...to2, version: 1, deadlines: 'recalculate' }, admin);
    expect(process.task('offer').dueAt).toBe(admin.now + DAY);
  });

  it('stay where the limit is the same', () => {
    const process = begun({ ...sale, title: 'The same' });
    expect(process.tell({ ...to2, deadlines: 'recalculate' }, admin)).toHaveLength(1);
  });

  it('of timers are counted anew, or read from the field that the version names', () => {
    const process = atWork(redrawn(sale, timer('pause', { untilField: 'meeting' })));
    const fields = { meeting: '2025-01-20T09:00:00Z' };
    expect(process.refusal({ ...to2, deadlines: 'recalculate' }, admin).code).toBe('TIMER_FIELD_EMPTY');
    process.tell({ ...to2, deadlines: 'recalculate' }, { ...admin, deal: { fields } });
    expect(process.state.timers[0]?.dueAt).toBe(Date.parse(fields.meeting));
    process.tell({ ...to2, version: 1, deadlines: 'recalculate' }, admin);
    expect(process.state.timers[0]?.dueAt).toBe(admin.now + DAY);
  });
});

describe('a process cannot go over', () => {
  const withoutGift = {
    ...sale,
    nodes: sale.nodes.filter(({ id }) => id !== 'gift'),
    flows: sale.flows.filter(({ from, to }) => from !== 'gift' && to !== 'gift'),
  };
  const withLetter = {
    ...sale,
    nodes: [...sale.nodes, task('letter')],
    flows: [...sale.flows, ...ways('work>letter>all')],
  };

  it.each<[string, RouteMap, Partial<MigrateProcess>]>([
    ['sameVersion', sale, { version: 1 }],
    ['MAP_NOT_FOUND', sale, { version: 9 }],
    ['WRONG_PIPELINE', { ...sale, pipeline: 'rent' }, {}],
    ['mapKind', independent([start, end('done')], ways('start>done'), { key: 'sale' }), {}],
    ['choiceUnknown', sale, { mapping: { gift: 'nowhere' } }],
    ['choiceKind', sale, { mapping: { gift: 'pause' } }],
    ['otherAction', redrawn(sale, service('mail', 'print')), {}],
    ['leading', sale, { mapping: { gift: 'sign' } }],
    ['stranded', withLetter, {}],
    ['MIGRATION_NEEDS_CHOICE', withoutGift, {}],
  ])('%s', (code, version, wish) => {
    const process = atWork(version);
    const before = process.state;
    expect(why(process, wish)).toBe(code);
    expect(process.state).toBe(before);
  });

  it('where it would wait for ever, which is told in the words of the version', () => {
    const process = atWork(withLetter);
    expect(process.refusal(to2, admin)).toMatchObject({ code: 'CANNOT_MIGRATE', why: 'stranded', at: 'all' });
  });

  it('where two of its branches would meet on one node', () => {
    const both = independent(
      [start, split('both'), task('one'), task('two'), join('all'), end('done')],
      ways('start>both>one>all>done', 'both>two>all'),
    );
    const process = new Play(both, { versions: [{ map: both }] }).start();
    expect(why(process, { mapping: { two: 'one' } })).toBe('doubled');
  });

  it('where an answer that a person has given is none of the node any more', () => {
    const vote = (keys: readonly string[]) =>
      independent(
        [
          start,
          task('vote', {
            results: keys.map((key) => result(key)),
            performers: { mode: 'allOf', combine: { by: 'worst' } },
          }),
          end('done'),
        ],
        ways('start>vote>done'),
      );
    const people = { vote: ['ann', 'boris'] };
    const process = new Play(vote(['yes', 'no']), { people, versions: [{ map: vote(['yes']) }] }).start();
    process.complete('vote', 'no');
    expect(why(process)).toBe('answers');
    const other = new Play(vote(['yes', 'no']), { people, versions: [{ map: vote(['yes']) }] }).start();
    other.complete('vote', 'yes');
    other.tell(to2, admin);
    other.complete('vote', 'yes');
    expect(other.state.status).toBe('ended');
  });

  it('where the deal might be lost without a reason', () => {
    const asking = task('ask', {
      stage: 'new',
      results: [result('yes'), result('no', { lossReason: 'required' })],
    });
    const flows = [
      ...ways('start>ask', 'mail>won'),
      line('ask>mail', { result: 'yes' }),
      line('ask>lost', { result: 'no' }),
    ];
    const first = governing([start, asking, service('mail'), won, lost], flows);
    const silent = end('given-up', { stage: 'lost', outcome: 'failure' });
    const second = governing(
      [start, asking, service('mail'), won, silent],
      [
        ...ways('start>ask', 'mail>given-up'),
        line('ask>won', { result: 'yes' }),
        line('ask>mail', { result: 'no' }),
      ],
    );
    const process = new Play(first, { versions: [{ map: second }] }).start();
    process.complete('ask', 'yes');
    expect(why(process)).toBe('lossReason');
  });

  it('when it has ended, and while it is suspended', () => {
    const suspended = begun(sale);
    suspended.tell({ type: 'SuspendProcess', process: 'p' });
    expect(why(suspended)).toBe('PROCESS_SUSPENDED');
    const ended = new Play(approval, { versions: [{ map: approval }] }).start();
    ended.complete('lawyer');
    expect(why(ended)).toBe('PROCESS_ENDED');
  });
});

describe('a migration is undone', () => {
  const changed = redrawn(
    { ...sale, variables: { n: 1 } },
    { ...offer, stage: 'talks', timeLimit: { elapsed: 'P2D' } },
  );

  it('to the former state, byte for byte but for the number of the stage', () => {
    const process = begun(changed);
    const before = JSON.stringify({ ...process.state, stageSeq: 0 });
    process.tell({ ...to2, deadlines: 'recalculate' }, admin);
    process.tell(undo, admin);
    expect(JSON.stringify({ ...process.state, stageSeq: 0 })).toBe(before);
    expect(process.stages).toEqual(['offer', 'talks', 'offer']);
    process.finish();
  });

  it('only while nothing has happened since, and once', () => {
    const process = begun(changed);
    expect(process.refusal(undo, admin)).toEqual({ code: 'NOTHING_TO_UNDO', process: 'p' });
    process.tell(to2, admin);
    process.tell({ type: 'CompleteStep', task: process.task('offer').id, step: 'read' });
    expect(process.refusal(undo, admin).code).toBe('NOTHING_TO_UNDO');
    process.tell({ ...to2, version: 1 }, admin);
    process.tell(undo, admin);
    expect(process.refusal(undo, admin).code).toBe('NOTHING_TO_UNDO');
  });
});
