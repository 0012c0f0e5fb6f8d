import { governingMap, independentMap, type Pipeline, workingDays, workingHours } from '@dealroute/core';

export const sales = {
  key: 'sales',
  title: { ru: 'Продажи', en: 'Sales' },
  stages: [
    { key: 'qualification', title: { ru: 'Квалификация', en: 'Qualification' }, kind: 'open' },
    { key: 'offer', title: { ru: 'Предложение', en: 'Offer' }, kind: 'open' },
    { key: 'contract', title: { ru: 'Договор', en: 'Contract' }, kind: 'open' },
    { key: 'won', title: { ru: 'Продажа', en: 'Won' }, kind: 'won' },
    { key: 'lost', title: { ru: 'Отказ', en: 'Lost' }, kind: 'lost' },
  ],
} as const satisfies Pipeline;

export const approval = independentMap({
  key: 'approval',
  title: { ru: 'Согласование договора', en: 'Contract approval' },
})
  .start('start')
  .userTask('check', {
    title: { ru: 'Проверить договор', en: 'Check the contract' },
    timeLimit: workingDays(1),
    results: [
      { key: 'approved', title: { ru: 'Согласован', en: 'Approved' } },
      { key: 'rejected', title: { ru: 'Отклонён', en: 'Rejected' } },
    ],
  })
  .end('approved', { outcome: 'success' })
  .end('rejected', { outcome: 'failure', lossReason: 'contract' })
  .flow('start', 'check')
  .flow('check', 'approved', { result: 'approved' })
  .flow('check', 'rejected', { result: 'rejected' })
  .build();

/** A sale with a loop, a decision, a wait, a leading and a side branch, and a called process. */
export const sale = governingMap({
  key: 'sale',
  title: { ru: 'Продажа компании', en: 'Sale to a company' },
  pipeline: sales,
  lossReasons: [{ key: 'contract', title: { ru: 'Договор не согласован', en: 'Contract not approved' } }],
  earlyTermination: { stage: 'lost' },
})
  .start('start', { title: { ru: 'Новый интерес', en: 'New deal' } })
  .userTask('call', {
    title: { ru: 'Позвонить и выяснить потребность', en: 'Call and find out the need' },
    stage: 'qualification',
    timeLimit: workingDays(1),
    results: [
      { key: 'fits', title: { ru: 'Наш клиент', en: 'Fits' } },
      { key: 'later', title: { ru: 'Вернётся позже', en: 'Will come back' } },
    ],
  })
  .timer('pause', { title: { ru: 'Пока клиент не вернётся', en: 'Until then' }, wait: { elapsed: 'P30D' } })
  .userTask('offer', {
    title: { ru: 'Обсудить предложение', en: 'Discuss the offer' },
    stage: 'offer',
    timeLimit: workingDays(2),
    results: [
      { key: 'agreed', title: { ru: 'Договорились', en: 'Agreed' } },
      { key: 'revise', title: { ru: 'Доработать', en: 'Revise' } },
      { key: 'refused', title: { ru: 'Отказ', en: 'Refused' }, lossReason: 'required' },
    ],
  })
  .split('prepare', { title: { ru: 'Договор и подготовка', en: 'Contract and goods' } })
  .call('approval', {
    title: { ru: 'Согласовать договор', en: 'Get the contract approved' },
    ...{ map: 'approval', stage: 'contract' },
  })
  .userTask('reserve', {
    title: { ru: 'Зарезервировать товар', en: 'Reserve the goods' },
    timeLimit: workingHours(8),
  })
  .join('prepared')
  .serviceTask('invoice', {
    title: { ru: 'Выставить счёт', en: 'Send the invoice' },
    ...{ action: 'sendInvoice', stage: 'contract' },
  })
  .decision('large', { title: { ru: 'Крупная сделка?', en: 'A large deal?' } })
  .userTask('thank', {
    title: { ru: 'Поблагодарить лично', en: 'Thank them in person' },
    ...{ stage: 'contract', timeLimit: workingDays(3) },
  })
  .end('won', { title: { ru: 'Продажа', en: 'Won' }, outcome: 'success', stage: 'won' })
  .end('lost', { title: { ru: 'Отказ', en: 'Lost' }, outcome: 'failure', stage: 'lost' })
  .end('unapproved', {
    title: { ru: 'Договор не согласован', en: 'Contract not approved' },
    ...{ outcome: 'failure', stage: 'lost', lossReason: 'contract' },
  })
  .flow('start', 'call')
  .flow('call', 'offer', { result: 'fits' })
  .flow('call', 'pause', { result: 'later' })
  .flow('pause', 'call')
  .flow('offer', 'prepare', { result: 'agreed' })
  .flow('offer', 'offer', { result: 'revise' })
  .flow('offer', 'lost', { result: 'refused' })
  .flow('prepare', 'approval', { leading: true })
  .flow('prepare', 'reserve')
  .flow('approval', 'prepared', { outcome: 'success' })
  .flow('approval', 'unapproved', { outcome: 'failure' })
  .flow('reserve', 'prepared')
  .flow('prepared', 'invoice')
  .flow('invoice', 'large')
  .flow('large', 'thank', { condition: 'deal.fields.amount > 1000000' })
  .flow('large', 'won', { default: true })
  .flow('thank', 'won')
  .build();

/** An approval whose branches do not come together: the first thing that the proof finds. */
export const unsound = independentMap({
  key: 'shipment',
  title: { ru: 'Отгрузка', en: 'Shipment' },
})
  .start('start', { title: { ru: 'Заказ', en: 'Order' } })
  .split('fork', { title: { ru: 'Сборка и документы', en: 'Goods and papers' } })
  .userTask('pick', {
    title: { ru: 'Собрать товар', en: 'Pick the goods' },
    results: [
      { key: 'picked', title: { ru: 'Собран', en: 'Picked' } },
      { key: 'missing', title: { ru: 'Товара нет', en: 'Out of stock' } },
    ],
  })
  .userTask('papers', { title: { ru: 'Подготовить документы', en: 'Prepare the papers' } })
  .join('ready', { title: { ru: 'Всё готово', en: 'All ready' } })
  .userTask('ship', { title: { ru: 'Отгрузить', en: 'Ship' } })
  .end('shipped', { title: { ru: 'Отгружено', en: 'Shipped' } })
  .end('none', { title: { ru: 'Отгружать нечего', en: 'Nothing to ship' } })
  .flow('start', 'fork')
  .flow('fork', 'pick')
  .flow('fork', 'papers')
  .flow('pick', 'ready', { result: 'picked' })
  .flow('pick', 'none', { result: 'missing' })
  .flow('papers', 'ready')
  .flow('ready', 'ship')
  .flow('ship', 'shipped')
  .build();
