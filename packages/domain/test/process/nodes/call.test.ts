import { describe, expect, it } from 'vitest';
import { type Flow, type RouteMap, step } from '../../../src/index.js';
import {
  call,
  decision,
  end,
  governing,
  independent,
  join,
  line,
  lost,
  type Play,
  play,
  result,
  split,
  start,
  task,
  timer,
  ways,
  won,
} from '../support.js';

const approval = independent(
  [
    start,
    split('both'),
    task('lawyer', { results: [result('fine'), result('refused')] }),
    timer('pause'),
    join('all'),
    end('approved', { outcome: 'success' }),
    end('rejected', { outcome: 'failure' }),
  ],
  [
    ...ways('start>both>lawyer>all>approved', 'both>pause>all'),
    line('lawyer>rejected', { result: 'refused' }),
  ],
  { key: 'approval', variables: { limit: 100, pages: 1 } },
);

/** A sale that calls the approval and then goes along `flows`. */
const sale = (flows: Flow[], more: Partial<RouteMap> = {}) =>
  governing(
    [start, call('approve', { stage: 'offer' }), task('sign', { stage: 'talks' }), won, lost],
    [...ways('start>approve', 'sign>won'), ...flows],
    more,
  );
const plain = sale(ways('approve>sign'));
const byOutcome = sale([
  line('approve>sign', { outcome: 'success' }),
  line('approve>lost', { outcome: 'failure' }),
]);
const called = (map: RouteMap, ...maps: RouteMap[]): Play => play(map, { called: [approval, ...maps] });

describe('a call', () => {
  it('runs a process of the called map beside its own, and waits', () => {
    const process = called(plain);
    expect(process.state.instances).toEqual([
      { process: 'p', map: { key: 'sale', version: 1 }, caller: null, completions: {} },
      { process: 'p.2', map: { key: 'approval', version: 1 }, caller: 2, completions: {} },
    ]);
    expect(process.where).toEqual(['approve', 'lawyer', 'pause']);
    expect(process.state.tokens.map(({ leading }) => leading)).toEqual([true, false, false]);
    expect(process.task('lawyer').id).toBe('p.5.1');
  });

  it('goes on when the called process ends, and forgets it', () => {
    const process = called(plain);
    process.complete('lawyer', 'fine');
    expect(process.where).toEqual(['approve', 'pause', 'all']);
    process.fire('pause');
    expect(process.where).toEqual(['sign']);
    expect(process.happened('CalledProcessEnded')).toEqual([
      { type: 'CalledProcessEnded', process: 'p.2', outcome: 'success' },
    ]);
    expect(process.state.outcome).toBeNull();
    expect(process.completions()).toMatchObject({ approve: { by: null, result: 'success' } });
    expect(process.state.instances).toHaveLength(1);
  });

  it.each([
    ['fine', 'success', ['sign']],
    ['refused', 'failure', []],
  ])('after %s takes the flow of %s', (verdict, outcome, where) => {
    const process = called(byOutcome);
    process.complete('lawyer', verdict);
    if (process.state.timers.length > 0) process.fire('pause');
    expect(process.happened('NodeCompleted').at(-1)?.result).toBe(outcome);
    expect(process.where).toEqual(where);
  });

  it('takes the plain flow where an outcome has none of its own', () => {
    const process = called(sale([line('approve>sign'), line('approve>lost', { outcome: 'failure' })]));
    process.complete('lawyer', 'fine');
    process.fire('pause');
    expect(process.where).toEqual(['sign']);
    const failed = called(plain);
    failed.complete('lawyer', 'refused');
    expect(failed.where).toEqual(['sign']);
  });

  it('is stuck, not lost, where an outcome leads nowhere', () => {
    const process = called(sale([line('approve>sign', { outcome: 'success' })]));
    expect(process.incomplete('lawyer', 'refused')).toEqual({ code: 'MAP_UNSOUND', process: 'p' });
  });

  it('of a process that fails withdraws what else is open in it', () => {
    const process = called(byOutcome);
    process.complete('lawyer', 'refused');
    expect(process.withdrawn).toEqual(['pause']);
    expect(process.happened('TimerWithdrawn')).toEqual([
      { type: 'TimerWithdrawn', timer: 'p.6', reason: 'failureEnd' },
    ]);
  });

  it('moves no stage', () => {
    const process = called(plain);
    process.complete('lawyer', 'fine');
    process.fire('pause');
    expect(process.stages).toEqual(['offer', 'talks']);
  });
});

describe('variables of a call', () => {
  it('are those of the caller, and what the called map adds', () => {
    const process = called(sale(ways('approve>sign'), { variables: { pages: 12 } }));
    expect(process.state.variables).toEqual({ pages: 12, limit: 100 });
    process.complete('lawyer', { result: 'fine', variables: { limit: 7 } });
    process.fire('pause');
    expect(process.state.variables).toEqual({ pages: 12, limit: 7 });
  });

  it('are set in the journal only where there is something to add', () => {
    const process = called(sale(ways('approve>sign'), { variables: { pages: 12, limit: 1 } }));
    expect(process.happened('VariablesSet')).toEqual([]);
  });

  it('can be asked for by the decisions of the called map', () => {
    const asking = independent(
      [start, decision('large'), task('check'), end('done')],
      [
        ...ways('start>large', 'check>done'),
        line('large>check', { condition: 'vars.limit > 10' }),
        line('large>done', { default: true }),
      ],
      { key: 'asking', variables: { limit: 100 } },
    );
    const map = independent([start, call('ask', { map: 'asking' }), end('done')], ways('start>ask>done'));
    expect(called(map, asking).where).toEqual(['ask', 'check']);
  });
});

describe('results in a called process', () => {
  it('are those of its own map', () => {
    const inner = independent(
      [
        start,
        task('check', { results: [result('good'), result('bad')] }),
        decision('how'),
        task('praise'),
        end('done'),
      ],
      [
        ...ways('start>check>how', 'praise>done'),
        line('how>praise', { condition: 'results.check == "good"' }),
        line('how>done', { default: true }),
      ],
      { key: 'inner' },
    );
    const map = independent(
      [
        start,
        task('check', { results: [result('good'), result('bad')] }),
        call('sub', { map: 'inner' }),
        end('done'),
      ],
      ways('start>check>sub>done'),
    );
    const process = called(map, inner);
    process.complete('check', 'bad');
    process.complete('check', 'good');
    expect(process.where).toEqual(['sub', 'praise']);
    expect(process.completions()).toMatchObject({ check: { result: 'bad' } });
    expect(process.completions('p.3')).toMatchObject({ check: { result: 'good' } });
  });

  it('are its own where another call of the same map runs beside it', () => {
    const map = independent(
      [
        start,
        split('both'),
        call('one', { map: 'inner' }),
        call('other', { map: 'inner' }),
        join('all'),
        end('done'),
      ],
      ways('start>both>one>all>done', 'both>other>all'),
    );
    const inner = independent(
      [start, task('check', { results: [result('good'), result('bad')] }), task('file'), end('done')],
      ways('start>check>file>done'),
      { key: 'inner' },
    );
    const process = called(map, inner);
    const [one, other] = process.state.tasks.map(({ id }) => id);
    process.tell({ type: 'CompleteTask', task: one ?? '', result: 'good' });
    process.tell({ type: 'CompleteTask', task: other ?? '', result: 'bad' });
    const results = process.state.instances.slice(1).map(({ completions }) => completions.check?.result);
    expect(results).toEqual(['good', 'bad']);
  });

  it('of the call itself is the outcome', () => {
    const map = independent(
      [start, call('approve'), decision('how'), task('repair'), end('done')],
      [
        ...ways('start>approve>how', 'repair>done'),
        line('how>repair', { condition: 'results.approve == "failure"' }),
        line('how>done', { default: true }),
      ],
    );
    const process = called(map);
    process.complete('lawyer', 'refused');
    expect(process.where).toEqual(['repair']);
  });
});

describe('calls within calls', () => {
  const chain = (depth: number): RouteMap[] =>
    Array.from({ length: depth }, (_, i) => {
      const last = i === depth - 1;
      const inner = last ? task('work') : call('sub', { map: `deep${i + 2}` });
      return independent([start, inner, end('done')], ways(`start>${inner.id}>done`), {
        key: `deep${i + 1}`,
      });
    });
  const top = independent([start, call('sub', { map: 'deep1' }), end('done')], ways('start>sub>done'));

  it('go sixteen deep and come back', () => {
    const process = called(top, ...chain(16));
    expect(process.state.instances).toHaveLength(17);
    process.complete('work');
    expect(process.state).toMatchObject({ status: 'ended', outcome: 'success' });
    expect(process.happened('CalledProcessEnded')).toHaveLength(16);
  });

  it('go no deeper', () => {
    expect(() => called(top, ...chain(17))).toThrow('{"code":"CALLS_TOO_DEEP","limit":16,"node":"sub"}');
  });

  it('are withdrawn with their caller, the innermost first', () => {
    const map = independent(
      [
        start,
        split('both'),
        call('sub', { map: 'deep1' }),
        task('check', { results: [result('good'), result('bad')] }),
        join('all'),
        end('done'),
        end('failed', { outcome: 'failure' }),
      ],
      [...ways('start>both>sub>all>done', 'both>check>all'), line('check>failed', { result: 'bad' })],
    );
    const process = called(map, ...chain(3));
    process.complete('check', 'bad');
    expect(process.withdrawn).toEqual(['work', 'sub', 'sub', 'sub']);
    expect(process.happened('CalledProcessEnded').map(({ outcome }) => outcome)).toEqual([
      'withdrawn',
      'withdrawn',
      'withdrawn',
    ]);
    expect(process.happened('NodeCompleted')).toHaveLength(1);
  });
});

describe('the number of called processes', () => {
  const map = independent(
    [start, task('check'), call('ask', { map: 'approval' }), end('done')],
    ways('start>check>ask>done'),
  );

  it.each([
    [999, true],
    [1_000, false],
  ])('that live already may be %i: %s', (living, allowed) => {
    const process = called(map);
    const crowd = Array.from({ length: living }, (_, i) => ({
      process: `p.${i + 9}`,
      map: { key: 'sub', version: 1 },
      caller: 2,
      completions: {},
    }));
    const state = { ...process.state, instances: [...process.state.instances, ...crowd] };
    const answer = step(process.map, state, { type: 'CompleteTask', task: 'p.2.1' }, process.facts());
    expect(answer.ok).toBe(allowed);
    const rejection = { code: 'TOO_MANY_CALLED_PROCESSES', limit: 1_000, node: 'ask' };
    if (!allowed) expect(answer).toEqual({ ok: false, rejection });
  });
});
