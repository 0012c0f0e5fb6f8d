import { performance } from 'node:perf_hooks';
import { type ExecutableMap, type Facts, type ProcessState, realize, replay, step } from '@dealroute/domain';
import { type Figure, isMet, median, plainFigure } from '../figure.js';
import { longMap } from './long-map.js';

const ROUNDS = 5;
const CALLS = 100_000;

/** The pure step on a map of 30 nodes: P11. */
export function stepFigures(): Figure[] {
  const map = longMap(30);
  const early = atTask(map, 1);
  const late = atTask(map, 26);
  const rates: number[] = [];
  const folded: number[] = [];
  const flat: number[] = [];
  measure(map, early, CALLS);
  for (let round = 0; round < ROUNDS; round++) {
    const first = measure(map, early, CALLS);
    const last = measure(map, late, CALLS);
    rates.push(first);
    flat.push(last / first);
    folded.push(measure(map, early, CALLS, true));
  }
  const name = 'pure step on a 30-node map';
  const ratio = median(flat);
  const range = { min: Math.min(...flat), max: Math.max(...flat) };
  const goal = { atLeast: 0.5 };
  return [
    plainFigure({ id: 'P11', name, unit: '/s' }, rates, { atLeast: 200_000 }),
    plainFigure({ id: 'P11e', name: `${name}, realized and folded`, unit: '/s' }, folded, {
      atLeast: 100_000,
    }),
    {
      id: 'P11h',
      name: `${name}, after 25 completed nodes`,
      value: median(rates) * ratio,
      unit: '/s',
      against: 'after none',
      ratio,
      ...range,
      goal: '≥ 0.5×',
      met: isMet(ratio, goal),
    },
  ];
}

/** Commands a second: completing the open task of a state again and again. */
function measure(map: ExecutableMap, state: ProcessState, calls: number, fold = false): number {
  const task = state.tasks[0]?.id ?? '';
  const command = { type: 'CompleteTask', task, result: 'next' } as const;
  const begin = performance.now();
  for (let n = 0; n < calls; n++) {
    const stepped = step(map, state, command, facts);
    if (!stepped.ok) throw new Error(stepped.rejection.code);
    if (fold) replay(realize(state.id, stepped.events, found), state);
  }
  return (calls / (performance.now() - begin)) * 1_000;
}

const facts: Facts = {
  now: Date.UTC(2026, 2, 2),
  actor: 'ivanova',
  deal: { ref: 'D-1', title: 'Deal', pipeline: 'sales', stage: 's0', responsible: 'ivanova', fields: {} },
  stageIsCurrent: false,
  lossReasons: null,
  former: null,
  automaticSteps: 1_000,
};

const found = {
  assignments: { get: () => ({ people: ['ivanova'], explanation: { rule: 'responsible' } }) },
  deadlines: {
    get: () => ({ dueAt: facts.now, explanation: { limit: { working: 'P1D' }, start: 0, zone: 'UTC' } }),
  },
} as unknown as Parameters<typeof realize>[2];

/** A process whose open task is the n-th. */
function atTask(map: ExecutableMap, n: number): ProcessState {
  let state: ProcessState | null = null;
  for (let done = 0; done < n; done++) {
    const task: string = state?.tasks[0]?.id ?? '';
    const stepped = state
      ? step(map, state, { type: 'CompleteTask', task, result: 'next' }, facts)
      : step(map, null, { type: 'StartProcess', process: 'p', deal: 'D-1' }, facts);
    if (!stepped.ok) throw new Error(stepped.rejection.code);
    state = replay(realize('p', stepped.events, found), state);
  }
  return state as ProcessState;
}
