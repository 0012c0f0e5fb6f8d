import type { ExecutableMap } from '../compile-map.js';
import { advance } from './advance.js';
import type { Command } from './command.js';
import { claimTask, releaseTask } from './commands/claim-task.js';
import { completeStep } from './commands/complete-step.js';
import { handOverTask } from './commands/hand-over-task.js';
import { migrateProcess } from './commands/migrate-process.js';
import { moveProcess } from './commands/move-process.js';
import { compareStage, reportStage } from './commands/report-stage.js';
import { signalProcess } from './commands/signal-process.js';
import { startProcess } from './commands/start-process.js';
import { resumeProcess, suspendProcess } from './commands/suspend-process.js';
import { terminateEarly } from './commands/terminate-early.js';
import { undoMigration } from './commands/undo-migration.js';
import { Draft, Refusal, type WrittenText } from './draft.js';
import type { PlannedEvent } from './event.js';
import type { Facts } from './facts.js';
import { completeAction, failAction } from './nodes/service-task.js';
import { fireTimer } from './nodes/timer.js';
import { completeTask } from './nodes/user-task.js';
import type { Rejection } from './rejection.js';
import type { ProcessState } from './state.js';

/** What a command would do: planned events and the texts they refer to, or why it does nothing. */
export type Step =
  | {
      readonly ok: true;
      readonly events: readonly PlannedEvent[];
      readonly texts: readonly WrittenText[];
      /** The state that follows, still without the tasks and timers that are only planned. */
      readonly foreseen: ProcessState;
    }
  | { readonly ok: false; readonly rejection: Rejection };

/**
 * Decides what one command does to one process. Pure: the same arguments give the same answer, and nothing else in
 * Dealroute decides. Plans in the answer are completed by {@link realize}; the facts are folded by {@link evolve}.
 *
 * @param map the version that the process was started with, or migrated to
 * @param state null for `StartProcess` only
 */
export function step(map: ExecutableMap, state: ProcessState | null, command: Command, facts: Facts): Step {
  const draft = new Draft(map, state, facts);
  try {
    if (state && facts.stageIsCurrent && command.type !== 'ReportStage') {
      compareStage(draft, facts.deal.stage, null, facts.now);
    }
    decide(draft, command);
    advance(draft);
  } catch (thrown) {
    if (thrown instanceof Refusal) return { ok: false, rejection: thrown.rejection };
    throw thrown;
  }
  return { ok: true, events: draft.events, texts: draft.texts, foreseen: draft.state };
}

function decide(draft: Draft, command: Command) {
  switch (command.type) {
    case 'StartProcess':
      return startProcess(draft, command);
    case 'CompleteTask':
      return completeTask(draft, command);
    case 'HandOverTask':
      return handOverTask(draft, command);
    case 'ClaimTask':
      return claimTask(draft, command);
    case 'ReleaseTask':
      return releaseTask(draft, command);
    case 'CompleteStep':
      return completeStep(draft, command);
    case 'CompleteAction':
      return completeAction(draft, command);
    case 'FailAction':
      return failAction(draft, command);
    case 'FireTimer':
      return fireTimer(draft, command.timer);
    case 'TerminateEarly':
      return terminateEarly(draft, command);
    case 'SuspendProcess':
      return suspendProcess(draft, command);
    case 'ResumeProcess':
      return resumeProcess(draft, command);
    case 'MoveProcess':
      return moveProcess(draft, command);
    case 'SignalProcess':
      return signalProcess(draft, command);
    case 'MigrateProcess':
      return migrateProcess(draft, command);
    case 'UndoMigration':
      return undoMigration(draft, command);
    case 'ReportStage':
      return reportStage(draft, command);
  }
}
