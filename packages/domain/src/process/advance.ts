import type { ExecutableNode } from '../compile-map.js';
import type { Draft } from './draft.js';
import { enterCall } from './nodes/call.js';
import { enterDecision } from './nodes/decision.js';
import { enterEnd } from './nodes/end.js';
import { enterJoin } from './nodes/join.js';
import { enterServiceTask } from './nodes/service-task.js';
import { enterSplit } from './nodes/split.js';
import { enterStart } from './nodes/start.js';
import { enterTimer } from './nodes/timer.js';
import { enterUserTask } from './nodes/user-task.js';
import type { Token } from './state.js';

/** Lets every token that has just arrived act, until all of them wait. */
export function advance(draft: Draft): void {
  for (let token = draft.arrivals.shift(); token; token = draft.arrivals.shift()) {
    // An end that came first may have withdrawn it.
    if (draft.token(token.visit)) act(draft, token, draft.nodeOf(token));
  }
}

function act(draft: Draft, token: Token, at: ExecutableNode) {
  const { node } = at;
  switch (node.kind) {
    case 'start':
      return enterStart(draft, token, at);
    case 'userTask':
      return enterUserTask(draft, token, node);
    case 'serviceTask':
      return enterServiceTask(draft, token, node);
    case 'decision':
      return enterDecision(draft, token, at);
    case 'split':
      return enterSplit(draft, token, at);
    case 'join':
      return enterJoin(draft, token, at);
    case 'call':
      return enterCall(draft, token, node);
    case 'timer':
      return enterTimer(draft, token, node);
    case 'end':
      return enterEnd(draft, token, node);
  }
}
