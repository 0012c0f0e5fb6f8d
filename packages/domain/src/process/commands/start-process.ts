import type { CommandOf } from '../command.js';
import { type Draft, refuse } from '../draft.js';
import { enter } from '../move.js';

/** Begins a process at the map's start. A governing one demands a deal of its own pipeline, and takes up again what another one lost. */
export function startProcess(draft: Draft, command: CommandOf<'StartProcess'>): void {
  const { map, facts } = draft;
  const { deal } = facts;
  const expected = map.map.pipeline;
  if (map.map.kind === 'governing' && expected !== undefined && expected !== deal.pipeline) {
    refuse({ code: 'WRONG_PIPELINE', deal: deal.ref, pipeline: deal.pipeline, expected });
  }
  draft.emit({
    type: 'ProcessStarted',
    process: command.process,
    deal: deal.ref,
    kind: map.map.kind,
    map: map.pin,
    starter: command.starter ?? facts.actor,
    at: facts.now,
    stage: deal.stage,
    variables: { ...map.map.variables, ...command.variables },
    ...(map.map.kind === 'governing' && facts.former !== null && { former: facts.former }),
  });
  enter(draft, { process: command.process, leading: map.map.kind === 'governing' }, map.start, null);
}
