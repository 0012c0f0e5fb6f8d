import { governingMap, workingDays, workingHours } from '@dealroute/core';
import { sales } from './pipeline.js';

/** The sale to a company: it drives the stage from the first call to the payment. */
export const sale = governingMap({
  key: 'b2b-sale',
  title: { ru: 'Продажа компании', en: 'B2B sale' },
  pipeline: sales,
  lossReasons: [
    { key: 'unfit', title: { ru: 'Не наш клиент', en: 'Not our client' } },
    { key: 'price', title: { ru: 'Дорого', en: 'Too expensive' } },
    { key: 'competitor', title: { ru: 'Выбрали другого поставщика', en: 'Chose another supplier' } },
    { key: 'silent', title: { ru: 'Перестали отвечать', en: 'No longer answers' } },
    { key: 'contract', title: { ru: 'Не согласовали договор', en: 'Contract not approved' } },
    { key: 'unpaid', title: { ru: 'Не оплатили', en: 'Not paid' } },
  ],
  earlyTermination: { stage: 'lost' },
})
  .start('start')
  .userTask('qualify', {
    title: { ru: 'Позвонить и выяснить потребность', en: 'Call and find out the need' },
    description: {
      ru: 'Клиент: {{deal.fields.client}}. Узнайте, что нужно, к какому сроку и кто принимает решение.',
      en: 'Client: {{deal.fields.client}}. Find out what is needed, by when, and who decides.',
    },
    stage: 'qualification',
    timeLimit: workingDays(1),
    results: [
      { key: 'fits', title: { ru: 'Наш клиент', en: 'Fits' } },
      {
        key: 'unfit',
        title: { ru: 'Не подходит', en: 'Does not fit' },
        comment: 'required',
        lossReason: 'required',
      },
    ],
  })
  .userTask('offer', {
    title: { ru: 'Подготовить предложение', en: 'Prepare the offer' },
    stage: 'offer',
    timeLimit: workingDays(2),
    checklist: [
      { key: 'calculate', title: { ru: 'Рассчитать стоимость', en: 'Calculate the price' } },
      {
        key: 'discount',
        title: { ru: 'Согласовать скидку с руководителем', en: 'Agree on the discount with the head' },
        optional: true,
        evidence: { kind: 'comment' },
      },
      {
        key: 'send',
        title: { ru: 'Отправить клиенту', en: 'Send it to the client' },
        evidence: { kind: 'contact', direction: 'outgoing' },
      },
    ],
  })
  .userTask('negotiate', {
    title: { ru: 'Обсудить предложение', en: 'Discuss the offer' },
    stage: 'negotiation',
    timeLimit: workingDays(3),
    results: [
      { key: 'agreed', title: { ru: 'Договорились', en: 'Agreed' } },
      { key: 'revise', title: { ru: 'Доработать предложение', en: 'Change the offer' }, comment: 'required' },
      {
        key: 'refused',
        title: { ru: 'Отказ', en: 'Refused' },
        comment: 'required',
        lossReason: 'required',
        confirm: true,
      },
    ],
  })
  .split('prepare', { title: { ru: 'Договор и подготовка', en: 'Contract and preparation' } })
  .call('approval', {
    title: { ru: 'Согласовать договор', en: 'Get the contract approved' },
    map: 'contract-approval',
    stage: 'contract',
  })
  .userTask('sign', {
    title: { ru: 'Подписать договор', en: 'Sign the contract' },
    stage: 'contract',
    timeLimit: workingDays(2),
    requiredFields: ['contractNo'],
  })
  .userTask('reserve', {
    title: { ru: 'Зарезервировать товар', en: 'Reserve the goods' },
    assignee: { rule: 'role', role: 'warehouse' },
    timeLimit: workingHours(8),
  })
  .join('prepared')
  .userTask('payment', {
    title: { ru: 'Дождаться оплаты', en: 'Wait for the payment' },
    stage: 'payment',
    timeLimit: workingDays(5),
    results: [
      { key: 'paid', title: { ru: 'Оплачено', en: 'Paid' } },
      { key: 'unpaid', title: { ru: 'Не оплатили', en: 'Not paid' }, comment: 'required', confirm: true },
    ],
  })
  .end('won', { title: { ru: 'Продажа', en: 'Won' }, outcome: 'success', stage: 'won' })
  .end('lost', { title: { ru: 'Отказ', en: 'Lost' }, outcome: 'failure', stage: 'lost' })
  .end('unapproved', {
    title: { ru: 'Договор не согласован', en: 'Contract not approved' },
    ...{ outcome: 'failure', stage: 'lost', lossReason: 'contract' },
  })
  .end('unpaid', {
    title: { ru: 'Не оплачено', en: 'Not paid' },
    ...{ outcome: 'failure', stage: 'lost', lossReason: 'unpaid' },
  })
  .flow('start', 'qualify')
  .flow('qualify', 'offer', { result: 'fits' })
  .flow('qualify', 'lost', { result: 'unfit' })
  .flow('offer', 'negotiate')
  .flow('negotiate', 'prepare', { result: 'agreed' })
  .flow('negotiate', 'offer', { result: 'revise' })
  .flow('negotiate', 'lost', { result: 'refused' })
  .flow('prepare', 'approval', { leading: true })
  .flow('prepare', 'reserve')
  .flow('approval', 'sign', { outcome: 'success' })
  .flow('approval', 'unapproved', { outcome: 'failure' })
  .flow('sign', 'prepared')
  .flow('reserve', 'prepared')
  .flow('prepared', 'payment')
  .flow('payment', 'won', { result: 'paid' })
  .flow('payment', 'unpaid', { result: 'unpaid' })
  .build();
