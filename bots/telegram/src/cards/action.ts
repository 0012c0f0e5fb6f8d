import type {
  ContactChannel,
  ContactDirection,
  DealRef,
  LeadId,
  ProcessId,
  TaskId,
  UserId,
} from '@dealroute/core';

export type TaskListFilter = 'today' | 'overdue' | 'all';

/** Whose contact it is. */
type ContactOf = { readonly deal: DealRef } | { readonly lead: LeadId };

/** A contact, as far as the person has said it. */
export interface ContactWish {
  readonly of: ContactOf;
  readonly direction?: ContactDirection;
  readonly channel?: ContactChannel;
}

/** What a button wishes. It is kept with the message; the button itself holds only a number. */
export type Action =
  | {
      readonly do: 'complete';
      readonly result: string | null;
      readonly reason?: string;
      readonly sure?: true;
    }
  | { readonly do: 'step'; readonly step: string }
  | { readonly do: 'claim' }
  | { readonly do: 'release' }
  | { readonly do: 'history' }
  /** The picture of a process, or of the called one to which the visit belongs. */
  | { readonly do: 'map'; readonly process: ProcessId; readonly visit?: number }
  /** Back to the card. */
  | { readonly do: 'card' }
  /** Chooses to whom a task is handed over. */
  | { readonly do: 'heirs' }
  | { readonly do: 'search' }
  | { readonly do: 'heir'; readonly to: UserId }
  | { readonly do: 'handOver'; readonly to: UserId }
  | { readonly do: 'handOverComment'; readonly to: UserId }
  | { readonly do: 'open'; readonly task: TaskId }
  | { readonly do: 'list'; readonly filter: TaskListFilter; readonly page: number }
  | { readonly do: 'deal' | 'backToDeal' | 'next'; readonly deal: DealRef }
  | ({ readonly do: 'contact' } & ContactWish)
  | { readonly do: 'leads'; readonly page: number }
  | { readonly do: 'lead' | 'takeLead' | 'discardLead'; readonly lead: LeadId }
  | {
      readonly do: 'terminate';
      readonly process: ProcessId;
      readonly deal: DealRef;
      readonly reason?: string;
      readonly sure?: true;
    }
  | {
      readonly do: 'terminateComment';
      readonly process: ProcessId;
      readonly deal: DealRef;
      readonly reason: string;
    };

export type Button =
  | { readonly label: string; readonly action: Action }
  | { readonly label: string; readonly url: string };

export type Rows = readonly (readonly Button[])[];

const LONG_LABEL = 22;

/** At most two buttons a row; a long label has a row of its own. */
export function inRows(buttons: readonly Button[]): Rows {
  const rows: Button[][] = [];
  for (const button of buttons) {
    const last = rows.at(-1);
    const fits = last?.length === 1 && [...last, button].every(({ label }) => label.length <= LONG_LABEL);
    if (fits) last.push(button);
    else rows.push([button]);
  }
  return rows;
}
