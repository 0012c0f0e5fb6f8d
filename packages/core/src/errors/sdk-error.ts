import type { ErrorCode } from './error-codes.js';

const MARK = Symbol.for('dealroute.SdkError');

/**
 * An error for the developer. Its message says what failed [ids]: what was expected. What to do.
 * Test for it with {@link SdkError.is}, which also knows errors of another copy of this package.
 */
export class SdkError extends Error {
  override readonly name = 'SdkError';
  readonly [MARK] = true;

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** Ids of what it is about. */
    readonly ids: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  static is(value: unknown, code?: ErrorCode): value is SdkError {
    if (typeof value !== 'object' || value === null || !(MARK in value)) return false;
    return code === undefined || (value as SdkError).code === code;
  }
}
