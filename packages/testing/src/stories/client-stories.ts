import type { ContractCase } from '../contracts/contract.js';
import { contactStories } from './contact-stories.js';
import { leadStories } from './lead-stories.js';
import { nextActionStories } from './next-action-stories.js';
import type { StorySetup } from './story.js';

/** What people do about clients: contacts, leads, and what to do next. A whole engine plays it. */
export const clientStories: readonly ContractCase<StorySetup>[] = [
  ...contactStories,
  ...leadStories,
  ...nextActionStories,
];
