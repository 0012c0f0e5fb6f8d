import type { ResponseParameters } from '../wire.js';

/** What goes wrong with a call. */
export type Fault =
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly description: string;
      readonly parameters?: ResponseParameters;
    }
  | { readonly kind: 'page'; readonly status: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'lose' };

/** The call is not performed; the answer is this error. */
export function refused(status: number, description: string, parameters?: ResponseParameters): Fault {
  return { kind: 'refuse', status, description, ...(parameters ? { parameters } : {}) };
}

/** The call is not performed: 429 with `parameters.retry_after`. */
export function tooManyRequests(retryAfter: number): Fault {
  const description = `Too Many Requests: retry after ${retryAfter}`;
  return refused(429, description, { retry_after: retryAfter });
}

/** The call is not performed: an error page of a web server in front of Telegram, which is HTML. */
export function serverError(status: 500 | 502 | 503 | 504 = 502): Fault {
  return { kind: 'page', status };
}

/** The call is not performed: the connection is reset. */
export function connectionReset(): Fault {
  return { kind: 'reset' };
}

/** The call is performed, and its answer breaks off in the middle. */
export function cutResponse(): Fault {
  return { kind: 'cut' };
}

/** The call is performed, and the connection is reset before its answer. */
export function lostResponse(): Fault {
  return { kind: 'lose' };
}
