import { governingMap, independentMap, type Pipeline, type RouteMap, workingDays } from '@dealroute/core';

export const pipeline = {
  key: 'sales',
  title: { ru: 'Продажи', en: 'Sales' },
  stages: [
    { key: 'new', title: { ru: 'Новый', en: 'New' }, kind: 'open' },
    { key: 'offer', title: { ru: 'Предложение', en: 'Offer' }, kind: 'open' },
    { key: 'contract', title: { ru: 'Договор', en: 'Contract' }, kind: 'open' },
    { key: 'won', title: { ru: 'Продажа', en: 'Won' }, kind: 'won' },
    { key: 'lost', title: { ru: 'Отказ', en: 'Lost' }, kind: 'lost' },
  ],
} as const satisfies Pipeline;

/** Send the offer, then sign: a loop, results with comments and reasons, early termination. */
export const sale: RouteMap = governingMap({
  key: 'sale',
  title: { ru: 'Продажа', en: 'Sale' },
  pipeline,
  lossReasons: [
    { key: 'price', title: { ru: 'Дорого', en: 'Too expensive' } },
    { key: 'unfit', title: { ru: 'Не наш клиент', en: 'Not our client' } },
  ],
  earlyTermination: { stage: 'lost' },
})
  .start('start')
  .userTask('offer', {
    title: { ru: 'Отправить предложение', en: 'Send the offer' },
    description: { ru: 'Клиент ждёт: {{deal.title}}', en: 'The client waits: {{deal.title}} <now>' },
    stage: 'offer',
    timeLimit: workingDays(2),
    results: [
      { key: 'agreed', title: { ru: 'Согласовано', en: 'Agreed' } },
      { key: 'revise', title: { ru: 'Доработать', en: 'Revise' }, comment: 'required' },
      { key: 'refused', title: { ru: 'Отказ', en: 'Refused' }, lossReason: 'required' },
    ],
  })
  .userTask('sign', {
    title: { ru: 'Подписать договор', en: 'Sign the contract' },
    stage: 'contract',
    requiredFields: ['number'],
    checklist: [
      { key: 'call', title: { ru: 'Позвонить клиенту', en: 'Call the client' } },
      {
        key: 'note',
        title: { ru: 'Записать условия', en: 'Note the terms' },
        evidence: { kind: 'comment' },
      },
      { key: 'gift', title: { ru: 'Подарок', en: 'Gift' }, optional: true },
    ],
  })
  .end('won', { outcome: 'success', stage: 'won' })
  .end('lost', { outcome: 'failure', stage: 'lost' })
  .flow('start', 'offer')
  .flow('offer', 'sign', { result: 'agreed' })
  .flow('offer', 'offer', { result: 'revise' })
  .flow('offer', 'lost', { result: 'refused' })
  .flow('sign', 'won')
  .build();

/** Offered to two lawyers; one takes it. */
export const approval: RouteMap = independentMap({
  key: 'approval',
  title: { ru: 'Согласование', en: 'Approval' },
})
  .start('start')
  .userTask('check', {
    title: { ru: 'Проверить договор', en: 'Check the contract' },
    assignee: { rule: 'role', role: 'lawyer' },
    timeLimit: workingDays(1),
    results: [
      { key: 'approved', title: { ru: 'Согласован', en: 'Approved' } },
      { key: 'rejected', title: { ru: 'Отклонён', en: 'Rejected' } },
    ],
  })
  .end('good', { outcome: 'success' })
  .end('bad', { outcome: 'failure', lossReason: 'contract' })
  .flow('start', 'check')
  .flow('check', 'good', { result: 'approved' })
  .flow('check', 'bad', { result: 'rejected' })
  .build();
