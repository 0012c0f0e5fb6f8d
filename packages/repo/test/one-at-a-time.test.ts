import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { oneAtATime } from '../one-at-a-time.mjs';

let folder: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dealroute-lock-'));
  lock = join(folder, 'lock');
  vi.spyOn(console, 'log').mockReturnValue();
});

afterEach(() => {
  rmSync(folder, { recursive: true });
  vi.restoreAllMocks();
});

it('lets a second command wait until the first is done', async () => {
  const order: string[] = [];
  let finish = () => {};
  const first = oneAtATime(() => new Promise<void>((resolve) => (finish = resolve)), lock);
  const second = oneAtATime(() => order.push('second'), lock);
  order.push('first');
  finish();
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'second']);
  expect(console.log).toHaveBeenCalledOnce();
});

it('takes over the lock of a command that died', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(lock, String(pid));
  expect(await oneAtATime(() => 'done', lock)).toBe('done');
  expect(existsSync(lock)).toBe(false);
});

it('gives the lock back when the work fails', async () => {
  const work = () => Promise.reject(new Error('no disk'));
  await expect(oneAtATime(work, lock)).rejects.toThrow('no disk');
  expect(existsSync(lock)).toBe(false);
});
