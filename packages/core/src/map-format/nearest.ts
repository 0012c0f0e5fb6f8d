/** Most letters that a word may differ from what was meant. */
const FAR = 2;

/** The word that a mistyped one was probably meant to be. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  if (word.length > 40) return undefined;
  const far = Math.min(FAR, Math.floor(word.length / 2));
  let best: string | undefined;
  let least = far + 1;
  for (const candidate of words) {
    const distance = letters(word.toLowerCase(), candidate.toLowerCase());
    if (candidate !== word && distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** How many letters must be added, dropped or replaced to make one word of the other (Levenshtein). */
function letters(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j += 1) {
      const replaced = (row[j] ?? 0) + (letter === to[j] ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
