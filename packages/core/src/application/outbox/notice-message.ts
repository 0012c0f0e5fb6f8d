import type { JsonObject, UserId } from '@dealroute/domain';
import type { Notice, OutboxMessage } from '../../ports/index.js';
import { keyOf } from '../key-of.js';

/** To one person, or to everybody with a role at the time of delivery. */
export type Recipient = UserId | { readonly role: string };

/** A notice on its way: its id is that of its message. */
export type PostedNotice = Omit<Notice, 'id' | 'to'> & { readonly to: Recipient };

/** The message that brings a notice, after everything that its recipient was told before. */
export function noticeMessage(id: string, notice: PostedNotice): OutboxMessage {
  const { to } = notice;
  const orderKey = typeof to === 'string' ? keyOf('user', to) : keyOf('role', to.role);
  return { id, topic: 'notice', orderKey, body: { ...notice } as unknown as JsonObject };
}
