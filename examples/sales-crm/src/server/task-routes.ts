import { z } from 'zod';
import { answerOf } from './answer.js';
import type { Routes } from './routes.js';

const text = z
  .string()
  .trim()
  .max(10_000)
  .transform((value) => (value === '' ? undefined : value))
  .optional();

const completeForm = z.object({ result: text, comment: text, lossReason: text });
const stepForm = z.object({ step: z.string().min(1), comment: text });
const handOverForm = z.object({ to: z.string().min(1), comment: text });
const nothing = z.object({});

/** What can be pressed on a task. */
export function taskRoutes({ post, office: { engine } }: Routes): void {
  post('/tasks/:id/complete', completeForm, async (form, { id }, reader) =>
    answerOf(
      await engine.through('web').completeTask({ task: id, actor: reader.me.id, ...said(form) }),
      reader,
    ),
  );
  post('/tasks/:id/steps', stepForm, async ({ step, ...form }, { id }, reader) =>
    answerOf(
      await engine.through('web').completeStep({ task: id, step, actor: reader.me.id, ...said(form) }),
      reader,
    ),
  );
  post('/tasks/:id/hand-over', handOverForm, async ({ to, ...form }, { id }, reader) =>
    answerOf(
      await engine.through('web').handOverTask({ task: id, to, actor: reader.me.id, ...said(form) }),
      reader,
    ),
  );
  post('/tasks/:id/claim', nothing, async (_, { id }, reader) =>
    answerOf(await engine.through('web').claimTask({ task: id, actor: reader.me.id }), reader),
  );
  post('/tasks/:id/release', nothing, async (_, { id }, reader) =>
    answerOf(await engine.through('web').releaseTask({ task: id, actor: reader.me.id }), reader),
  );
}

/** The fields that were filled in. */
function said<T extends object>(form: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const filled = Object.entries(form).filter(([, value]) => value !== undefined);
  return Object.fromEntries(filled) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
