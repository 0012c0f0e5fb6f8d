import type { CommandOf } from '../command.js';
import { type Draft, refuse } from '../draft.js';
import { enter } from '../move.js';
import { moveObstacle } from '../move-obstacle.js';

/** Withdraws whatever is open in the process and in those that it called, and begins anew at a node of its map. */
export function moveProcess(draft: Draft, { node, reason }: CommandOf<'MoveProcess'>): void {
  const { id, status, outcome, kind, tokens, visits, lossReason } = draft.state;
  if (status === 'ended') refuse({ code: 'PROCESS_ENDED', process: id });
  draft.requireGoingOn();
  if (outcome !== null) refuse({ code: 'ALREADY_DECIDED', process: id });
  const to = draft.map.nodes.get(node) ?? refuse({ code: 'CANNOT_MOVE_THERE', node, why: 'unknown' });
  const why = moveObstacle(draft.map, to, lossReason !== null);
  if (why) refuse({ code: 'CANNOT_MOVE_THERE', node, why });
  if (!reason.trim()) refuse({ code: 'REASON_REQUIRED' });
  const from = tokens.filter(({ process }) => process === id).map((token) => token.node);
  const comment = draft.write(`${id}#move:${visits + 1}`, reason);
  draft.emit({ type: 'ProcessMoved', by: draft.facts.actor, from, to: node, ...comment });
  draft.withdraw(id, 'moved');
  enter(draft, { process: id, leading: kind === 'governing' }, to, null);
}
