import { independentMap, workingDays, workingHours } from '@dealroute/core';

/** Called by a sale: a lawyer approves the contract, or sends it back to the manager until it fits. */
export const contractApproval = independentMap({
  key: 'contract-approval',
  title: { ru: 'Согласование договора', en: 'Contract approval' },
})
  .start('start')
  .userTask('check', {
    title: { ru: 'Проверить договор', en: 'Check the contract' },
    description: {
      ru: 'Клиент: {{deal.fields.client}}. Проверьте сроки, штрафы и подсудность.',
      en: 'Client: {{deal.fields.client}}. Check terms, penalties and jurisdiction.',
    },
    assignee: { rule: 'role', role: 'lawyer' },
    timeLimit: workingDays(1),
    results: [
      { key: 'approved', title: { ru: 'Согласован', en: 'Approved' } },
      { key: 'revise', title: { ru: 'На доработку', en: 'Needs changes' }, comment: 'required' },
      { key: 'rejected', title: { ru: 'Отклонён', en: 'Rejected' }, comment: 'required', confirm: true },
    ],
  })
  .userTask('revise', {
    title: { ru: 'Доработать договор', en: 'Change the contract' },
    timeLimit: workingHours(4),
  })
  .end('approved', { title: { ru: 'Договор согласован', en: 'Approved' }, outcome: 'success' })
  .end('rejected', {
    title: { ru: 'Договор отклонён', en: 'Rejected' },
    outcome: 'failure',
    lossReason: 'contract',
  })
  .flow('start', 'check')
  .flow('check', 'approved', { result: 'approved' })
  .flow('check', 'revise', { result: 'revise' })
  .flow('check', 'rejected', { result: 'rejected' })
  .flow('revise', 'check')
  .build();
