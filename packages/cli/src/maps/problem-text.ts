import type { FormatProblem } from '@dealroute/core';
import type { Words } from '../texts/words.js';

/** What is wrong with the form of a map as a sentence. */
export function problemText({ format }: Words, { code, params }: FormatProblem): string {
  const texts = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : String(value),
    ]),
  );
  const sentence = format.sentences[code]?.(texts) ?? code;
  return texts.suggestion ? `${sentence}${format.maybe(texts.suggestion)}` : sentence;
}

/** The same with its place, for people. */
export function problemLines(words: Words, problem: FormatProblem): readonly string[] {
  const { line, column, pointer } = problem;
  const place = line === undefined || column === undefined ? [] : [words.validate.place(line, column)];
  const where = [...place, ...(pointer ? [words.format.in(pointer)] : [])].join(', ');
  return [`  ${where}`, `    ${problemText(words, problem)}`];
}
