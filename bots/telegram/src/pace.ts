/** How long the bot waits for what, in real milliseconds. */
export interface Pace {
  /** How long Telegram keeps a poll open without updates. */
  readonly pollMs: number;
  /** How long a call may take. */
  readonly callMs: number;
  /** How long a 429 is waited for in place; a longer one is left to the next delivery. */
  readonly patienceMs: number;
  /** After this a node that says nothing no longer polls; at least twice as long as a poll and its call. */
  readonly leaseMs: number;
  /** The first pause after a failure; it doubles up to `longestMs`. */
  readonly retryMs: number;
  readonly longestMs: number;
  /** The pause after Telegram refused the token. */
  readonly unauthorizedMs: number;
  /** After this a pressed button is answered though its work goes on. */
  readonly toastMs: number;
  /** After so many failures an update is given up. */
  readonly attempts: number;
}

export const USUAL_PACE: Pace = {
  pollMs: 10_000,
  callMs: 8_000,
  patienceMs: 5_000,
  leaseMs: 40_000,
  retryMs: 500,
  longestMs: 60_000,
  unauthorizedMs: 300_000,
  toastMs: 700,
  attempts: 6,
};

/** Half of a doubling pause, plus chance up to the other half, so that nodes do not knock together. */
export function backOff({ retryMs, longestMs }: Pace, failures: number): number {
  const full = Math.min(retryMs * 2 ** Math.max(failures - 1, 0), longestMs);
  return full / 2 + (Math.random() * full) / 2;
}

/** Waits; ends at once, without an error, when the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end, { once: true });
  });
}
