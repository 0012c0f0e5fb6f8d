import { Scenario } from '@dealroute/testing';
import { onTestFinished } from 'vitest';
import type { ShownProcess } from '../../src/index.js';
import { approval, sale, sales } from './sale.js';

/** A story about the sale of one deal, and its process as a picture shows it. */
export interface Played {
  readonly story: Scenario;
  shown(): Promise<ShownProcess>;
}

/** Begins a sale; it waits for the first call. */
export async function playSale(): Promise<Played> {
  const story = await Scenario.begin({
    maps: [approval, sale],
    pipelines: [sales],
    people: { ivanova: {}, admin: { roles: ['admin'] } },
    engine: { actions: { sendInvoice: async () => ({}) } },
  });
  onTestFinished(() => story.end());
  await story.createDeal('deal', { responsible: 'ivanova', fields: { amount: 5 } });
  const process = await story.start('sale', { on: 'deal', as: 'ivanova' });
  const shown = async (): Promise<ShownProcess> => {
    const state = await story.engine.process(process);
    if (!state) throw new Error('The process of the story is gone.');
    return { state, journal: await story.engine.journal(process) };
  };
  return { story, shown };
}

/** A sale up to its split: the contract is being approved, the goods are reserved. */
export async function playToApproval(): Promise<Played> {
  const played = await playSale();
  await played.story.complete('Call and find out the need', { as: 'ivanova', with: 'fits' });
  await played.story.complete('Discuss the offer', { as: 'ivanova', with: 'agreed' });
  await played.story.complete('Reserve the goods', { as: 'ivanova' });
  return played;
}
