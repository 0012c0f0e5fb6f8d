import type { ExecutableMap } from '../compile-map.js';
import { flowGraph } from '../map/flow-graph.js';
import type { UserTaskNode } from '../map/node.js';
import { leadingNodes } from '../validation/leading-path.js';
import { nodeName } from '../validation/naming.js';
import { proveStanding } from '../validation/soundness/prove-standing.js';
import { inWords } from '../validation/soundness/trouble-findings.js';
import type { Trouble } from '../validation/soundness/verdict.js';
import { type Draft, refuse } from './draft.js';
import { losesSilently } from './leading-way.js';
import type { RejectionOf } from './rejection.js';
import type { CrossingToken } from './version-crossing.js';

/** Why a process cannot go over to another version of its map. */
export type MigrationObstacle =
  /** It runs under that version. */
  | 'sameVersion'
  /** One of the versions governs the deal, the other does not. */
  | 'mapKind'
  /** Nothing in the version could take the place of the node. */
  | 'noCounterpart'
  /** The version has no node of the id that was chosen. */
  | 'choiceUnknown'
  /** The node that was chosen is of another kind. */
  | 'choiceKind'
  /** The node there calls another map. */
  | 'otherMap'
  /** The node there asks for another action than the one that is awaited. */
  | 'otherAction'
  /** A result that a person has given is none of the node there. */
  | 'answers'
  /** The leading token would stand off the leading path, or another one on it. */
  | 'leading'
  /** A branch would wait for ever. */
  | 'stranded'
  /** A node would be entered while it is still open. */
  | 'doubled'
  /** The process could go on, and never end. */
  | 'endless'
  /** There are too many ways to go on to look at. */
  | 'undecided'
  /** The deal might be lost from there without anybody having been asked why. */
  | 'lossReason'
  /** It went over under the same key before, and that was undone. */
  | 'takenBack';

/** Refuses what would leave the process in a standing that its new version does not allow. */
export function requireStanding(draft: Draft, to: ExecutableMap, crossed: readonly CrossingToken[]): void {
  for (const crossing of crossed) {
    const why = nodeObstacle(crossing);
    if (why) refuse({ code: 'CANNOT_MIGRATE', why, node: crossing.was.id });
  }
  if (draft.state.kind === 'governing') requireLeading(draft, to, crossed);
  const places = crossed.map(({ token: { leading }, place }) => ({ ...place, leading }));
  const proved = proveStanding(to.map, places, draft.state.outcome !== null);
  if (proved.is === 'undecided') refuse({ code: 'CANNOT_MIGRATE', why: 'undecided' });
  if (proved.is === 'unsound' && proved.troubles[0]) refuse(inTrouble(to, proved.troubles[0]));
}

function nodeObstacle({
  token,
  was: { node: was },
  is: { node: is },
}: CrossingToken): MigrationObstacle | undefined {
  if (is.kind !== was.kind) return 'choiceKind';
  if (is.kind === 'call' && was.kind === 'call' && is.map !== was.map) return 'otherMap';
  if (is.kind === 'serviceTask' && was.kind === 'serviceTask' && is.action !== was.action)
    return 'otherAction';
  if (is.kind === 'userTask' && !countsAnswers(is, token)) return 'answers';
  return undefined;
}

/** Results that are given already must be among those that the node combines. */
function countsAnswers({ results }: UserTaskNode, { answers = [] }: CrossingToken['token']): boolean {
  const keys = results?.map(({ key }) => key);
  return answers.every(({ result }) => (result === null ? !keys?.length : keys?.includes(result)));
}

function requireLeading(draft: Draft, to: ExecutableMap, crossed: readonly CrossingToken[]): void {
  const leading = leadingNodes(to.map, flowGraph(to.map));
  for (const { token, was, is } of crossed) {
    // At a join the leading branch meets others.
    const fits = token.leading === leading.has(is.id) || (!token.leading && is.kind === 'join');
    if (!fits) refuse({ code: 'CANNOT_MIGRATE', why: 'leading', node: was.id });
    if (token.leading && draft.state.lossReason === null && losesSilently(is)) {
      refuse({ code: 'CANNOT_MIGRATE', why: 'lossReason', node: was.id });
    }
  }
}

const OBSTACLES: Readonly<Record<Trouble['kind'], MigrationObstacle>> = {
  stuck: 'stranded',
  leftBehind: 'stranded',
  dead: 'stranded',
  called: 'stranded',
  doubled: 'doubled',
  endless: 'endless',
};

function inTrouble({ map }: ExecutableMap, { kind, node, path }: Trouble): RejectionOf<'CANNOT_MIGRATE'> {
  const graph = flowGraph(map);
  return {
    code: 'CANNOT_MIGRATE',
    why: OBSTACLES[kind],
    at: nodeName(graph, node),
    ...(path.length > 0 && { path: inWords(graph, path) }),
  };
}
