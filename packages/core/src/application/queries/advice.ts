import type {
  ChecklistStep,
  DealSnapshot,
  Instant,
  Label,
  ProcessId,
  ProcessState,
  Result,
  TaskId,
  UserId,
} from '@dealroute/domain';
import { isFilled } from '@dealroute/domain';
import type { TaskCard } from './task-card.js';

/** An open task as far as a recommendation speaks of it. */
export interface NextTask {
  readonly id: TaskId;
  readonly title: Label;
  readonly assignee: UserId | null;
  readonly dueAt: Instant | null;
  readonly overdue: boolean;
  /** The checklist step that is next; null when none is required any more. */
  readonly step: ChecklistStep | null;
  /** Deal fields that are asked for and empty. */
  readonly missingFields: readonly string[];
  readonly results: readonly Result[];
}

/** What to do about a task, first things first. */
export interface TaskAdvice {
  readonly code: 'CLAIM_TASK' | 'ASSIGN_TASK' | 'DO_STEP' | 'FILL_FIELDS' | 'CHOOSE_RESULT' | 'COMPLETE_TASK';
  readonly task: NextTask;
  /** Whether the one who asks has it, or may claim it; null when nobody asks. */
  readonly yours: boolean | null;
}

/** A recommendation as data; `adviceText` makes a sentence of it. */
export type Advice =
  | TaskAdvice
  | { readonly code: 'WAIT_UNTIL'; readonly title: Label; readonly until: Instant }
  /** For a called process: its map's title, and what is open in it. */
  | { readonly code: 'WAIT_FOR_PROCESS'; readonly title: Label; readonly tasks: readonly NextTask[] }
  | { readonly code: 'WAIT_FOR_ACTION'; readonly title: Label }
  /** For other branches, and what is open in them. */
  | { readonly code: 'WAIT_FOR_BRANCHES'; readonly tasks: readonly NextTask[] }
  | { readonly code: 'RESUME'; readonly process: ProcessId; readonly since: Instant }
  | { readonly code: 'REPAIR'; readonly process: ProcessId; readonly incident: string }
  /** One of the governing maps that are active for the deal's pipeline. */
  | {
      readonly code: 'START_PROCESS';
      readonly maps: readonly { readonly key: string; readonly title: Label }[];
    }
  /** The deal is won or lost, or there is no map for its pipeline. */
  | { readonly code: 'NOTHING'; readonly why: 'closed' | 'noMap' };

export type AdviceCode = Advice['code'];

/** A task with what is still to be done in it. */
export function nextTask(card: TaskCard, state: ProcessState | undefined, deal: DealSnapshot): NextTask {
  const done = state?.tasks.find(({ id }) => id === card.id)?.done ?? [];
  const step = card.checklist.find(({ key, optional }) => !optional && !done.includes(key)) ?? null;
  const missingFields = card.requiredFields.filter((field) => !isFilled(deal.fields[field]));
  const { id, title, assignee, dueAt, overdue, results } = card;
  return { id, title, assignee, dueAt, overdue, step, missingFields, results };
}

/** The first thing to do about a task. */
export function taskAdvice(card: TaskCard, task: NextTask, actor: UserId | null | undefined): Advice {
  const { assignee, candidates } = card;
  const mine = assignee === null ? candidates.includes(actor ?? '') : assignee === actor;
  const yours = actor == null ? null : mine;
  if (assignee === null) return { code: candidates.length > 0 ? 'CLAIM_TASK' : 'ASSIGN_TASK', task, yours };
  if (task.step) return { code: 'DO_STEP', task, yours };
  if (task.missingFields.length > 0) return { code: 'FILL_FIELDS', task, yours };
  return { code: task.results.length > 0 ? 'CHOOSE_RESULT' : 'COMPLETE_TASK', task, yours };
}
