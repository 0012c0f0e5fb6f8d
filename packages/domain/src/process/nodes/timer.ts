import type { Instant } from '../../ids.js';
import type { JsonValue } from '../../json.js';
import type { TimerNode } from '../../map/node.js';
import { type Draft, refuse } from '../draft.js';
import { takeOnly } from '../move.js';
import type { Token } from '../state.js';

/** Waits a time, which the working calendar turns into an instant, or until the instant in a field of the deal. */
export function enterTimer(draft: Draft, token: Token, node: TimerNode): void {
  const timer = draft.idOf(token.visit);
  if ('untilField' in node.wait) {
    const dueAt = instantIn(draft, node.id, node.wait.untilField);
    draft.emit({ type: 'TimerSet', timer, visit: token.visit, dueAt });
  } else {
    draft.emit({ type: 'TimerPlanned', timer, visit: token.visit, limit: node.wait });
  }
}

/** The instant in a field of the deal, which a timer waits for. */
export function instantIn(draft: Draft, node: string, field: string): Instant {
  const instant = instantOf(draft.facts.deal.fields[field]);
  return instant ?? refuse({ code: 'TIMER_FIELD_EMPTY', node, field });
}

/** The timer's time has come. Early and repeated calls are refused. */
export function fireTimer(draft: Draft, id: string): void {
  const timer = draft.state.timers.find((candidate) => draft.idOf(candidate.visit) === id);
  const token = timer && draft.token(timer.visit);
  if (!timer || !token) refuse({ code: 'TIMER_NOT_WAITING', timer: id });
  draft.requireGoingOn();
  if (timer.dueAt > draft.facts.now) refuse({ code: 'TIMER_NOT_DUE', timer: id, dueAt: timer.dueAt });
  draft.emit({ type: 'TimerFired', timer: id });
  takeOnly(draft, token, draft.nodeOf(token));
}

const ISO_8601 =
  /^\d{4}-\d{2}-\d{2}(?<time>T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(?<offset>Z|[+-]\d{2}:\d{2})?)?$/;

/** The instant that a field holds; without an offset it is UTC, whatever the zone of the machine that asks. */
function instantOf(value: JsonValue | undefined): Instant | undefined {
  const instant = typeof value === 'string' ? parsed(value) : value;
  if (typeof instant !== 'number') return undefined;
  const time = new Date(instant).getTime();
  return Number.isNaN(time) ? undefined : time;
}

function parsed(text: string): Instant | undefined {
  const match = ISO_8601.exec(text);
  if (!match) return undefined;
  const { time, offset } = match.groups ?? {};
  return Date.parse(time && !offset ? `${text}Z` : text);
}
