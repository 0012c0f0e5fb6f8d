import { describe, expect, it } from 'vitest';
import { domainViolations } from '../src/domain-bans.js';

const violations = (source: string) => domainViolations('packages/domain/src/a.ts', source);

describe('what domain may not reach for', () => {
  it.each([
    ['const at = Date.now();', 'Clock port'],
    ["const at = Date['now']();", 'Clock port'],
    ['const at = new Date();', 'Clock port'],
    ['const at = new Date;', 'Clock port'],
    ['const at = Date();', 'Clock port'],
    ['const id = Math.random();', 'IdSource port'],
    ['setTimeout(() => {}, 1);', 'core owns the timers'],
    ['const later = setInterval;', 'core owns the timers'],
    ['setImmediate(() => {});', 'core owns the timers'],
    ['queueMicrotask(() => {});', 'core owns the timers'],
    ["console.log('x');", 'Logger port'],
    ['const debug = process.env.DEBUG;', 'as an argument'],
    ['export const world = { process };', 'as an argument'],
    ['globalThis.crypto.randomUUID();', 'as an argument'],
    ['const at = performance.now();', 'Telemetry port'],
  ])('refuses %s', (source, remedy) => {
    expect(violations(source)).toEqual([expect.stringContaining(remedy)]);
  });

  it.each([
    ['const at = new Date(1_700_000_000_000);'],
    ['const at = Date.UTC(2026, 0, 1);'],
    ['const most = Math.max(1, 2);'],
    ['export const idOf = (process: { id: string }) => process.id;'],
    ['export interface Task { process: string }'],
    ['export const task = { process: 1, console: 2 };'],
    ['export function f({ process }: { process: string }) { return { process }; }'],
    ['export const f = (task: { process: string }) => task.process;'],
    ['// Date.now() and console.log in a comment'],
  ])('lets %s pass', (source) => {
    expect(violations(source)).toEqual([]);
  });

  it('tells a parameter named process from the global one', () => {
    expect(violations('export const f = (process: string) => process;\nprocess.exit();')).toEqual([
      expect.stringContaining(':2: process is banned'),
    ]);
  });
});
