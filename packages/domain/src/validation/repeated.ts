/** The second item of each key that occurs more than once; items without a key are never the same. */
export function repeated<T>(items: readonly T[], keyOf: (item: T) => string | undefined): readonly T[] {
  const counts = new Map<string, number>();
  return items.filter((item) => {
    const key = keyOf(item);
    if (key === undefined) return false;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count === 2;
  });
}
