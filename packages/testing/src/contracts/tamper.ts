/** Overwrites everything inside an object that somebody handed out; frozen parts refuse, which is as good. */
export function tamper(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    tamper(part);
    try {
      (value as Record<string, unknown>)[key] = 'tampered';
    } catch {
      // A frozen object kept itself.
    }
  }
}
