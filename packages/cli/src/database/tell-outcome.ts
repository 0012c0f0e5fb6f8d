import { type Outcome, rejectionText } from '@dealroute/core';
import { EXIT, type ExitCode } from '../exit.js';
import type { Shell } from '../shell.js';

/** Answers a wish: what was done, or why it was refused. `no` is told where the wish found nothing to do. */
export function tellOutcome<T>(
  shell: Shell,
  outcome: Outcome<T>,
  told: { readonly done: string; readonly no?: string },
): ExitCode {
  if (!outcome.ok) {
    const message = rejectionText(outcome.rejection, shell.locale);
    if (shell.json)
      shell.print(JSON.stringify({ ok: false, rejection: outcome.rejection, message }, null, 2));
    else shell.complain(message);
    return EXIT.no;
  }
  const isDone = outcome.value !== false;
  const message = isDone ? told.done : (told.no ?? told.done);
  if (shell.json) shell.print(JSON.stringify({ ok: isDone, message }, null, 2));
  else if (isDone) shell.print(message);
  else shell.complain(message);
  return isDone ? EXIT.fine : EXIT.no;
}
