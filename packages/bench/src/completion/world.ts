import { governingMap, type Pipeline, workingDays } from '@dealroute/core';

/** How many deals there are, each with a running process. */
export const DEALS = 2_000;

export const pipeline = {
  key: 'sales',
  title: 'Sales',
  stages: [
    { key: 'new', title: 'New', kind: 'open' },
    { key: 'offer', title: 'Offer', kind: 'open' },
    { key: 'talks', title: 'Talks', kind: 'open' },
    { key: 'won', title: 'Won', kind: 'won' },
    { key: 'lost', title: 'Lost', kind: 'lost' },
  ],
} as const satisfies Pipeline;

/** Two tasks that hand the deal to each other, each on its own stage: every completion changes everything it can. */
export const sale = governingMap({ key: 'sale', title: 'Sale', pipeline })
  .start('start')
  .userTask('offer', {
    title: 'Send the offer',
    stage: 'offer',
    timeLimit: workingDays(2),
    results: [
      { key: 'sent', title: 'Sent' },
      { key: 'done', title: 'Done' },
    ],
  })
  .userTask('talks', { title: 'Talk it over', stage: 'talks', timeLimit: workingDays(2) })
  .end('won', { outcome: 'success', stage: 'won' })
  .flow('start', 'offer')
  .flow('offer', 'talks', { result: 'sent' })
  .flow('offer', 'won', { result: 'done' })
  .flow('talks', 'offer')
  .build();

export const MANAGER = 'manager';

export const dealRef = (n: number): string => `deal-${n}`;
