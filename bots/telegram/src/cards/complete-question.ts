import type { Result, RouteMap, TaskCard } from '@dealroute/core';

/** A wish to complete a task, as far as the person has said it. */
export interface CompleteWish {
  readonly result: string | null;
  readonly reason?: string;
  /** Asked once more, and confirmed. */
  readonly sure?: boolean;
  readonly comment?: string;
}

/** What must be asked before the wish can be fulfilled, in this order; null when nothing is left. */
export type CompleteQuestion = 'reason' | 'sure' | 'comment' | null;

export function completeQuestion(card: TaskCard, map: RouteMap | null, wish: CompleteWish): CompleteQuestion {
  const result = card.results.find(({ key }) => key === wish.result);
  if (result?.lossReason === 'required' && wish.reason === undefined) return 'reason';
  if (wish.sure !== true && result && wantsConfirmation(map, card.node, result)) return 'sure';
  const commented = card.commentRequired || result?.comment === 'required';
  return commented && !wish.comment?.trim() ? 'comment' : null;
}

/** Whether a result is asked once more: the map says so, it asks for a loss reason, or it ends in a failure. */
function wantsConfirmation(map: RouteMap | null, node: string, result: Result): boolean {
  return (
    result.confirm === true ||
    result.lossReason === 'required' ||
    (map !== null && leadsToFailure(map, node, result))
  );
}

/** Whether the flow of a result goes straight to a failure end. */
export function leadsToFailure(map: RouteMap, node: string, { key }: Pick<Result, 'key'>): boolean {
  const flows = map.flows.filter(({ from }) => from === node);
  const flow = flows.find(({ result }) => result === key) ?? flows.find(({ result }) => result === undefined);
  const end = map.nodes.find(({ id }) => id === flow?.to);
  return end?.kind === 'end' && end.outcome === 'failure';
}
