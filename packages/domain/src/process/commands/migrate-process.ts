import type { ExecutableMap } from '../../compile-map.js';
import type { CommandOf } from '../command.js';
import { type Draft, refuse } from '../draft.js';
import type { ProcessEventOf } from '../event.js';
import { requireStanding } from '../migration-obstacle.js';
import { recalculate } from '../recalculate.js';
import type { Completion } from '../state.js';
import { type CrossingToken, counterpartId, crossOver, type VersionCrossing } from '../version-crossing.js';

/**
 * Lets the process go on under another version of its map. Tasks keep their assignee, steps done and answers; timers,
 * awaited actions and called processes go on; the deal takes the stage of the leading token's node there.
 */
export function migrateProcess(draft: Draft, command: CommandOf<'MigrateProcess'>): void {
  const to = requireVersion(draft, command);
  const crossing = { from: draft.map, to, mapping: command.mapping ?? {} };
  const crossed = crossOver(draft, crossing);
  requireStanding(draft, to, crossed);
  draft.goOver(to, migrated(draft, crossing, crossed));
  const leading = crossed.find(({ token }) => token.leading);
  if (leading?.is.node.stage !== undefined) draft.changeStage(leading.is.node.stage);
  if (command.deadlines === 'recalculate') for (const one of crossed) recalculate(draft, one);
}

/** The version, where the process as a whole may go over to it. */
function requireVersion(draft: Draft, { version }: CommandOf<'MigrateProcess'>): ExecutableMap {
  const { id, status, kind } = draft.state;
  const { goesOverTo: to, deal } = draft.facts;
  if (status === 'ended') refuse({ code: 'PROCESS_ENDED', process: id });
  draft.requireGoingOn();
  const { key } = draft.map.pin;
  if (to?.pin.key !== key || to.pin.version !== version) refuse({ code: 'MAP_NOT_FOUND', map: key, version });
  if (version === draft.map.pin.version) refuse({ code: 'CANNOT_MIGRATE', why: 'sameVersion' });
  if (to.map.kind !== kind) refuse({ code: 'CANNOT_MIGRATE', why: 'mapKind' });
  const { pipeline: expected } = to.map;
  if (kind === 'governing' && expected !== undefined && expected !== deal.pipeline) {
    refuse({ code: 'WRONG_PIPELINE', deal: deal.ref, pipeline: deal.pipeline, expected });
  }
  return to;
}

function migrated(
  draft: Draft,
  crossing: VersionCrossing,
  crossed: readonly CrossingToken[],
): ProcessEventOf<'ProcessMigrated'> {
  const { instances, variables } = draft.state;
  const completions = instances[0] && renamed(crossing, instances[0].completions);
  const brought = Object.entries(crossing.to.map.variables ?? {}).filter(
    ([name]) => !Object.hasOwn(variables, name),
  );
  return {
    type: 'ProcessMigrated',
    by: draft.facts.actor,
    from: crossing.from.pin,
    to: crossing.to.pin,
    tokens: crossed.flatMap(({ token: { visit, node, flow }, place: to }) =>
      node === to.node && flow === to.flow ? [] : [{ visit, from: { node, flow }, to }],
    ),
    ...(completions && { completions }),
    ...(brought.length > 0 && { variables: Object.fromEntries(brought) }),
  };
}

/** Who completed which node under the ids of the version, where one of them is another. Of two that meet the one with that id counts. */
function renamed(
  crossing: VersionCrossing,
  from: Readonly<Record<string, Completion>>,
): ProcessEventOf<'ProcessMigrated'>['completions'] {
  const entries = Object.entries(from).map(([node, completion]) => ({
    node,
    to: counterpartId(crossing, node) ?? node,
    completion,
  }));
  const others = entries.filter(({ node, to }) => node !== to);
  if (others.length === 0) return undefined;
  const same = entries.filter(({ node, to }) => node === to);
  return { from, to: Object.fromEntries([...others, ...same].map(({ to, completion }) => [to, completion])) };
}
