import type { DealRef, LeadId, ProcessId, UserId } from '@dealroute/core';
import type { ContactWish } from '../cards/action.js';
import type { CompleteWish } from '../cards/complete-question.js';
import { DAY, type Records } from '../records.js';

/** How long an unanswered question stays open. */
const PROMPT_LIFE_MS = 14 * DAY;

/** What the bot asked, and what it does with the answer. */
export type Question =
  | { readonly for: 'comment' | 'reason'; readonly wish: CompleteWish }
  | { readonly for: 'step'; readonly step: string }
  | { readonly for: 'search' }
  | { readonly for: 'contact'; readonly wish: Required<ContactWish> }
  | { readonly for: 'discardLead'; readonly lead: LeadId }
  | { readonly for: 'handOver'; readonly to: UserId }
  | { readonly for: 'terminateReason'; readonly process: ProcessId; readonly deal: DealRef }
  | {
      readonly for: 'terminateComment';
      readonly process: ProcessId;
      readonly deal: DealRef;
      readonly reason: string;
    };

/** A question that waits for the reply to its message. */
export interface Prompt {
  readonly user: UserId;
  /** The message whose button led to it. */
  readonly board: string;
  readonly question: Question;
}

/** Remembers which message asks what: an answer finds its question after a restart too. */
export class PromptBook {
  constructor(private readonly records: Records) {}

  async put(chat: number, message: number, prompt: Prompt): Promise<void> {
    const key = keyOf(chat, message);
    await this.records.write({ in: 'telegram.prompt', key, value: prompt, keepMs: PROMPT_LIFE_MS });
  }

  async find(chat: number, message: number): Promise<Prompt | undefined> {
    return (await this.records.get<Prompt>('telegram.prompt', keyOf(chat, message)))?.value;
  }

  async drop(chat: number, message: number): Promise<void> {
    await this.records.write({ in: 'telegram.prompt', key: keyOf(chat, message), value: null });
  }

  /** Whether anything is asked in a chat. */
  async any(chat: number): Promise<boolean> {
    return (await this.records.list('telegram.prompt', `${chat}.`)).length > 0;
  }

  /** Takes all questions of a chat back; false when there was none. */
  async dropAll(chat: number): Promise<boolean> {
    const open = await this.records.list('telegram.prompt', `${chat}.`);
    if (open.length === 0) return false;
    return this.records.write(
      ...open.map(({ key }) => ({ in: 'telegram.prompt' as const, key, value: null })),
    );
  }
}

const keyOf = (chat: number, message: number): string => `${chat}.${message}`;
