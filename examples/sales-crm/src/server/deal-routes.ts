import { z } from 'zod';
import { changeDeal, createDeal, readClients, readDeal } from '../crm/deals.js';
import { sales } from '../maps/pipeline.js';
import { boardPage } from '../pages/board.js';
import { dealPage } from '../pages/deal.js';
import { messagePage } from '../pages/message.js';
import { newDealPage } from '../pages/new-deal.js';
import { type Answer, answerOf, refusedWith } from './answer.js';
import type { Office } from './office.js';
import type { Reader } from './reader.js';
import type { Routes } from './routes.js';

const amount = z.coerce.number().int().min(1).max(1_000_000_000);
const dealForm = z.object({
  title: z.string().trim().min(1).max(120),
  client: z.coerce.number().int(),
  amount,
  responsible: z.string().min(1),
});
const fieldsForm = z.object({
  amount,
  contractNo: z.string().trim().max(40),
  shipment: z.enum(['none', 'ordered', 'done']),
});
const stageForm = z.object({ stage: z.enum(sales.stages.map(({ key }) => key)) });

/** Deals: the board, the card, and what can be done with them. */
export function dealRoutes(routes: Routes): void {
  const { get, post, office } = routes;
  const { db, clock, engine } = office;
  get('/', (reader, context) => boardPage(office, reader, context.req.query('responsible') ?? ''));
  get('/deals/new', (reader) => newDealPage(office, reader));
  get('/deals/:id', async (reader, context) => {
    const deal = await readDeal(db, context.req.param('id') ?? '');
    if (deal) return dealPage(office, reader, deal);
    context.status(404);
    return messagePage(office, reader, reader.t.errors.notFound);
  });
  post('/deals', dealForm, async (form, _, reader) => {
    const clients = await readClients(db);
    const isKnown =
      clients.some(({ id }) => id === form.client) && reader.people.some(({ id }) => id === form.responsible);
    if (!isKnown) return refusedWith(reader.t.errors.form);
    const id = await createDeal(db, engine.through('web'), { ...form, by: reader.me.id, at: clock.now() });
    return { ok: true, go: `/deals/${id}` };
  });
  post('/deals/:id/fields', fieldsForm, async ({ contractNo, shipment, amount }, { id }, reader) => {
    const change = {
      amount,
      contract_no: contractNo || null,
      shipment: shipment === 'none' ? null : shipment,
    };
    return onDeal(office, id, reader, () =>
      changeDeal(db, engine.through('web'), Number(id), change, reader.me.id),
    );
  });
  post('/deals/:id/stage', stageForm, ({ stage }, { id }, reader) => changeStage(office, id, stage, reader));
}

async function onDeal(
  office: Office,
  id: string,
  reader: Reader,
  work: () => Promise<void>,
): Promise<Answer> {
  if (!(await readDeal(office.db, id))) return refusedWith(reader.t.errors.notFound, 404);
  await work();
  return { ok: true };
}

/** The person's own change of a stage: asked and made in one transaction, so that no process can start between. */
async function changeStage(
  { db, engine }: Office,
  id: string,
  stage: string,
  reader: Reader,
): Promise<Answer> {
  return db.transaction(async (trx) => {
    const joined = await engine.within(trx);
    const allowed = await joined.mayChangeStage({ deal: id, actor: reader.me.id });
    if (!allowed.ok) return answerOf(allowed, reader);
    const changed = await trx('deals').where({ id }).update({ stage });
    return changed === 1 ? { ok: true } : refusedWith(reader.t.errors.notFound, 404);
  });
}
