import type { CallContext, ClaimedMessage } from '../../ports/index.js';
import type { Runtime } from '../runtime.js';
import type { PostedNotice } from './notice-message.js';

/** Brings a notice to its person, or to everybody who has its role now. */
export async function deliverNotice(
  { ports }: Runtime,
  message: ClaimedMessage,
  context: CallContext,
): Promise<void> {
  const body = message.body as unknown as PostedNotice;
  const { to: recipient } = body;
  if (typeof recipient === 'string')
    return ports.notifier.deliver({ ...body, to: recipient, id: message.id }, context);
  for (const to of await ports.directory.withRole(recipient.role, context)) {
    await ports.notifier.deliver({ ...body, to, id: `${message.id}:${to}` }, context);
  }
}
