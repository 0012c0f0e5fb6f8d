import { describe, expect, it } from 'vitest';
import {
  end,
  governing,
  independent,
  join,
  line,
  NOW,
  Play,
  play,
  split,
  start,
  task,
  timer,
  ways,
  won,
} from '../support.js';

const sale = governing([start, task('call', { stage: 'new' }), won], ways('start>call>won'));
const contract = independent([start, task('sign'), end('signed')], ways('start>sign>signed'), {
  variables: { pages: 1, language: 'ru' },
});

describe('starting a process', () => {
  it('puts one token on the first node that waits', () => {
    const process = play(sale);
    expect(process.where).toEqual(['call']);
    expect(process.state).toMatchObject({
      id: 'p',
      deal: 'deal-1',
      kind: 'governing',
      status: 'running',
      startedAt: NOW,
      instances: [{ process: 'p', map: { key: 'sale', version: 1 }, caller: null }],
    });
  });

  it('refuses a deal of another pipeline to a governing map', () => {
    const process = new Play(sale, { facts: { deal: { pipeline: 'rent' } } });
    expect(process.refusal({ type: 'StartProcess', process: 'p', deal: 'deal-1' })).toEqual({
      code: 'WRONG_PIPELINE',
      deal: 'deal-1',
      pipeline: 'rent',
      expected: 'sale',
    });
  });

  it('takes a deal of any pipeline for an independent map', () => {
    expect(play(contract, { facts: { deal: { pipeline: 'rent' } } }).where).toEqual(['sign']);
  });

  it('gives variables the values of the map, and those of the command before them', () => {
    const process = new Play(contract).start({ variables: { pages: 12, urgent: true } });
    expect(process.state.variables).toEqual({ pages: 12, language: 'ru', urgent: true });
  });

  it('counts the actor as the starter unless another is named', () => {
    expect(play(sale).state.starter).toBe('ann');
    expect(new Play(sale).start({ starter: 'boris' }).state.starter).toBe('boris');
    expect(new Play(sale).start({}, { actor: null }).state.starter).toBeNull();
  });

  it('begins at the stage of the deal and moves it to that of the first node that names one', () => {
    const process = new Play(sale).start({}, { deal: { stage: 'talks' } });
    expect(process.happened('ProcessStarted')[0]?.stage).toBe('talks');
    expect(process.happened('StageChanged')).toEqual([
      { type: 'StageChanged', from: 'talks', to: 'new', seq: 1 },
    ]);
  });

  it('remembers the failed process whose deal a governing one takes up again', () => {
    const again = play(sale, { facts: { former: 'p0', deal: { stage: 'lost' } } });
    expect([again.state.former, again.stages]).toEqual(['p0', ['new']]);
    expect(play(sale).state.former).toBeNull();
    expect(play(contract, { facts: { former: 'p0' } }).state.former).toBeNull();
  });

  it('never begins a process that runs', () => {
    const process = play(sale);
    expect(() => process.tell({ type: 'StartProcess', process: 'p', deal: 'deal-1' })).toThrow(
      'already begun',
    );
  });

  it('answers no other command before there is a process', () => {
    expect(() => new Play(sale).tell({ type: 'ClaimTask', task: 'p.1.1' })).toThrow('can only start one');
  });
});

describe('adopting a deal', () => {
  const long = governing(
    [
      start,
      task('call', { stage: 'new' }),
      split('work'),
      task('sign', { stage: 'talks' }),
      task('gift'),
      join('all'),
      timer('pause'),
      won,
    ],
    [...ways('start>call>work', 'work>gift>all', 'sign>all>pause>won'), line('work>sign', { leading: true })],
  );
  const adopt = (node: string) => new Play(long, { facts: { deal: { stage: 'offer' } } }).start({ node });

  it('begins at the node, brings the deal to its stage, and the journal says so', () => {
    const process = adopt('work');
    expect(process.where).toEqual(['gift', 'sign']);
    expect(process.happened('ProcessStarted')).toMatchObject([{ adoptedAt: 'work', stage: 'offer' }]);
    expect(process.happened('StageChanged')).toMatchObject([{ from: 'offer', to: 'talks' }]);
  });

  it('leaves the stage where the node names none', () => {
    const process = adopt('pause');
    expect(process.where).toEqual(['pause']);
    expect(process.state.stage).toBe('offer');
  });

  it.each([
    ['nowhere', 'unknown'],
    ['start', 'start'],
    ['all', 'join'],
    ['won', 'end'],
    ['sign', 'branch'],
    ['gift', 'sideBranch'],
  ])('at %s is refused: %s', (node, why) => {
    const process = new Play(long);
    const wish = { type: 'StartProcess', process: 'p', deal: 'deal-1', node } as const;
    expect(process.refusal(wish)).toEqual({ code: 'CANNOT_BEGIN_THERE', node, why });
  });
});
