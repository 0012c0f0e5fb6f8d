import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Streams } from '../shell.js';

/**
 * Answers each line of the input with a line of output, in order and as it comes, at the pace of whoever reads the
 * output; whether all answers were good.
 */
export async function answerLines(
  { stdin, stdout }: Streams,
  answer: (line: string) => { readonly text: string; readonly good: boolean },
): Promise<boolean> {
  let allGood = true;
  for await (const line of createInterface({ input: stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    const { text, good } = answer(line);
    allGood &&= good;
    if (!stdout.write(`${text}\n`)) await once(stdout, 'drain');
  }
  return allGood;
}
