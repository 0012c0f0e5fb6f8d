import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  elapsed,
  governingMap,
  independentMap,
  type Pipeline,
  type RouteMap,
  workingDays,
  workingHours,
  workingMinutes,
} from '../../src/index.js';

const pipeline = { key: 'sales', stages: ['new', 'offer', 'won', 'lost'] } as const;

const sale = () =>
  governingMap({
    key: 'sale',
    title: 'Sale',
    pipeline,
    lossReasons: [{ key: 'price', title: 'Too expensive' }],
  })
    .start('start')
    .userTask('call', {
      title: 'Call the client',
      stage: 'new',
      timeLimit: workingDays(2),
      results: [
        { key: 'agreed', title: 'Agreed' },
        { key: 'refused', title: 'Refused', comment: 'required' },
      ],
    })
    .decision('large')
    .split('work')
    .userTask('offer', { title: 'Send the offer', stage: 'offer' })
    .serviceTask('invoice', { action: 'createInvoice', input: { currency: 'EUR' } })
    .call('approval', { map: 'contract-approval', stage: 'offer' })
    .join('ready')
    .timer('pause', { wait: workingHours(4) })
    .end('won', { outcome: 'success', stage: 'won' })
    .end('lost', { outcome: 'failure', stage: 'lost', lossReason: 'price' });

const withFlows = () =>
  sale()
    .flow('start', 'call')
    .flow('call', 'large', { result: 'agreed' })
    .flow('call', 'lost', { result: 'refused' })
    .flow('large', 'approval', { condition: 'deal.fields.amount > 1000000' })
    .flow('large', 'work', { default: true, title: 'Usual' })
    .flow('approval', 'work', { outcome: 'success' })
    .flow('approval', 'lost', { outcome: 'failure' })
    .flow('work', 'offer', { leading: true })
    .flow('work', 'invoice')
    .flow('offer', 'ready')
    .flow('invoice', 'ready')
    .flow('ready', 'pause')
    .flow('pause', 'won');

describe('a map builder', () => {
  it('gives plain data in the order in which it was told', () => {
    const map = independentMap({ key: 'shipment', title: { ru: 'Отгрузка', en: 'Shipment' } })
      .start('start')
      .userTask('pack', { title: 'Pack', timeLimit: workingMinutes(90) })
      .end('done', { outcome: 'success' })
      .flow('start', 'pack')
      .flow('pack', 'done')
      .build();
    expect(map).toEqual({
      key: 'shipment',
      title: { ru: 'Отгрузка', en: 'Shipment' },
      kind: 'independent',
      nodes: [
        { id: 'start', kind: 'start' },
        { id: 'pack', kind: 'userTask', title: 'Pack', timeLimit: { working: 'PT90M' } },
        { id: 'done', kind: 'end', outcome: 'success' },
      ],
      flows: [
        { id: 'start-pack', from: 'start', to: 'pack' },
        { id: 'pack-done', from: 'pack', to: 'done' },
      ],
    });
  });

  it('keeps only the key of the pipeline', () => {
    expect(sale().build()).toMatchObject({ kind: 'governing', pipeline: 'sales' });
  });

  it('takes the stages of a whole pipeline of the host', () => {
    const host = {
      key: 'sales',
      title: 'Sales',
      stages: [
        { key: 'new', title: 'New', kind: 'open' },
        { key: 'won', title: 'Won', kind: 'won' },
      ],
    } as const satisfies Pipeline;
    const begun = governingMap({ key: 'sale', title: 'Sale', pipeline: host });
    expect(begun.end('won', { outcome: 'success', stage: 'won' }).build().pipeline).toBe('sales');
    // @ts-expect-error the host's pipeline has no such stage
    begun.end('lost', { outcome: 'failure', stage: 'lost' });
  });

  it('names flows by where they lead, their result or their outcome', () => {
    expect(
      withFlows()
        .build()
        .flows.map(({ id }) => id),
    ).toEqual([
      'start-call',
      'call-agreed',
      'call-refused',
      'large-approval',
      'large-work',
      'approval-success',
      'approval-failure',
      'work-offer',
      'work-invoice',
      'offer-ready',
      'invoice-ready',
      'ready-pause',
      'pause-won',
    ]);
  });

  it('numbers flows that would have one id, and keeps an id that was given', () => {
    const flows = sale()
      .flow('large', 'work', { condition: 'true' })
      .flow('large', 'work', { condition: 'false' })
      .flow('large', 'work', { default: true })
      .flow('work', 'offer', { id: 'main' })
      .build().flows;
    expect(flows.map(({ id }) => id)).toEqual(['large-work', 'large-work-2', 'large-work-3', 'main']);
    expect(flows[3]).toEqual({ id: 'main', from: 'work', to: 'offer' });
  });

  it('keeps generated ids within 64 characters, and apart', () => {
    const [one, other] = ['a'.repeat(64), 'b'.repeat(64)] as const;
    const ids = independentMap({ key: 'm', title: 'M' })
      .split(one as 'one')
      .join(other as 'other')
      .flow(one as 'one', other as 'other')
      .flow(one as 'one', other as 'other')
      .build()
      .flows.map(({ id }) => id);
    expect(ids).toEqual(['a'.repeat(59), `${'a'.repeat(59)}-2`]);
  });

  it('gives a map that JSON keeps without loss, and that nobody can change', () => {
    const map = withFlows().build();
    expect(JSON.parse(JSON.stringify(map))).toStrictEqual(map);
    expect(Object.isFrozen(map.nodes[1])).toBe(true);
    expect(() => (map.nodes as unknown[]).push(1)).toThrow(TypeError);
    expectTypeOf(map).toEqualTypeOf<RouteMap>();
  });

  it('does not share what it was given', () => {
    const variables = { limits: [1] };
    const map = independentMap({ key: 'm', title: 'M', variables }).build();
    variables.limits.push(2);
    expect(map.variables).toEqual({ limits: [1] });
  });

  it('can be continued in two ways', () => {
    const begun = independentMap({ key: 'm', title: 'M' }).start('start');
    const one = begun.end('done', { outcome: 'success' }).build();
    const other = begun.end('failed', { outcome: 'failure' }).build();
    expect([one.nodes.length, other.nodes.length]).toEqual([2, 2]);
    expect(other.nodes[1]?.id).toBe('failed');
  });

  it('refuses a second node with an id that is taken', () => {
    const taken: string = 'start';
    expect(() =>
      independentMap({ key: 'm', title: 'M' })
        .start('start')
        .end(taken as 'other'),
    ).toThrow('Map "m" has two nodes "start"');
  });

  it('refuses a number that JSON cannot hold', () => {
    const begun = independentMap({ key: 'm', title: 'M', variables: { rate: Number.NaN } });
    expect(() => begun.build()).toThrow('"rate" is NaN');
  });
});

describe('time limits', () => {
  it('are written as ISO 8601 durations', () => {
    expect(workingDays(2)).toEqual({ working: 'P2D' });
    expect(workingHours(8)).toEqual({ working: 'PT8H' });
    expect(workingMinutes(90)).toEqual({ working: 'PT90M' });
    expect(elapsed('PT48H')).toEqual({ elapsed: 'PT48H' });
  });

  it('are refused where no calendar could count them', () => {
    expect(() => workingDays(1.5)).toThrow('1.5 days is no time limit');
    expect(() => workingHours(-1)).toThrow('-1 hours');
    expect(() => elapsed('P1M')).toThrow("elapsed('P1M')");
    // @ts-expect-error a duration begins with P
    expect(() => elapsed('48H')).toThrow("elapsed('48H')");
  });
});

describe('the types of a map builder', () => {
  // Type-checked, never called: each mistake below must be a compile error.
  const mistakes = () => {
    const map = sale();
    // @ts-expect-error a stage that the pipeline does not have
    map.userTask('more', { title: 'More', stage: 'nwe' });
    // @ts-expect-error an early termination to a stage that the pipeline does not have
    governingMap({ key: 'm', title: 'M', pipeline, earlyTermination: { stage: 'gone' } });
    // @ts-expect-error a userTask without a title
    map.userTask('more', { stage: 'new' });
    // @ts-expect-error an id that another node has
    map.userTask('call', { title: 'Again' });
    // @ts-expect-error a second start
    map.start('begin');
    // @ts-expect-error a flow from a node that does not exist
    map.flow('cal', 'offer');
    // @ts-expect-error a flow to a node that does not exist
    map.flow('start', 'ofer');
    // @ts-expect-error a flow out of an end
    map.flow('won', 'offer');
    // @ts-expect-error a flow into the start
    map.flow('call', 'start');
    // @ts-expect-error a result that the node does not have
    map.flow('call', 'offer', { result: 'agred' });
    // @ts-expect-error a result of a node without results
    map.flow('offer', 'ready', { result: 'agreed' });
    // @ts-expect-error an outcome out of a userTask
    map.flow('call', 'offer', { outcome: 'success' });
    // @ts-expect-error a result out of a call
    map.flow('approval', 'work', { result: 'agreed' });
    // @ts-expect-error leading out of a userTask
    map.flow('call', 'offer', { leading: true });
    // @ts-expect-error leading out of a decision
    map.flow('large', 'offer', { default: true, leading: true });
    // @ts-expect-error a condition out of a userTask
    map.flow('call', 'offer', { condition: 'true' });
    // @ts-expect-error a default out of a split
    map.flow('work', 'offer', { default: true });
    // @ts-expect-error a flow out of a decision that does not say when it is taken
    map.flow('large', 'offer');
    // @ts-expect-error a loss reason that the map does not list
    map.end('other', { outcome: 'failure', lossReason: 'weather' });
    // @ts-expect-error a success with a loss reason
    map.end('other', { outcome: 'success', lossReason: 'price' });
    // @ts-expect-error a failure that waits for other branches
    map.end('other', { outcome: 'failure', remaining: 'wait' });
    // @ts-expect-error the performer of a node that does not exist
    map.userTask('more', {
      title: 'More',
      assignee: { rule: 'headOf', of: { rule: 'performer', node: 'cal' } },
    });
    map.userTask('vote', {
      title: 'Vote',
      results: [
        { key: 'yes', title: 'Yes' },
        { key: 'no', title: 'No' },
      ],
      // @ts-expect-error a combination that gives a result which the node does not have
      performers: { mode: 'allOf', combine: { by: 'count', result: 'yes', atLeast: 2, otherwise: 'maybe' } },
    });
    const independent = independentMap({ key: 'm', title: 'M' }).start('start').split('work').end('done');
    // @ts-expect-error a stage in an independent map
    independent.userTask('task', { title: 'Task', stage: 'new' });
    // @ts-expect-error a stage at the end of an independent map
    independent.end('won', { outcome: 'success', stage: 'won' });
    // @ts-expect-error a leading branch in an independent map
    independent.flow('work', 'done', { leading: true });
    // @ts-expect-error an independent map of a pipeline
    independentMap({ key: 'm', title: 'M', pipeline });
    // @ts-expect-error an independent map that moves the deal when it is stopped
    independentMap({ key: 'm', title: 'M', earlyTermination: { stage: 'lost' } });
    // @ts-expect-error a governing map without a pipeline
    governingMap({ key: 'm', title: 'M' });
  };

  it('find mistakes before anything runs, and let right maps pass', () => {
    expect(mistakes).toBeTypeOf('function');
    const voted = sale().userTask('vote', {
      title: 'Vote',
      assignee: { rule: 'headOf', of: { rule: 'performer', node: 'call' } },
      results: [
        { key: 'yes', title: 'Yes' },
        { key: 'no', title: 'No' },
      ],
      performers: {
        mode: 'quorum',
        count: 2,
        combine: { by: 'count', result: 'yes', atLeast: 2, otherwise: 'no' },
      },
    });
    const flow = voted.flow('vote', 'won', { result: 'yes' }).build().flows.at(-1);
    expect(flow).toEqual({ id: 'vote-yes', from: 'vote', to: 'won', result: 'yes' });
  });
});
