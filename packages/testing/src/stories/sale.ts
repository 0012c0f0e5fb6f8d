import { governingMap, independentMap, type Pipeline, type RouteMap, workingDays } from '@dealroute/core';
import type { Setting } from '../scenario/scenario.js';

/** The pipeline of the stories. */
export const sales = {
  key: 'sales',
  title: { ru: 'Продажи', en: 'Sales' },
  stages: [
    { key: 'new', title: { ru: 'Новый интерес', en: 'New' }, kind: 'open' },
    { key: 'qualified', title: { ru: 'Квалификация', en: 'Qualified' }, kind: 'open' },
    { key: 'offer', title: { ru: 'Предложение', en: 'Offer' }, kind: 'open' },
    { key: 'contract', title: { ru: 'Договор', en: 'Contract' }, kind: 'open' },
    { key: 'won', title: { ru: 'Продажа', en: 'Won' }, kind: 'won' },
    { key: 'lost', title: { ru: 'Отказ', en: 'Lost' }, kind: 'lost' },
  ],
} as const satisfies Pipeline;

/** Supports a sale: a lawyer approves the contract or does not. */
export const contractApproval: RouteMap = independentMap({
  key: 'contract-approval',
  title: { ru: 'Согласование договора', en: 'Contract approval' },
})
  .start('start')
  .userTask('check', {
    title: { ru: 'Проверить договор', en: 'Check the contract' },
    assignee: { rule: 'role', role: 'lawyer' },
    timeLimit: workingDays(1),
    results: [
      { key: 'approved', title: { ru: 'Согласован', en: 'Approved' } },
      { key: 'rejected', title: { ru: 'Отклонён', en: 'Rejected' }, comment: 'required' },
    ],
  })
  .end('approved', { outcome: 'success' })
  .end('rejected', { outcome: 'failure', lossReason: 'contract' })
  .flow('start', 'check')
  .flow('check', 'approved', { result: 'approved' })
  .flow('check', 'rejected', { result: 'rejected' })
  .build();

/** The sale that drives the stage: a loop, a split with a side branch, a nested process, two ways to end. */
export const sale: RouteMap = governingMap({
  key: 'sale',
  title: { ru: 'Продажа', en: 'Sale' },
  pipeline: sales,
  lossReasons: [
    { key: 'unfit', title: { ru: 'Не наш клиент', en: 'Not our client' } },
    { key: 'price', title: { ru: 'Дорого', en: 'Too expensive' } },
    { key: 'contract', title: { ru: 'Договор не согласован', en: 'Contract not approved' } },
  ],
  earlyTermination: { stage: 'lost' },
})
  .start('start')
  .userTask('qualify', {
    title: { ru: 'Квалифицировать клиента', en: 'Qualify the client' },
    stage: 'qualified',
    timeLimit: workingDays(1),
    results: [
      { key: 'fits', title: { ru: 'Подходит', en: 'Fits' } },
      {
        key: 'unfit',
        title: { ru: 'Не подходит', en: 'Does not fit' },
        comment: 'required',
        lossReason: 'required',
      },
    ],
  })
  .userTask('offer', {
    title: { ru: 'Отправить предложение', en: 'Send offer' },
    stage: 'offer',
    timeLimit: workingDays(2),
    results: [
      { key: 'agreed', title: { ru: 'Согласовано', en: 'Agreed' } },
      { key: 'revise', title: { ru: 'Доработать', en: 'Revise' } },
      { key: 'refused', title: { ru: 'Отказ', en: 'Refused' }, lossReason: 'required' },
    ],
  })
  .split('split')
  .call('approval', { map: 'contract-approval', stage: 'contract' })
  .userTask('sign', { title: { ru: 'Подписать договор', en: 'Sign the contract' }, stage: 'contract' })
  .userTask('ship', {
    title: { ru: 'Подготовить отгрузку', en: 'Prepare shipment' },
    assignee: { rule: 'person', user: 'sidorov' },
  })
  .join('join')
  .end('won', { outcome: 'success', stage: 'won' })
  .end('lost', { outcome: 'failure', stage: 'lost' })
  .end('unapproved', { outcome: 'failure', stage: 'lost', lossReason: 'contract' })
  .flow('start', 'qualify')
  .flow('qualify', 'offer', { result: 'fits' })
  .flow('qualify', 'lost', { result: 'unfit' })
  .flow('offer', 'split', { result: 'agreed' })
  .flow('offer', 'offer', { result: 'revise' })
  .flow('offer', 'lost', { result: 'refused' })
  .flow('split', 'approval', { leading: true })
  .flow('split', 'ship')
  .flow('approval', 'sign', { outcome: 'success' })
  .flow('approval', 'unapproved', { outcome: 'failure' })
  .flow('sign', 'join')
  .flow('ship', 'join')
  .flow('join', 'won')
  .build();

/** A small sales team with both maps active. */
export const salesTeam: Setting = {
  maps: [contractApproval, sale],
  pipelines: [sales],
  people: {
    ivanova: { name: 'Ivanova', head: 'petrov', locale: 'ru' },
    sidorov: { name: 'Sidorov', head: 'petrov' },
    petrov: { name: 'Petrov', roles: ['head'] },
    orlova: { name: 'Orlova', roles: ['lawyer'] },
    admin: { name: 'Admin', roles: ['admin'] },
    former: { name: 'Former', active: false },
  },
};
