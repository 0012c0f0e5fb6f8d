import type { Pipeline } from '@dealroute/core';

/** The one pipeline of this CRM. */
export const sales = {
  key: 'sales',
  title: { ru: 'Продажи', en: 'Sales' },
  fields: ['amount', 'client', 'city', 'contractNo', 'shipment'],
  stages: [
    { key: 'new', title: { ru: 'Новый интерес', en: 'New' }, kind: 'open' },
    { key: 'qualification', title: { ru: 'Квалификация', en: 'Qualification' }, kind: 'open' },
    { key: 'offer', title: { ru: 'Предложение', en: 'Offer' }, kind: 'open' },
    { key: 'negotiation', title: { ru: 'Переговоры', en: 'Negotiation' }, kind: 'open' },
    { key: 'contract', title: { ru: 'Договор', en: 'Contract' }, kind: 'open' },
    { key: 'payment', title: { ru: 'Оплата', en: 'Payment' }, kind: 'open' },
    { key: 'won', title: { ru: 'Продажа', en: 'Won' }, kind: 'won' },
    { key: 'lost', title: { ru: 'Отказ', en: 'Lost' }, kind: 'lost' },
  ],
} as const satisfies Pipeline;
