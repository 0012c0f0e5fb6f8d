import type { Pipeline } from '@dealroute/core';

/** The pipeline that the template `b2b-sale` expects, with the deal fields that it and the maps it calls use. */
export const b2bSales = {
  key: 'b2b-sales',
  title: { en: 'B2B sales', ru: 'Продажи компаниям' },
  fields: ['amount', 'client', 'need', 'decisionMaker', 'discount', 'contractNo'],
  stages: [
    { key: 'new', title: { en: 'New', ru: 'Новый интерес' }, kind: 'open' },
    { key: 'qualification', title: { en: 'Qualification', ru: 'Квалификация' }, kind: 'open' },
    { key: 'offer', title: { en: 'Offer', ru: 'Предложение' }, kind: 'open' },
    { key: 'negotiation', title: { en: 'Negotiation', ru: 'Переговоры' }, kind: 'open' },
    { key: 'contract', title: { en: 'Contract', ru: 'Договор' }, kind: 'open' },
    { key: 'payment', title: { en: 'Payment', ru: 'Оплата' }, kind: 'open' },
    { key: 'won', title: { en: 'Won', ru: 'Продажа' }, kind: 'won' },
    { key: 'lost', title: { en: 'Lost', ru: 'Отказ' }, kind: 'lost' },
  ],
} as const satisfies Pipeline;

/** The pipeline that the template `retail-sale` expects, with the deal fields that it uses. */
export const retailSales = {
  key: 'retail-sales',
  title: { en: 'Retail sales', ru: 'Розничные продажи' },
  fields: ['amount', 'client', 'inStock', 'deliveryDate'],
  stages: [
    { key: 'request', title: { en: 'Request', ru: 'Обращение' }, kind: 'open' },
    { key: 'selection', title: { en: 'Selection', ru: 'Подбор' }, kind: 'open' },
    { key: 'order', title: { en: 'Order', ru: 'Заказ' }, kind: 'open' },
    { key: 'payment', title: { en: 'Payment', ru: 'Оплата' }, kind: 'open' },
    { key: 'delivery', title: { en: 'Delivery', ru: 'Доставка' }, kind: 'open' },
    { key: 'won', title: { en: 'Sold', ru: 'Продажа' }, kind: 'won' },
    { key: 'lost', title: { en: 'Lost', ru: 'Отказ' }, kind: 'lost' },
  ],
} as const satisfies Pipeline;
