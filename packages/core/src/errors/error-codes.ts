/** Codes of errors that are thrown at developers. A code is never used again for another thing. */
export const ERROR_CODES = [
  'COMPOSITION_INVALID',
  'REQUEST_INVALID',
  'ENGINE_STOPPED',
  'KEY_REUSED',
  'MAP_INVALID',
  'CONTENTION',
  'TIMED_OUT',
  'DAMAGED_JOURNAL',
  'STORAGE_FAILED',
  'SCHEMA_MISSING',
  'DRIVER_MISSING',
  'TRANSACTION_UNUSABLE',
  'TRANSACTION_LOST',
  'HOST_FAILED',
  'DEAL_MISSING',
  'CALENDAR_INVALID',
  'CHANNEL_UNREACHABLE',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];
