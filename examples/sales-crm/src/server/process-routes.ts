import { z } from 'zod';
import { instantAt } from '../calendar.js';
import { sale } from '../maps/sale.js';
import { type Answer, answerOf, refusedWith } from './answer.js';
import type { Office } from './office.js';
import type { Reader } from './reader.js';
import type { Routes } from './routes.js';

const text = z.string().trim().max(10_000);
const terminationForm = z.object({ lossReason: z.string().min(1), comment: text });
const suspensionForm = z.object({ reason: text });
const resumptionForm = z.object({ deadlines: z.enum(['shift', 'keep']) });
const moveForm = z.object({ node: z.string().min(1).max(200), reason: text });
const deferralForm = z.union([
  z.object({ days: z.coerce.number().int().min(1).max(250) }),
  z.object({ at: z.string().transform(instantAt).pipe(z.int()) }),
]);
const nothing = z.object({});

/** What can be done with the processes of a deal: start them, now or later, and steer the one that runs. */
export function processRoutes(routes: Routes): void {
  startRoutes(routes);
  const { post, office } = routes;
  const engine = office.engine.through('web');
  post('/processes/:id/terminate', terminationForm, async ({ lossReason, comment }, { id }, reader) => {
    const wish = { process: id, lossReason, actor: reader.me.id, ...(comment !== '' && { comment }) };
    return answerOf(await engine.terminateEarly(wish), reader);
  });
  post('/processes/:id/suspend', suspensionForm, async ({ reason }, { id }, reader) => {
    const wish = { process: id, actor: reader.me.id, ...(reason !== '' && { reason }) };
    return answerOf(await engine.suspendProcess(wish), reader);
  });
  post('/processes/:id/resume', resumptionForm, async ({ deadlines }, { id }, reader) =>
    answerOf(await engine.resumeProcess({ process: id, deadlines, actor: reader.me.id }), reader),
  );
  post('/processes/:id/move', moveForm, async (form, { id }, reader) =>
    answerOf(await engine.moveProcess({ process: id, ...form, actor: reader.me.id }), reader),
  );
}

function startRoutes({ post, office }: Routes): void {
  const engine = office.engine.through('web');
  post('/deals/:id/start', nothing, async (_, { id }, reader) =>
    answerOf(await engine.startProcess({ deal: id, map: sale.key, actor: reader.me.id }), reader),
  );
  post('/deals/:id/defer', deferralForm, (form, { id }, reader) => defer(office, id, form, reader));
  post('/starts/:id/cancel', nothing, async (_, { id }, reader) =>
    answerOf(await engine.cancelStart({ id, actor: reader.me.id }), reader),
  );
}

async function defer(
  { engine, clock }: Office,
  deal: string,
  form: z.output<typeof deferralForm>,
  reader: Reader,
): Promise<Answer> {
  if ('at' in form && form.at <= clock.now()) return refusedWith(reader.t.process.past);
  const until = 'at' in form ? { at: form.at } : { after: { working: `P${form.days}D` } };
  const wish = { deal, map: sale.key, actor: reader.me.id, ...until };
  return answerOf(await engine.through('web').deferStart(wish), reader);
}
