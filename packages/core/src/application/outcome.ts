import type { Rejection } from '@dealroute/domain';

/** The answer to a wish: what came of it, or why it was refused. Refusals are values, never exceptions. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly rejection: Rejection };

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const refused = (rejection: Rejection): Outcome<never> => ({ ok: false, rejection });
