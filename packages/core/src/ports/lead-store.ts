import type { ContactId, DealRef, Instant, LeadId, TextId, UserId, WrittenText } from '@dealroute/domain';
import type { CallContext } from './call-context.js';
import { port } from './port.js';
import type { Page, PageRequest } from './process-queries.js';

/** `open`: nobody has reacted yet; `inWork`: somebody has. The others are final. */
export type LeadStatus = 'open' | 'inWork' | 'converted' | 'discarded';

/** A client's first request, before there is a deal. */
export interface Lead {
  readonly id: LeadId;
  readonly title: string;
  /** Where the client came from, in the host's words: `website`, `fair`, … */
  readonly source: string;
  /** How to reach the client; the words lie in the table of texts. */
  readonly contactDetails: TextId | null;
  readonly status: LeadStatus;
  readonly responsible: UserId | null;
  /** Since when that person, or nobody, is responsible. */
  readonly assignedAt: Instant;
  readonly createdAt: Instant;
  /** The instant by which somebody must have reacted. */
  readonly dueAt: Instant;
  readonly firstReactionAt: Instant | null;
  /** The deal that it became. */
  readonly deal: DealRef | null;
  /** Why it was discarded. */
  readonly reason: TextId | null;
  /** The host's own key of it: the same key is one lead. */
  readonly externalKey: string | null;
  /** Counts its changes from 1. */
  readonly version: number;
}

/** What happened to a lead. */
export type LeadEvent =
  | { readonly type: 'LeadRegistered'; readonly responsible: UserId | null; readonly dueAt: Instant }
  | { readonly type: 'LeadAssigned'; readonly from: UserId | null; readonly to: UserId }
  | { readonly type: 'LeadContacted'; readonly contact: ContactId }
  | { readonly type: 'LeadNoted'; readonly note: TextId }
  | { readonly type: 'LeadConverted'; readonly deal: DealRef; readonly map?: string }
  | { readonly type: 'LeadDiscarded'; readonly reason: TextId };

/** One change of a lead: who, when, from where, what. Its number is the lead's version after it. */
export interface LeadEntry {
  readonly n: number;
  readonly at: Instant;
  readonly actor: UserId | null;
  /** The door it came through: `api`, `telegram`, … */
  readonly source: string;
  readonly event: LeadEvent;
}

/** A lead as a change leaves it, with all that the change writes. `entry.n` is the version of `lead`. */
export interface LeadWrite {
  readonly lead: Lead;
  readonly entry: LeadEntry;
  readonly texts: readonly WrittenText[];
}

/** What is left out does not narrow. */
export interface LeadFilter {
  /** `active`: open or in work. */
  readonly status?: LeadStatus | 'active';
  /** Null: those that nobody is responsible for. */
  readonly responsible?: UserId | null;
  /** Those without a reaction whose limit lies before this instant. */
  readonly dueBefore?: Instant;
}

/** Keeps leads and what was done about them. */
export interface LeadStore {
  /** Keeps a lead with its first entry; gives the one that is kept: of a known external key the first one. */
  register(write: LeadWrite, context: CallContext): Promise<Lead>;
  find(id: LeadId, context: CallContext): Promise<Lead | undefined>;
  /** False, and nothing written, when the lead is not at the version before. */
  change(write: LeadWrite, context: CallContext): Promise<boolean>;
  /** Those that wait for a reaction first, by their limits; then the others, newest first. */
  list(filter: LeadFilter, page: PageRequest, context: CallContext): Promise<Page<Lead>>;
  /** Everything that was done about a lead, oldest first. */
  history(id: LeadId, context: CallContext): Promise<readonly LeadEntry[]>;
}

export const LEAD_STORE = port<LeadStore>('LeadStore');

/** For adapters: what orders the list of leads, with the id after it. */
export const leadPlace = ({ status, dueAt, createdAt }: Lead): number =>
  status === 'open' ? dueAt : Number.MAX_SAFE_INTEGER - createdAt;
