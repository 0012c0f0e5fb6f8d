import type { ContractCase } from '../contracts/contract.js';
import { clientStories } from './client-stories.js';
import { interventionStories } from './intervention-stories.js';
import { processStories } from './process-stories.js';
import { saleStories } from './sale-stories.js';
import type { StorySetup } from './story.js';
import { triggerStories } from './trigger-stories.js';

/** The whole behaviour on the level of people: an engine on the given storage plays it. */
export const stories: readonly ContractCase<StorySetup>[] = [
  ...saleStories,
  ...interventionStories,
  ...processStories,
  ...triggerStories,
  ...clientStories,
];
