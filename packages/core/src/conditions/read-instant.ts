const INSTANT = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Reads a day (`2026-03-01`, its first instant in UTC), an ISO 8601 instant with its offset, or UTC milliseconds.
 * A time without an offset is refused: it would mean another instant on every server.
 */
export function readInstant(value: string | number): Date {
  const date = new Date(value);
  if (Number.isNaN(date.getTime()) || (typeof value === 'string' && !isInstant(value))) {
    throw new Error(
      `date(${JSON.stringify(value)}) is no date: expected "2026-03-01", "2026-03-01T10:00:00Z" or UTC milliseconds`,
    );
  }
  return date;
}

function isInstant(text: string): boolean {
  const day = INSTANT.exec(text)?.[1];
  // The 30th of February would silently become the 2nd of March.
  return day !== undefined && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}
