import type { ContractCase } from '../contracts/contract.js';
import { embeddingStories } from './embedding-stories.js';
import { mapStories } from './map-stories.js';
import { performersStories } from './performers-stories.js';
import type { StorySetup } from './story.js';
import { taskStories } from './task-stories.js';

/** What maps, tasks and hosts do, each sentence with its number of the behaviour that it shows: a whole engine plays it. */
export const processStories: readonly ContractCase<StorySetup>[] = [
  ...mapStories,
  ...taskStories,
  ...performersStories,
  ...embeddingStories,
];
