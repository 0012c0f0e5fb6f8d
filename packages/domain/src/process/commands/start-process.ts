import type { ExecutableNode } from '../../compile-map.js';
import type { CommandOf } from '../command.js';
import { type Draft, refuse } from '../draft.js';
import { enter } from '../move.js';
import { moveObstacle } from '../move-obstacle.js';

/**
 * Begins a process at the map's start, or at the node at which an open deal is adopted. A governing one demands a deal
 * of its own pipeline, and takes up again what another one lost.
 */
export function startProcess(draft: Draft, command: CommandOf<'StartProcess'>): void {
  const { map, facts } = draft;
  const { deal } = facts;
  const { process, node: adoptedAt, starter = facts.actor, variables } = command;
  const expected = map.map.pipeline;
  if (map.map.kind === 'governing' && expected !== undefined && expected !== deal.pipeline) {
    refuse({ code: 'WRONG_PIPELINE', deal: deal.ref, pipeline: deal.pipeline, expected });
  }
  const first = adoptedAt === undefined ? map.start : adoptingNode(draft, adoptedAt);
  draft.emit({
    type: 'ProcessStarted',
    process,
    deal: deal.ref,
    kind: map.map.kind,
    map: map.pin,
    starter,
    at: facts.now,
    stage: deal.stage,
    variables: { ...map.map.variables, ...variables },
    ...(map.map.kind === 'governing' && facts.former !== null && { former: facts.former }),
    ...(adoptedAt !== undefined && { adoptedAt }),
  });
  enter(draft, { process, leading: map.map.kind === 'governing' }, first, null);
}

/** A process can be begun where a running one could be moved to. */
function adoptingNode({ map }: Draft, node: string): ExecutableNode {
  const at = map.nodes.get(node) ?? refuse({ code: 'CANNOT_BEGIN_THERE', node, why: 'unknown' });
  const why = moveObstacle(map, at, false);
  return why ? refuse({ code: 'CANNOT_BEGIN_THERE', node, why }) : at;
}
