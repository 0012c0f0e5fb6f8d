import { independentMap, workingDays, workingHours } from '@dealroute/core';

/** Started by a trigger when a shipment is ordered on the deal; offered to everybody of the warehouse. */
export const shipment = independentMap({
  key: 'shipment',
  title: { ru: 'Отгрузка', en: 'Shipment' },
})
  .start('start')
  .userTask('pick', {
    title: { ru: 'Собрать заказ', en: 'Pick the goods' },
    description: {
      ru: 'Заказ «{{deal.title}}», город: {{deal.fields.city}}.',
      en: 'Order “{{deal.title}}”, city: {{deal.fields.city}}.',
    },
    assignee: { rule: 'role', role: 'warehouse' },
    timeLimit: workingHours(6),
  })
  .userTask('dispatch', {
    title: { ru: 'Передать перевозчику', en: 'Hand the goods to the carrier' },
    assignee: { rule: 'performer', node: 'pick' },
    timeLimit: workingDays(1),
    results: [
      { key: 'shipped', title: { ru: 'Отгружено', en: 'Shipped' } },
      {
        key: 'broken',
        title: { ru: 'Брак, собрать заново', en: 'Damaged, pick again' },
        comment: 'required',
      },
    ],
  })
  .serviceTask('mark', {
    title: { ru: 'Отметить отгрузку в CRM', en: 'Mark the shipment in the CRM' },
    action: 'mark-shipped',
  })
  .end('shipped', { title: { ru: 'Отгружено', en: 'Shipped' }, outcome: 'success' })
  .flow('start', 'pick')
  .flow('pick', 'dispatch')
  .flow('dispatch', 'mark', { result: 'shipped' })
  .flow('dispatch', 'pick', { result: 'broken' })
  .flow('mark', 'shipped')
  .build();
