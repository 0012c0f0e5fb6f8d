/** A frozen copy with exactly what JSON keeps. Throws for a number that JSON has no word for. */
export function freezePlain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, refuseNonFinite), (_key, part: unknown) =>
    Object.freeze(part),
  ) as T;
}

function refuseNonFinite(key: string, value: unknown): unknown {
  if (typeof value !== 'number' || Number.isFinite(value)) return value;
  throw new Error(
    `"${key}" is ${value}: expected a number that JSON can hold. Leave it out or write it as text.`,
  );
}
