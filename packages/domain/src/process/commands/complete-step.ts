import type { ContactEvidence } from '../../map/contact.js';
import type { UserTaskNode } from '../../map/node.js';
import type { CommandOf } from '../command.js';
import { type Draft, refuse } from '../draft.js';
import { isFilled } from '../requirements.js';

/** Ticks off a checklist step, in order and with its evidence. A step that is done already stays done. */
export function completeStep(draft: Draft, command: CommandOf<'CompleteStep'>): void {
  const { task, token } = draft.openTask(command.task);
  const steps = (draft.nodeOf(token).node as UserTaskNode).checklist ?? [];
  const index = steps.findIndex(({ key }) => key === command.step);
  const step = steps[index] ?? refuse({ code: 'STEP_UNKNOWN', step: command.step });
  if (task.done.includes(step.key)) return;
  if (task.assignee === null && task.candidates.length > 0) refuse({ code: 'TASK_UNCLAIMED', task: task.id });
  const first = steps.slice(0, index).find(({ key, optional }) => !optional && !task.done.includes(key));
  if (first) refuse({ code: 'STEP_OUT_OF_ORDER', step: step.key, first: first.key });
  const { evidence } = step;
  if (evidence?.kind === 'comment' && !command.comment?.trim()) {
    refuse({ code: 'EVIDENCE_MISSING', step: step.key, evidence: 'comment' });
  }
  if (evidence?.kind === 'field' && !isFilled(draft.facts.deal.fields[evidence.field])) {
    refuse({ code: 'EVIDENCE_MISSING', step: step.key, evidence: 'field', field: evidence.field });
  }
  const contact = evidence?.kind === 'contact' ? proof(draft, step.key, evidence) : {};
  const comment = draft.write(`${task.id}#step:${step.key}`, command.comment);
  draft.emit({ type: 'StepCompleted', task: task.id, step: step.key, ...comment, ...contact });
}

function proof({ facts }: Draft, step: string, { direction, channel }: ContactEvidence) {
  if (facts.contact !== undefined) return { contact: facts.contact };
  const wanted = { ...(direction && { direction }), ...(channel && { channel }) };
  return refuse({ code: 'EVIDENCE_MISSING', step, evidence: 'contact', ...wanted });
}
