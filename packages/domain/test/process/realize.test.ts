import { describe, expect, it } from 'vitest';
import { type PlannedEvent, type Resolution, realize, type TasksPlanned } from '../../src/index.js';
import { DAY, NOW } from './support.js';

const limit = { elapsed: 'P1D' };
const plan: TasksPlanned = {
  type: 'TasksPlanned',
  visit: 3,
  process: 'p',
  map: { key: 'sale', version: 1 },
  node: 'offer',
  rule: { rule: 'responsible' },
  performers: { mode: 'one' },
  limit,
};
const explanation = { rule: 'responsible' } as const;
const deadline = { dueAt: NOW + DAY, explanation: { limit, start: NOW, zone: 'UTC' } };
const found = (people: readonly string[]): Resolution => ({
  assignments: new Map([[3, { people, explanation }]]),
  deadlines: new Map([[3, deadline]]),
  shifts: new Map([['p.2.1', NOW + DAY]]),
  recalculations: new Map(),
});

describe('realize', () => {
  it('leaves facts as they are, and in their order', () => {
    const facts: PlannedEvent[] = [
      { type: 'NodeLeft', visit: 1 },
      { type: 'NodeEntered', visit: 2, process: 'p', node: 'offer', flow: 'f', leading: true },
    ];
    expect(realize('p', facts, found([]))).toEqual(facts);
  });

  it('makes a task of a plan, with who and until when and why', () => {
    expect(realize('p', [plan], found(['ann']))).toEqual([
      {
        type: 'TaskCreated',
        task: 'p.3.1',
        visit: 3,
        assignee: 'ann',
        candidates: [],
        assignment: explanation,
        dueAt: NOW + DAY,
        deadline: deadline.explanation,
      },
    ]);
  });

  it('gives everybody of several people the same deadline', () => {
    const tasks = realize('p', [{ ...plan, performers: { mode: 'anyOf' } }], found(['ann', 'boris']));
    expect(tasks).toMatchObject([
      { task: 'p.3.1', assignee: 'ann', dueAt: NOW + DAY },
      { task: 'p.3.2', assignee: 'boris', dueAt: NOW + DAY },
    ]);
  });

  it('makes a timer of a plan', () => {
    expect(realize('p', [{ type: 'TimerPlanned', timer: 'p.3', visit: 3, limit }], found([]))).toEqual([
      { type: 'TimerSet', timer: 'p.3', visit: 3, dueAt: NOW + DAY },
    ]);
  });

  it('moves what is to be shifted, and says nothing of what stays', () => {
    const shift = { type: 'ShiftPlanned', user: null, since: NOW, until: NOW + DAY } as const;
    const of = { task: 'p.2.1' };
    expect(realize('p', [{ ...shift, of, dueAt: NOW }], found([]))).toEqual([
      { type: 'TaskRescheduled', task: 'p.2.1', from: NOW, to: NOW + DAY },
    ]);
    expect(realize('p', [{ ...shift, of, dueAt: NOW + DAY }], found([]))).toEqual([]);
    expect(() => realize('p', [{ ...shift, of: { timer: 'p.9' }, dueAt: NOW }], found([]))).toThrow(
      'not resolved',
    );
  });

  it('demands an answer to every plan', () => {
    const nothing: Resolution = {
      assignments: new Map(),
      deadlines: new Map(),
      shifts: new Map(),
      recalculations: new Map(),
    };
    const noDeadline = { ...found(['ann']), deadlines: new Map() };
    expect(() => realize('p', [plan], nothing)).toThrow('not resolved');
    expect(() => realize('p', [plan], noDeadline)).toThrow('not resolved');
    expect(realize('p', [{ ...plan, limit: null }], noDeadline)).toMatchObject([
      { dueAt: null, deadline: null },
    ]);
    expect(() => realize('p', [{ type: 'TimerPlanned', timer: 'p.3', visit: 3, limit }], nothing)).toThrow(
      'not resolved',
    );
  });
});
