import type { ContractCase } from '../contracts/contract.js';
import { deferralStories } from './deferral-stories.js';
import { moveStories } from './move-stories.js';
import type { StorySetup } from './story.js';
import { suspensionStories } from './suspension-stories.js';
import { takingUpStories } from './taking-up-stories.js';
import { terminationStories } from './termination-stories.js';
import { versionStories } from './version-stories.js';

/** What heads and admins do to a process from outside its map, and the background with them: a whole engine plays it. */
export const interventionStories: readonly ContractCase<StorySetup>[] = [
  ...deferralStories,
  ...suspensionStories,
  ...moveStories,
  ...takingUpStories,
  ...terminationStories,
  ...versionStories,
];
