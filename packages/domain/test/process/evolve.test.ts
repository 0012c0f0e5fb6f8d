import { describe, expect, it } from 'vitest';
import { evolve, type ProcessEvent, replay, step } from '../../src/index.js';
import { deepFreeze } from './invariants.js';
import { call, end, independent, type Play, play, result, start, task, timer, ways } from './support.js';

const sub = independent([start, timer('pause'), task('inner'), end('done')], ways('start>pause>inner>done'), {
  key: 'sub',
});
const map = independent(
  [
    start,
    task('check', { results: [result('good')], comment: 'required' }),
    call('ask', { map: 'sub' }),
    end('done'),
  ],
  ways('start>check>ask>done'),
  { variables: { n: 1 } },
);

function halfway(): Play {
  const process = play(map, { called: [sub], people: { inner: ['ann', 'boris'] } });
  process.complete('check', {
    result: 'good',
    comment: 'Very good',
    variables: { n: 2, list: [1, { a: null }] },
  });
  process.fire('pause');
  process.tell({ type: 'ClaimTask', task: process.task('inner').id }, { actor: 'boris' });
  return process;
}
const stored = (journal: readonly ProcessEvent[]) => JSON.parse(JSON.stringify(journal)) as ProcessEvent[];

describe('replay', () => {
  it('makes of a journal the state that was stored, byte for byte', () => {
    const { journal, state } = halfway();
    expect(JSON.stringify(replay(stored(journal)))).toBe(JSON.stringify(state));
  });

  it('goes on from any state in between', () => {
    const { journal, state } = halfway();
    for (let n = 1; n < journal.length; n++) {
      const before = stored([...stored(journal.slice(0, n))]);
      expect(replay(journal.slice(n), replay(before))).toEqual(state);
    }
  });

  it('of nothing is nothing', () => {
    expect(replay([])).toBeNull();
  });

  it('keeps no words that a person wrote', () => {
    const { journal, state, texts } = halfway();
    expect(JSON.stringify([journal, state])).not.toContain('Very good');
    expect(texts).toEqual([{ id: 'p.2.1#result', text: 'Very good' }]);
  });

  it('touches neither journal nor state', () => {
    const { journal, state } = halfway();
    const before = deepFreeze(replay(deepFreeze(journal).slice(0, 9)));
    expect(replay(journal.slice(9), before)).toEqual(state);
  });
});

describe('evolve', () => {
  it('begins with the start of a process and with nothing else', () => {
    expect(() => evolve(null, { type: 'NodeLeft', visit: 1 })).toThrow('not with NodeLeft');
  });

  it('folds one fact into a state of its own', () => {
    const { journal, state } = halfway();
    const before = deepFreeze(replay(journal.slice(0, -1)));
    const last = journal.at(-1) as ProcessEvent;
    expect(evolve(before, last)).toEqual(state);
    expect(before?.tasks).not.toEqual(state.tasks);
  });

  it('begins once', () => {
    const { journal, state } = halfway();
    expect(() => evolve(state, journal[0] as ProcessEvent)).toThrow('already begun');
  });
});

describe('a damaged journal', () => {
  it('is told, not taken for a refusal', () => {
    const { map, state } = halfway();
    const facts = halfway().facts();
    const lost = { ...state, tokens: state.tokens.filter(({ node }) => node !== 'ask') };
    const wish = { type: 'CompleteTask', task: state.tasks[0]?.id ?? '' } as const;
    expect(() => step(map, lost, wish, facts)).toThrow(
      'the map of process p.3, which is not there: the journal is damaged',
    );
  });
});
