import type { Stage } from '../map/pipeline.js';
import type { RuleInput } from './rule.js';

/** The stages of a governing map's pipeline, in order and by key; undefined where they are not known. */
export function knownStages({ map, context }: RuleInput): ReadonlyMap<string, Stage> | undefined {
  const { pipeline } = context;
  if (map.kind !== 'governing' || !pipeline || pipeline.key !== map.pipeline) return undefined;
  return new Map(pipeline.stages.map((stage) => [stage.key, stage]));
}
