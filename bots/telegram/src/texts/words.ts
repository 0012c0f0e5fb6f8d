import type { ContactChannel, ContactDirection, LeadStatus, Locale } from '@dealroute/core';
import { en } from './en.js';
import { ru } from './ru.js';

/** What became of a task, in names and times that the reader understands. */
export interface EndingWords {
  readonly who: string | null;
  readonly when: string;
}

/** Everything that the bot says, in one language. */
export interface Words {
  readonly locale: Locale;
  readonly buttons: {
    readonly complete: string;
    readonly take: string;
    readonly giveBack: string;
    readonly history: string;
    readonly map: string;
    readonly handOver: string;
    readonly openInCrm: string;
    readonly deal: string;
    readonly open: string;
    readonly back: string;
    readonly yes: string;
    readonly withComment: string;
    readonly search: string;
    readonly terminate: string;
    readonly contact: string;
    readonly whatNext: string;
    readonly discard: string;
    readonly previous: string;
    readonly next: string;
    today(count: string): string;
    overdue(count: string): string;
    all(count: string): string;
  };
  /** What the bot is for. */
  readonly help: string;
  /** What each command does. */
  readonly commands: Readonly<Record<'tasks' | 'leads' | 'cancel' | 'unlink' | 'help', string>>;
  readonly linking: {
    greeting(name: string): string;
    openTasks(count: number): string;
    readonly noTasks: string;
    readonly waitForCrm: string;
    readonly codeWrong: string;
    readonly codeExpired: string;
    readonly codeUsed: string;
    readonly accountTaken: string;
    readonly personUnknown: string;
    readonly personInactive: string;
    readonly tooManyTries: string;
    readonly howToLink: string;
    linked(name: string): string;
    readonly unlinked: string;
    readonly notLinked: string;
    readonly privateOnly: string;
  };
  readonly card: {
    readonly newTask: string;
    readonly offered: string;
    readonly dealGone: string;
    stage(title: string): string;
    deal(title: string): string;
    client(name: string): string;
    amount(sum: string): string;
    deadline(text: string): string;
    overdueBy(late: string): string;
    readonly noDeadline: string;
    readonly suspended: string;
    readonly toDo: string;
    readonly checklist: string;
    readonly optional: string;
    fields(names: string): string;
    assignee(name: string): string;
    responsible(name: string): string;
    readonly nobody: string;
    readonly openTasks: string;
    readonly system: string;
    needsContact(contact: string): string;
    readonly adviceBasis: string;
  };
  readonly ended: {
    completed(result: string | null, by: EndingWords): string;
    handedOver(to: string | null, by: EndingWords): string;
    withdrawn(when: string): string;
    taken(who: string | null): string;
    alreadyCompleted(result: string | null, by: EndingWords): string;
  };
  readonly toasts: {
    completed(result: string | null): string;
    readonly stepDone: string;
    readonly taken: string;
    readonly givenBack: string;
    handedOver(to: string): string;
    readonly terminated: string;
    readonly buttonOld: string;
    readonly notYours: string;
    readonly working: string;
    readonly failed: string;
  };
  readonly ask: {
    comment(result: string | null): string;
    step(title: string): string;
    readonly reason: string;
    reasonText(result: string | null): string;
    sure(result: string, reason: string | null): string;
    readonly toWhom: string;
    readonly nobodyToHand: string;
    found(query: string): string;
    nobodyFound(query: string): string;
    readonly search: string;
    handOver(name: string): string;
    handOverComment(name: string): string;
    readonly terminateReason: string;
    terminate(deal: string, reason: string): string;
    readonly terminateReasonText: string;
    readonly terminateComment: string;
    readonly field: string;
    readonly howToCancel: string;
    readonly cancelled: string;
    readonly nothingToCancel: string;
    readonly answerByReply: string;
    readonly textOnly: string;
    readonly tooLate: string;
  };
  readonly contacts: {
    readonly who: string;
    readonly how: string;
    readonly about: string;
    readonly directions: Readonly<Record<ContactDirection, string>>;
    readonly channels: Readonly<Record<ContactChannel, string>>;
    registered(contact: string): string;
  };
  readonly leads: {
    readonly title: string;
    readonly none: string;
    /** Instead of a title that must not leave the CRM. */
    nameless(id: string): string;
    source(name: string): string;
    reactBy(deadline: string): string;
    readonly statuses: Readonly<Record<LeadStatus, string>>;
    readonly assigned: string;
    readonly unassigned: string;
    overdue(late: string): string;
    overdueOf(who: string, late: string): string;
    readonly discardReason: string;
    readonly taken: string;
    readonly discarded: string;
    digest(total: number): string;
    digestMore(more: number): string;
  };
  readonly list: {
    title(filter: 'today' | 'overdue' | 'all'): string;
    readonly none: string;
    page(page: number, of: number): string;
    readonly restInCrm: string;
  };
  readonly mapTooLarge: string;
  readonly history: {
    title(task: string): string;
    readonly none: string;
    completed(task: string, result: string | null, by: EndingWords): string;
    handedOver(task: string, to: string | null, by: EndingWords): string;
    withdrawn(task: string, when: string): string;
    assigned(task: string, who: string, when: string): string;
  };
  readonly notices: {
    task(deal: string): string;
    taskClosed(task: string): string;
    taskHandedOver(task: string, to: string | null): string;
    taskUnassigned(task: string): string;
    taskSuspended(task: string): string;
    taskResumed(task: string, deadline: string | null): string;
    processEnded(deal: string, outcome: 'success' | 'failure' | null, reason: string | null): string;
    stageBypassed(facts: {
      deal: string;
      from: string;
      to: string;
      who: string | null;
      reverted: boolean;
    }): string;
    reminder(late: string): string;
    reminderAhead(left: string): string;
    lateWithOther(who: string, late: string): string;
    digest(total: number): string;
    digestMore(more: number): string;
  };
  readonly time: {
    span(ms: number): string;
    ahead(span: string): string;
  };
}

/** The words of each language. */
export const WORDS: Readonly<Record<Locale, Words>> = { ru, en };
