import type { ClaimedMessage, Notice } from '../../ports/index.js';
import type { Runtime } from '../runtime.js';
import type { Recipient } from './messages.js';

/** Brings a notice to its person, or to everybody who has its role now. */
export async function deliverNotice({ ports }: Runtime, message: ClaimedMessage): Promise<void> {
  const context = { tenant: message.tenant };
  const body = message.body as unknown as Omit<Notice, 'id' | 'to'> & { to: Recipient };
  if (typeof body.to === 'string')
    return ports.notifier.deliver({ ...body, to: body.to, id: message.id }, context);
  for (const to of await ports.directory.withRole(body.to.role, context)) {
    await ports.notifier.deliver({ ...body, to, id: `${message.id}:${to}` }, context);
  }
}
