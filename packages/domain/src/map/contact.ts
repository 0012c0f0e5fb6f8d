/** Who began a contact: `incoming` the client, `outgoing` we. */
export const CONTACT_DIRECTIONS = ['incoming', 'outgoing'] as const;
export type ContactDirection = (typeof CONTACT_DIRECTIONS)[number];

/** How a contact took place. */
export const CONTACT_CHANNELS = ['call', 'email', 'meeting', 'message', 'other'] as const;
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];

/** Proves a checklist step by a contact with the client since the task began; what is left out fits any. */
export interface ContactEvidence {
  readonly kind: 'contact';
  readonly direction?: ContactDirection;
  readonly channel?: ContactChannel;
}
