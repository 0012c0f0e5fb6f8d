import { setImmediate as turn } from 'node:timers/promises';
import { Presets, SingleBar } from 'cli-progress';
import type { Shell } from './shell.js';

/** Does work for each item, one after the other; where a person watches and there are several, a bar shows how far. */
export async function withProgress<T, R>(
  { streams: { stderr } }: Shell,
  items: readonly T[],
  work: (item: T) => R | Promise<R>,
): Promise<R[]> {
  const done: R[] = [];
  const bar =
    stderr.isTTY && items.length > 1
      ? new SingleBar({ stream: stderr as NodeJS.WriteStream, clearOnComplete: true }, Presets.legacy)
      : undefined;
  bar?.start(items.length, 0);
  for (const item of items) {
    done.push(await work(item));
    bar?.increment();
    // The bar is drawn by a timer, which needs a moment between two long computations.
    if (bar) await turn();
  }
  bar?.stop();
  return done;
}
