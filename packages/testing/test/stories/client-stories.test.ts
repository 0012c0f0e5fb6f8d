import { describeContract } from '../../src/contracts/contract.js';
import { clientStories } from '../../src/stories/client-stories.js';

describeContract('clients in memory', clientStories, () => ({}));
