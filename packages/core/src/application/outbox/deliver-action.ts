import { rootOf } from '@dealroute/domain';
import type { ActionRequest, CallContext, ClaimedMessage } from '../../ports/index.js';
import { checked, completeActionRequest } from '../requests.js';
import { runCommand } from '../run-command.js';
import type { Runtime } from '../runtime.js';

/** Runs the host's handler of a serviceTask that still waits, and completes it with the answer. */
export async function deliverAction(
  runtime: Runtime,
  message: ClaimedMessage,
  context: CallContext,
): Promise<void> {
  const { tenant, attempt } = message;
  const request = { ...(message.body as unknown as Omit<ActionRequest, 'attempt'>), attempt };
  const { action, name, process } = request;
  const handler = runtime.ports.actions[name];
  if (!handler) throw new Error(`No handler of action "${name}" on this node.`);
  const [stored] = await runtime.ports.store.load([{ tenant, process }]);
  if (!stored?.state.tokens.some(({ visit }) => `${process}.${visit}` === action)) return;
  const handle = typeof handler === 'function' ? handler : handler.handle;
  const answer = await handle(request, context);
  if (answer === 'later') return;
  const wish = checked(
    completeActionRequest,
    { action, output: answer ?? {} },
    `The handler of action "${name}"`,
  );
  const command = { type: 'CompleteAction' as const, action, output: wish.output ?? {} };
  const scope = { tenant, source: 'action' };
  const outcome = await runCommand(runtime, scope, {
    process: rootOf(action),
    command,
    actor: null,
    key: `action:${action}`,
  });
  if (!outcome.ok && outcome.rejection.code !== 'ACTION_NOT_WAITING') {
    throw new Error(`The answer of action "${name}" was refused: ${outcome.rejection.code}.`);
  }
}
