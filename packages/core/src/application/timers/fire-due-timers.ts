import { type RejectionCode, STUCK } from '@dealroute/domain';
import type { DueTimer } from '../../ports/index.js';
import { keyOf } from '../key-of.js';
import { changeProcess } from '../run-command.js';
import { messageOf, type Runtime } from '../runtime.js';

const BATCH = 64;
/** How long a timer that could not fire is left alone, in business time. */
const PAUSE_MS = 60_000;

/** Fires timers whose business time has come; how many were due. One that cannot fire stands in no other's way. */
export async function fireDueTimers(runtime: Runtime): Promise<number> {
  const { timers, clock } = runtime.ports;
  const due = await timers.due(clock.now(), BATCH);
  const fired = await Promise.all(due.map((timer) => fire(runtime, timer)));
  const left = due.filter((_, i) => !fired[i]);
  if (left.length > 0) await timers.postpone(left, clock.now() + PAUSE_MS);
  return due.length;
}

const HARMLESS: ReadonlySet<RejectionCode> = new Set([
  'TIMER_NOT_WAITING',
  'TIMER_NOT_DUE',
  'PROCESS_SUSPENDED',
]);

async function fire(runtime: Runtime, due: DueTimer): Promise<boolean> {
  const { tenant, process, timer } = due;
  const request = {
    process,
    command: { type: 'FireTimer', timer },
    actor: null,
    key: `timer:${timer}`,
  } as const;
  try {
    const { outcome, change } = await changeProcess(runtime, { tenant, source: 'timer' }, request);
    if (!outcome.ok) await refused(runtime, due, outcome.rejection.code);
    return change !== undefined;
  } catch (error) {
    runtime.ports.logger.error('A timer could not be fired; it is tried again.', { process, timer, error });
    await report(runtime, due, messageOf(error)).catch((unreported: unknown) => {
      runtime.ports.logger.error('A timer that failed could not be reported.', {
        process,
        timer,
        error: unreported,
      });
    });
    return false;
  }
}

/** Another node's firing and a suspension are no trouble, and the command loop reports a stuck process itself. */
async function refused(runtime: Runtime, due: DueTimer, code: RejectionCode): Promise<void> {
  if (HARMLESS.has(code) || STUCK.has(code)) return;
  await report(runtime, due, code);
}

async function report({ ports }: Runtime, { tenant, process, timer }: DueTimer, why: string): Promise<void> {
  const about = { process, details: { timer, why }, at: ports.clock.now() };
  await ports.incidents.report({ key: keyOf('timer', timer), kind: 'stuck', ...about }, { tenant });
}
