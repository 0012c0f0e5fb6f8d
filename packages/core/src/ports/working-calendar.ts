import type { Deadline, Instant, TimeLimit, UserId } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';

export interface DeadlineRequest {
  readonly start: Instant;
  readonly limit: TimeLimit;
  /** Whose calendar, where people have their own. */
  readonly user?: UserId | undefined;
}

export interface WorkingTimeRequest {
  readonly start: Instant;
  readonly end: Instant;
  /** Whose calendar, where people have their own. */
  readonly user?: UserId | undefined;
}

/** Turns a time limit into an instant, and explains it; counts working time. */
export interface WorkingCalendar {
  deadline(request: DeadlineRequest, context: CallContext): Deadline | Promise<Deadline>;
  /** Working minutes between two instants, parts of a minute included; negative when `end` is the earlier one. */
  between(request: WorkingTimeRequest, context: CallContext): number | Promise<number>;
}

export const WORKING_CALENDAR = port<WorkingCalendar>('WorkingCalendar');
