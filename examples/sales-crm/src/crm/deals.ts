import type { Engine, LeadId, Locale, Outcome, UserId } from '@dealroute/core';
import type { Knex } from 'knex';

/** A deal as the pages show it. */
export interface Deal {
  readonly id: number;
  readonly title: string;
  readonly title_en: string;
  readonly client: string;
  readonly client_en: string;
  readonly city: string;
  readonly city_en: string;
  readonly amount: number;
  readonly stage: string;
  readonly responsible: UserId | null;
  readonly contract_no: string | null;
  readonly shipment: string | null;
  readonly created_at: number;
}

export interface Client {
  readonly id: number;
  readonly name: string;
  readonly name_en: string;
}

interface DealForm {
  readonly title: string;
  readonly client: number;
  readonly amount: number;
  readonly responsible: UserId;
}

export const readDeals = (db: Knex): Promise<Deal[]> => db('deal_cards').select('*').orderBy('id', 'desc');

export const readDeal = (db: Knex, id: string): Promise<Deal | undefined> =>
  db('deal_cards').where({ id }).first();

export const readClients = (db: Knex): Promise<Client[]> => db('clients').select('*').orderBy('name');

export const dealTitle = (deal: Deal, locale: Locale): string =>
  locale === 'en' ? deal.title_en : deal.title;

export const clientName = (
  of: { readonly client: string; readonly client_en: string },
  locale: Locale,
): string => (locale === 'en' ? of.client_en : of.client);

/** Creates a deal and tells the engine, both or neither: the trigger then starts its process. */
export async function createDeal(db: Knex, engine: Engine, form: CreatedDeal): Promise<number> {
  return db.transaction(async (trx) => insertDeal(trx, await engine.within(trx), form));
}

type CreatedDeal = DealForm & { readonly titleEn?: string; readonly by: UserId; readonly at: number };

async function insertDeal(trx: Knex, joined: Engine, form: CreatedDeal): Promise<number> {
  const [id = 0] = await trx('deals').insert({
    title: form.title,
    title_en: form.titleEn ?? form.title,
    client_id: form.client,
    amount: form.amount,
    stage: 'new',
    responsible: form.responsible,
    created_at: form.at,
  });
  await joined.receiveHostEvent({
    ...{ key: `created:${id}`, type: 'dealCreated', deal: String(id) },
    ...{ at: form.at, by: form.by },
  });
  return id;
}

/** Makes a deal of a lead; no deal where the lead is not to be had. */
export async function dealOfLead(
  db: Knex,
  engine: Engine,
  lead: LeadId,
  form: CreatedDeal,
): Promise<Outcome<number>> {
  const trx = await db.transaction();
  try {
    const joined = await engine.within(trx);
    const id = await insertDeal(trx, joined, form);
    const converted = await joined.convertLead({ lead, deal: String(id), actor: form.by });
    await (converted.ok ? trx.commit() : trx.rollback());
    return converted.ok ? { ok: true, value: id } : converted;
  } catch (error) {
    if (!trx.isCompleted()) await trx.rollback();
    throw error;
  }
}

export interface DealChange {
  readonly contract_no?: string | null;
  readonly shipment?: string | null;
  readonly amount?: number;
}

/** Changes fields of a deal and tells the engine, both or neither. */
export async function changeDeal(
  db: Knex,
  engine: Engine,
  id: number,
  change: DealChange,
  by: UserId,
): Promise<void> {
  await db.transaction(async (trx) => {
    await trx('deals').where({ id }).update(change);
    const joined = await engine.within(trx);
    await joined.receiveHostEvent({
      ...{ key: `changed:${id}:${crypto.randomUUID()}`, type: 'dealChanged', deal: String(id) },
      by,
    });
  });
}
