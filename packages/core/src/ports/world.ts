import type { CompileCondition, Instant } from '@dealroute/domain';
import { port } from './port.js';

/** Business time: decides deadlines and timers. */
export interface Clock {
  now(): Instant;
}
export const CLOCK = port<Clock>('Clock');

/** Makes ids that are unique and rise with time: 1–64 characters, without a dot (ids of tasks are made from them with dots). */
export interface IdSource {
  next(): string;
}
export const ID_SOURCE = port<IdSource>('IdSource');

/** Where the engine says what developers and operators should know. Never given a person's words or a secret. */
export interface Logger {
  debug(message: string, details?: object): void;
  info(message: string, details?: object): void;
  warn(message: string, details?: object): void;
  error(message: string, details?: object): void;
}
export const LOGGER = port<Logger>('Logger');

/** Compiles conditions of decisions and triggers. */
export interface ConditionLanguage {
  readonly compile: CompileCondition;
}
export const CONDITION_LANGUAGE = port<ConditionLanguage>('ConditionLanguage');
