import type {
  ContactChannel,
  ContactDirection,
  ContactId,
  DealRef,
  Instant,
  LeadId,
  TextId,
  UserId,
  WrittenText,
} from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';
import type { Page, PageRequest } from './process-queries.js';

/** One communication with the client, on a deal, on a lead, or on a lead that became a deal. It never changes. */
export interface Contact {
  readonly id: ContactId;
  readonly deal: DealRef | null;
  readonly lead: LeadId | null;
  readonly direction: ContactDirection;
  readonly channel: ContactChannel;
  /** When it took place. */
  readonly at: Instant;
  /** Who talked with the client, where it is known. */
  readonly by: UserId | null;
  /** What it was about; the words lie in the table of texts. */
  readonly summary: TextId | null;
  readonly registeredAt: Instant;
  /** The door it came through: `api`, `telegram`, … */
  readonly source: string;
  /** The host's own key of it: the same key is one contact. */
  readonly externalKey: string | null;
}

/** What is left out does not narrow. */
export interface ContactFilter {
  readonly deal?: DealRef;
  readonly lead?: LeadId;
  readonly direction?: ContactDirection;
  readonly channel?: ContactChannel;
  readonly externalKey?: string;
  /** Those that took place at this instant or later. */
  readonly since?: Instant;
}

/** Keeps contacts. */
export interface ContactStore {
  /** Keeps a contact with its words; gives the one that is kept: of a known external key the first one. */
  register(contact: Contact, texts: readonly WrittenText[], context: CallContext): Promise<Contact>;
  /** The latest contact first. */
  list(filter: ContactFilter, page: PageRequest, context: CallContext): Promise<Page<Contact>>;
  /** Shows the contacts of a lead on the deal that it became, too. */
  attach(lead: LeadId, deal: DealRef, context: CallContext): Promise<void>;
}

export const CONTACT_STORE = port<ContactStore>('ContactStore');
