import type { ResponseParameters } from './wire.js';

const statusTexts: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Request Entity Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  502: 'Bad Gateway',
};

/** An answer `{ ok: false }`: thrown by whoever refuses, caught where a call is answered. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly description: string,
    readonly parameters?: ResponseParameters,
  ) {
    super(description);
  }
}

/** The refusal in Telegram's form: `Bad Request: chat not found`. */
export function refuse(status: number, detail?: string, parameters?: ResponseParameters): Refusal {
  const text = statusTexts[status] ?? 'Error';
  return new Refusal(status, detail ? `${text}: ${detail}` : text, parameters);
}

export function badRequest(detail: string): Refusal {
  return refuse(400, detail);
}

/** A refusal that Telegram does not know: it would ignore or accept what a test should hear about. */
export function strictly(detail: string): Refusal {
  return badRequest(`[strict] ${detail}`);
}

/** Something that Telegram can and the fake server cannot. */
export function unplayed(what: string): Refusal {
  return refuse(501, `the fake server does not play ${what}`);
}
