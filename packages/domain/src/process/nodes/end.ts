import type { EndNode } from '../../map/node.js';
import { type Draft, refuse } from '../draft.js';
import type { Instance, Outcome, Token } from '../state.js';
import { endCalled } from './call.js';

/** Ends a path; the last one, or one that decides, ends its process. */
export function enterEnd(draft: Draft, token: Token, node: EndNode): void {
  draft.emit({ type: 'NodeLeft', visit: token.visit });
  const instance = draft.instance(token.process);
  if (instance.caller === null && draft.state.kind === 'governing') endGoverning(draft, token, node);
  else endIndependent(draft, instance, node);
}

/** The leading path's end decides; an end of a side branch only ends that branch. */
function endGoverning(draft: Draft, token: Token, node: EndNode): void {
  const { state } = draft;
  if (token.leading && state.outcome === null) decide(draft, node);
  if (draft.state.tokens.length > 0) return;
  if (draft.state.outcome === null) refuse({ code: 'MAP_UNSOUND', process: state.id });
  draft.emit({ type: 'ProcessEnded', at: draft.facts.now });
}

/** The first failure decides, else success when the last token is gone. */
function endIndependent(draft: Draft, instance: Instance, node: EndNode): void {
  const failed = node.outcome === 'failure';
  if (failed) draft.withdraw(instance.process, 'failureEnd');
  else if (node.remaining === 'withdraw') draft.withdraw(instance.process, 'successEnd');
  if (draft.state.tokens.some((token) => token.process === instance.process)) return;
  const outcome: Outcome = failed ? 'failure' : 'success';
  if (instance.caller === null) {
    draft.emit({ type: 'OutcomeDecided', outcome, ...reasonOf(draft, node) });
    draft.emit({ type: 'ProcessEnded', at: draft.facts.now });
  } else endCalled(draft, instance, outcome);
}

function decide(draft: Draft, node: EndNode): void {
  const outcome = node.outcome ?? 'success';
  draft.emit({ type: 'OutcomeDecided', outcome, ...reasonOf(draft, node) });
  if (outcome === 'failure') draft.withdraw(draft.state.id, 'failureEnd');
  else if (node.remaining === 'withdraw') draft.withdraw(draft.state.id, 'successEnd');
}

function reasonOf(draft: Draft, node: EndNode): { lossReason?: string } {
  if (node.outcome !== 'failure') return {};
  const lossReason = node.lossReason ?? draft.state.lossReason;
  return lossReason === null ? {} : { lossReason };
}
