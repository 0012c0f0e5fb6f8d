import type { ExecutableMap } from '../compile-map.js';
import type { ContactEvidence } from '../map/contact.js';
import type { UserTaskNode } from '../map/node.js';
import type { Command } from './command.js';
import { mapOf } from './map-of.js';
import type { ProcessState } from './state.js';

/** The contact by which a command's checklist step is proved; undefined where it needs none. `called` as for {@link mapOf}. */
export function contactEvidence(
  map: ExecutableMap,
  state: ProcessState,
  command: Command,
  called?: readonly ExecutableMap[],
): ContactEvidence | undefined {
  if (command.type !== 'CompleteStep') return undefined;
  const task = state.tasks.find(({ id }) => id === command.task);
  const token = task && state.tokens.find(({ visit }) => visit === task.visit);
  const node = token && mapOf(map, state, token.process, called)?.nodes.get(token.node)?.node;
  const step = (node as UserTaskNode | undefined)?.checklist?.find(({ key }) => key === command.step);
  return step?.evidence?.kind === 'contact' ? step.evidence : undefined;
}
