import type { ExecutableNode } from '../../compile-map.js';
import type { Result, UserTaskNode } from '../../map/node.js';
import type { CommandOf } from '../command.js';
import { type Draft, refuse } from '../draft.js';
import { take } from '../move.js';
import { requireFilled, requireLossReason } from '../requirements.js';
import type { Answer, OpenTask, Token } from '../state.js';
import { combineResults } from './combine-results.js';

/** Plans the tasks of this visit; who gets them and until when is resolved outside the step. */
export function enterUserTask(draft: Draft, token: Token, node: UserTaskNode): void {
  const { visit, process } = token;
  draft.emit({
    type: 'TasksPlanned',
    visit,
    process,
    map: draft.instance(process).map,
    node: node.id,
    rule: node.assignee ?? { rule: 'responsible' },
    performers: node.performers ?? { mode: 'one' },
    limit: node.timeLimit ?? null,
  });
}

/** Completes a task when everything that the node asks for is there, and the node when enough people have. */
export function completeTask(draft: Draft, command: CommandOf<'CompleteTask'>): void {
  const { task, token } = draft.openTask(command.task);
  const at = draft.nodeOf(token) as ExecutableNode<UserTaskNode>;
  const { node } = at;
  if (task.assignee === null && task.candidates.length > 0) refuse({ code: 'TASK_UNCLAIMED', task: task.id });
  requireChecklist(node, task);
  const result = chosenResult(node, command.result);
  requireFilled(draft.facts.deal, node.requiredFields ?? []);
  if ((node.comment ?? result?.comment) === 'required' && !command.comment?.trim()) {
    refuse({ code: 'COMMENT_REQUIRED', ...(result && { result: result.key }) });
  }
  const asksReason = result?.lossReason === 'required';
  const lossReason = asksReason ? requireLossReason(draft, token.process, command.lossReason) : undefined;
  draft.emit({
    type: 'TaskCompleted',
    task: task.id,
    by: draft.facts.actor,
    result: result?.key ?? null,
    ...draft.write(`${task.id}#result`, command.comment),
    ...(lossReason !== undefined && { lossReason }),
  });
  if (command.variables && Object.keys(command.variables).length > 0) {
    draft.emit({ type: 'VariablesSet', values: command.variables });
  }
  settle(draft, at, token);
}

/** Goes on when the answers given are enough for the node. */
function settle(draft: Draft, at: ExecutableNode<UserTaskNode>, { visit }: Token): void {
  const token = draft.token(visit);
  if (!token?.answers) return;
  const open = draft.state.tasks.filter((task) => task.visit === visit).length;
  const outcome = nodeResult(at.node, token.answers, open);
  if (!outcome) return;
  draft.withdrawTasks(token, 'othersCompleted');
  draft.emit({ type: 'NodeCompleted', visit, by: draft.facts.actor, result: outcome.result });
  const flows = at.outgoing;
  const chosen =
    flows.find(({ flow }) => flow.result === outcome.result) ??
    flows.find(({ flow }) => flow.result === undefined);
  if (!chosen) refuse({ code: 'MAP_UNSOUND', process: draft.state.id });
  take(draft, token, chosen);
}

/** The node's result once enough people answered; undefined while it waits for more. */
function nodeResult(
  node: UserTaskNode,
  answers: readonly Answer[],
  open: number,
): { result: string | null } | undefined {
  const performers = node.performers ?? { mode: 'one' };
  const results = (node.results ?? []).map(({ key }) => key);
  switch (performers.mode) {
    case 'one':
    case 'anyOf':
      return { result: answers[0]?.result ?? null };
    case 'allOf':
      return open > 0 ? undefined : { result: combineResults(performers.combine, answers, results) };
    case 'quorum':
      return answers.length < performers.count && open > 0
        ? undefined
        : { result: combineResults(performers.combine, answers, results) };
  }
}

function chosenResult(node: UserTaskNode, key: string | undefined): Result | undefined {
  const results = node.results ?? [];
  const keys = results.map((result) => result.key);
  if (key === undefined)
    return results.length === 0 ? undefined : refuse({ code: 'RESULT_REQUIRED', results: keys });
  return (
    results.find((result) => result.key === key) ??
    refuse({ code: 'RESULT_UNKNOWN', result: key, results: keys })
  );
}

function requireChecklist(node: UserTaskNode, task: OpenTask): void {
  const steps = (node.checklist ?? []).filter((step) => !step.optional && !task.done.includes(step.key));
  if (steps.length > 0) refuse({ code: 'CHECKLIST_OPEN', steps: steps.map((step) => step.key) });
}
