import { type Outcome, type Rejection, rejectionText } from '@dealroute/core';
import type { Context } from 'hono';
import { messagePage } from '../pages/message.js';
import type { Office } from './office.js';
import type { Reader } from './reader.js';

/** What a press comes to: where to go, a sentence to show, or a refusal. */
export type Answer =
  | { readonly ok: true; readonly go?: string; readonly text?: string }
  | { readonly ok: false; readonly text: string; readonly status?: 400 | 403 | 404 | 422 | 503 | 500 };

export const refusedWith = (text: string, status: 400 | 403 | 404 = 400): Answer => ({
  ok: false,
  text,
  status,
});

/** The engine's answer for the person who pressed. */
export function answerOf(outcome: Outcome<unknown>, { locale, t }: Reader): Answer {
  if (outcome.ok) return { ok: true };
  return { ok: false, text: rejectionText(named(outcome.rejection, t.deal.contractNo), locale), status: 422 };
}

/** Fields as the form calls them. */
function named(rejection: Rejection, contractNo: string): Rejection {
  if (rejection.code !== 'FIELDS_MISSING') return rejection;
  return {
    ...rejection,
    fields: rejection.fields.map((field) => (field === 'contractNo' ? contractNo : field)),
  };
}

/** Sends an answer as JSON to our script, and as a page or a redirection to a browser without it. */
export function send(
  context: Context,
  office: Office,
  reader: Reader,
  answer: Answer,
): Response | Promise<Response> {
  if (context.req.header('accept')?.includes('application/json')) {
    return context.json(answer, answer.ok ? 200 : (answer.status ?? 422));
  }
  const back = backFrom(context);
  if (answer.ok && answer.text === undefined) return context.redirect(answer.go ?? back, 303);
  const status = answer.ok ? 200 : (answer.status ?? 422);
  return context.html(messagePage(office, reader, answer.text ?? '', back), status);
}

/** The page on which a form was sent, on this site only. */
function backFrom(context: Context): string {
  const referer = context.req.header('referer') ?? '';
  if (!URL.canParse(referer)) return '/';
  const { pathname, search, host } = new URL(referer);
  return host === context.req.header('host') ? `${pathname}${search}` : '/';
}
