import { describeContract } from '../../src/contracts/contract.js';
import { triggerStories } from '../../src/stories/trigger-stories.js';

describeContract('triggers and adoption in memory', triggerStories, () => ({}));
