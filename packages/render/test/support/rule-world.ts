import type { Pipeline } from '@dealroute/core';

/** The pipeline whose stages the examples of the rules name. */
export const sales: Pipeline = {
  key: 'sale',
  title: 'Sale',
  stages: [
    { key: 'new', title: 'New', kind: 'open' },
    { key: 'offer', title: 'Offer', kind: 'open' },
    { key: 'talks', title: 'Talks', kind: 'open' },
    { key: 'won', title: 'Won', kind: 'won' },
    { key: 'lost', title: 'Lost', kind: 'lost' },
  ],
  fields: ['amount', 'branch', 'meetingAt', 'manager'],
};
