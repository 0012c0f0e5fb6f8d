import type { CommandOf } from '../command.js';
import { type Draft, refuse } from '../draft.js';

/** The host saw the deal at a stage. The process's own stage is no news; another one is a bypass. */
export function reportStage(draft: Draft, command: CommandOf<'ReportStage'>): void {
  if (draft.state.status === 'ended') refuse({ code: 'PROCESS_ENDED', process: draft.state.id });
  compareStage(draft, command.stage, command.by ?? null, command.at ?? draft.facts.now);
}

/** Records a stage that this governing process did not set, once, and undoes it where the map says so. */
export function compareStage(draft: Draft, seen: string, by: string | null, at: number): void {
  const { kind, status, stage, bypass, stageSeq } = draft.state;
  if (kind !== 'governing' || status === 'ended') return;
  if (seen === stage) {
    if (bypass !== null) draft.emit({ type: 'StageRestored' });
    return;
  }
  if (seen === bypass) return;
  const reverts = draft.map.map.stageBypass === 'revert';
  draft.emit({
    type: 'StageBypassed',
    from: stage,
    to: seen,
    by,
    at,
    ...(reverts ? { answer: 'revert', seq: stageSeq + 1 } : { answer: 'incident' }),
  });
}
