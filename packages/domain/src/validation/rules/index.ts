import type { Rule } from '../rule.js';
import { assigneeRule } from './assignee-rule.js';
import { blankTitle } from './blank-title.js';
import { branchWithoutJoin } from './branch-without-join.js';
import { callCycle } from './call-cycle.js';
import { callOutcomes } from './call-outcomes.js';
import { callTarget } from './call-target.js';
import { condition } from './condition.js';
import { danglingFlow } from './dangling-flow.js';
import { deadNode } from './dead-node.js';
import { decisionFlows } from './decision-flows.js';
import { descriptionPlaceholder } from './description-placeholder.js';
import { doubledFlow } from './doubled-flow.js';
import { earlyFinalStage } from './early-final-stage.js';
import { end } from './end.js';
import { endOutcome } from './end-outcome.js';
import { endlessPath } from './endless-path.js';
import { flowCount } from './flow-count.js';
import { flowKeys } from './flow-keys.js';
import { idSyntax } from './id-syntax.js';
import { independentMap } from './independent-map.js';
import { leadingBranch } from './leading-branch.js';
import { loopWithoutWait } from './loop-without-wait.js';
import { lossReasonMissing } from './loss-reason-missing.js';
import { lossReasons } from './loss-reasons.js';
import { optionToComplete } from './option-to-complete.js';
import { performerRule } from './performer-rule.js';
import { performers } from './performers.js';
import { pipeline } from './pipeline.js';
import { properCompletion } from './proper-completion.js';
import { resultFlows } from './result-flows.js';
import { safe } from './safe.js';
import { sideBranchEnd } from './side-branch-end.js';
import { sideBranchStage } from './side-branch-stage.js';
import { singlePerformer } from './single-performer.js';
import { stageKind } from './stage-kind.js';
import { stageMissing } from './stage-missing.js';
import { stageOrder } from './stage-order.js';
import { start } from './start.js';
import { timeLimit } from './time-limit.js';
import { undecided } from './undecided.js';
import { uniqueIds } from './unique-ids.js';
import { unknownAction } from './unknown-action.js';
import { unknownField } from './unknown-field.js';
import { unknownStage } from './unknown-stage.js';
import { unreachableNode } from './unreachable-node.js';

/** The rules of the drawing, in the order in which their findings are told: keys, shape, flows, branches, stages, ends, tasks, calls. */
export const drawingRules: readonly Rule[] = [
  idSyntax,
  uniqueIds,
  blankTitle,
  start,
  end,
  danglingFlow,
  flowCount,
  unreachableNode,
  endlessPath,
  loopWithoutWait,
  flowKeys,
  doubledFlow,
  resultFlows,
  callOutcomes,
  decisionFlows,
  condition,
  leadingBranch,
  branchWithoutJoin,
  independentMap,
  pipeline,
  stageMissing,
  unknownStage,
  sideBranchStage,
  stageKind,
  earlyFinalStage,
  stageOrder,
  endOutcome,
  sideBranchEnd,
  lossReasonMissing,
  lossReasons,
  timeLimit,
  performers,
  singlePerformer,
  assigneeRule,
  performerRule,
  unknownField,
  descriptionPlaceholder,
  unknownAction,
  callTarget,
  callCycle,
];

/** The properties that the proof shows, and what it says where it could not. */
export const proofRules: readonly Rule[] = [optionToComplete, properCompletion, safe, deadNode, undecided];

/** Every rule, in the order in which their findings are told. */
export const rules: readonly Rule[] = [...drawingRules, ...proofRules];
